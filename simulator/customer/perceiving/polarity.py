"""What has happened and what has not, told back the wrong way round: 没收到 as 收到了."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.mistaken import Slip, told_back, words_around
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import is_chinese
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Understanding

HAPPENED = "happened"
MARKS = re.compile("[,.;:?!]")
NOT_YET = {
    True: re.compile("[没未不别][^,.?]{0,3}$"),
    False: re.compile(r"(?:n't|\b(?:not|never|no))\b[^,.?]{0,14}$"),
}


@dataclass(frozen=True)
class Happening:
    """A thing that is said to have happened, or not; ``word`` is the one that tells it."""

    kind: str
    word: str
    happened: bool
    words: frozenset[str]  # what else stands there


def turned_round(read: Understanding, own: tuple[str, ...], language: str) -> Slip | None:
    """What the turn tells back as happened that has not, or the other way, by the caller's ``own`` words."""
    for sentence in told_back(read, language):
        for clause in sentence:
            for told in _happenings(clause.text, language):
                if not fits(clause.text, "either", language) and _against(told, _known(own, language)):
                    return Slip(HAPPENED, *_put(told, language))
    return None


def _put(told: Happening, language: str) -> tuple[str, frozenset[str], str]:
    """How the agent put it, the words around it, and how the caller puts it."""
    if not is_chinese(language):
        return "", told.words, ""
    yes, no = f"{told.word}了", f"没{told.word}"
    return (yes, told.words, no) if told.happened else (no, told.words, yes)


def _against(told: Happening, known: Sequence[Happening]) -> bool:
    """Whether the caller has only ever said the opposite of this thing, or of anything of the kind."""
    alike = [other for other in known if other.kind == told.kind]
    alike = [other for other in alike if other.word == told.word] or alike
    near = [other for other in alike if other.words & told.words]
    if any(other.happened == told.happened for other in near):
        return False
    return bool(near) or (bool(alike) and all(other.happened != told.happened for other in alike))


@lru_cache(maxsize=64)
def _known(own: tuple[str, ...], language: str) -> tuple[Happening, ...]:
    return tuple(found for text in own for part in parts(text) for found in _happenings(part, language))


def parts(text: str) -> Iterator[str]:
    """The stretches of a text between its marks."""
    begin = 0
    for mark in MARKS.finditer(plain(text)):
        yield text[begin : mark.start()]
        begin = mark.end()
    yield text[begin:]


def _happenings(text: str, language: str) -> Iterator[Happening]:
    """What a stretch of speech says to have happened, or not."""
    flat, chinese = plain(text), is_chinese(language)
    if first_word(flat, "not_oneself", language):
        return  # 仓库八号就收到了
    for kind in wordlist(HAPPENED, language):
        for found in re.finditer(kind if chinese else rf"\b(?:{kind})\b", flat):
            rest = words_around(flat[: found.start()] + "," + flat[found.end() :], language)
            denied = bool(NOT_YET[chinese].search(flat[: found.start()]))
            yield Happening(kind, found.group(), not denied, rest)
