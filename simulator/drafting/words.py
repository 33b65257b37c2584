"""The word lists of drafting, and the cue words of a text: what of it carries the matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.content.loading import Library
from simulator.transcript import is_chinese
from simulator.understanding.cues import canonical
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import plain

LONGEST = 5  # characters of a Chinese cue word
SHORTEST_EN = 3
COUNTED = ("0", "1")  # 一个, one of: no figure that a cue may look for
STRETCH = 4  # characters of an unknown Chinese stretch that may stand as a word
PART = re.compile("[\u4e00-\u9fff]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
EN_WORD = re.compile(r"[a-z][a-z'’]+")


@lru_cache(maxsize=2)
def words(language: str) -> dict[str, Any]:
    """The lists for ``zh`` or ``en``."""
    lists: dict[str, Any] = read(Path(__file__).with_name("words.yaml"))[language]
    return lists


def listed(name: str, language: str) -> Any:  # noqa: ANN401 - each list has its own shape
    """The list ``name`` of the language's family."""
    return words("zh" if is_chinese(language) else "en")[name]


def has(text: str, name: str, language: str) -> bool:
    """Whether the pattern ``name`` fits somewhere in the text."""
    return bool(re.search(listed(name, language), plain(text)))


class Vocabulary:
    """Words that matter in calls: those that the library's cues look for."""

    def __init__(self, library: Library, language: str, hidden: Iterable[str] = ()) -> None:
        """``hidden``: invented numbers, which no cue may look for."""
        self.language = language
        self._hidden = {"".join(NUMBER.findall(canonical(text, is_chinese(language)))) for text in hidden}
        self.chinese = is_chinese(language)
        idle = listed("idle", language).split()
        self._idle = frozenset(idle)
        self._cut = re.compile("|".join(map(re.escape, sorted(idle, key=len, reverse=True))))
        scenarios = (one for one in library.scenarios.values() if is_chinese(one.language) == self.chinese)
        cues = (cue for one in scenarios for cue in _cues(one))
        known = {word for cue in cues for part in cue.split() for word in part.split("|")}
        whole = {word for word in known - self._idle if 2 <= len(word) <= LONGEST}
        self._known = frozenset(word for word in whole if not self.chinese or self._cut.sub("", word))

    def cue_words(self, text: str) -> list[str]:
        """The words of a text that a cue may look for, in order, numbers as digits; each once."""
        found = self._chinese_words(text) if self.chinese else self._english_words(text)
        return [word for word in dict.fromkeys(found) if word not in COUNTED and word not in self._hidden]

    def _chinese_words(self, text: str) -> Iterable[str]:
        single = listed("single", self.language)
        flat = canonical(text, chinese=True)
        place = 0
        rest = ""
        while place <= len(flat):
            known = next(
                (
                    flat[place : place + n]
                    for n in range(LONGEST, 1, -1)
                    if flat[place : place + n] in self._known
                ),
                "",
            )
            number = NUMBER.match(flat, place)
            idle = self._cut.match(flat, place)
            step = len(known) or (len(number.group()) if number else len(idle.group()) if idle else 1)
            char = flat[place : place + 1]
            if known or number or idle or not PART.match(char):
                yield from _stretch(rest, single)
                rest = ""
                yield from [known] if known else [number.group()] if number else []
            else:
                rest += char
            place += step

    def _english_words(self, text: str) -> Iterable[str]:
        flat = canonical(text, chinese=False)
        for found in re.finditer(rf"{EN_WORD.pattern}|{NUMBER.pattern}", flat):
            word = found.group().split("'")[0].split("’")[0]
            if word[0].isdigit() or (len(word) >= SHORTEST_EN and word not in self._idle):
                yield word

    def kin(self, word: str) -> str:
        """The word with those that mean the same in a cue: ``退|返|还``."""
        families: list[list[str]] = listed("families", self.language)
        family = next((one for one in families if word in one), [word])
        return "|".join([word, *(other.replace(" ", "_") for other in family if other != word)])


def _cues(scenario: Any) -> Iterable[str]:  # noqa: ANN401
    yield from (cue for fact in scenario.facts for cue in fact.asks)
    yield from (cue for way in scenario.resolutions for cue in way.offered_by)
    yield from (cue for question in scenario.questions for cue in question.answered_by)


def _stretch(rest: str, single: str) -> Iterable[str]:
    """A stretch between known words: whole if short, else its ends; a lone character only if it matters."""
    if len(rest) == 1:
        yield from [rest] if rest in single else []
    elif len(rest) <= STRETCH:
        yield from [rest] if rest else []
    else:
        yield rest[:2]
        yield rest[-2:]
