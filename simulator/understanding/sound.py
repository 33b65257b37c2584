"""Chinese by its sound: what a recogniser wrote with the wrong characters (化费 for 话费) still counts.

Syllables are compared without tones, but a stretch that is itself an everyday word (一般 is not a
misheard 一半) or holds a piece of grammar only counts when its tones are the same too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.seg import mmseg

from simulator.understanding.lexicon import read
from simulator.understanding.normalise import CJK

_STRETCHES = re.compile(f"[{CJK}]+|[^{CJK}]+")
_SYLLABLES: dict[str, int] = {}  # in the order heard; Mandarin has some four hundred
PRIVATE = 0xF0000
EVERYDAY = Path(__file__).parent / "lexicon" / "everyday_zh.txt"
FUNCTION_WORDS = Path(__file__).parent / "lexicon" / "function_words.yaml"


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """One syllable with its tone digit for every character; other characters stand for themselves."""
    return tuple(syllable for word in _words(text) for syllable in _of_word(word))


@lru_cache(maxsize=4096)
def sounds(text: str) -> str:
    """The same without tones, one character a syllable: texts that sound alike are equal."""
    return "".join(map(_sound_of, _words(text)))


def _words(text: str) -> Iterator[str]:
    """A text in pieces whose sound is known: a character read in two ways is told by its word."""
    for stretch in _STRETCHES.findall(text):
        yield from mmseg.seg.cut(stretch) if "\u3400" <= stretch[0] <= "\u9fff" else stretch


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> Sequence[str]:
    han = lazy_pinyin(word, style=Style.TONE3)
    return tuple(han if len(han) == len(word) else word)


@lru_cache(maxsize=1 << 16)
def _sound_of(word: str) -> str:
    return "".join(_sign(toneless(syllable)) for syllable in _of_word(word))


@lru_cache(maxsize=1 << 12)
def _sign(syllable: str) -> str:
    """One character for a syllable, out of a private stretch of Unicode; a single character is its own."""
    return syllable if len(syllable) == 1 else chr(PRIVATE + _SYLLABLES.setdefault(syllable, len(_SYLLABLES)))


@dataclass(frozen=True)
class Heard:
    """A text with its syllables, toneless and joined for fast search."""

    text: str
    toned: tuple[str, ...]
    joined: str
    places: dict[int, int]

    def holds(self, word: str) -> bool:
        """Whether ``word`` may have been said in this text."""
        sought = " " + " ".join(map(toneless, syllables(word))) + " "
        at = self.joined.find(sought)
        while at >= 0:
            place = self.places[at]
            if self._believable(word, place):
                return True
            at = self.joined.find(sought, at + 1)
        return False

    def _believable(self, word: str, place: int) -> bool:
        """Same tones, or at least no word of its own and no piece of grammar (可以办 is no 一半)."""
        if self.toned[place : place + len(word)] == syllables(word):
            return True
        there = self.text[place : place + len(word)]
        return there not in everyday() and not function_characters() & set(there)


def toneless(syllable: str) -> str:
    """hua4 → hua."""
    return syllable[:-1] if len(syllable) > 1 and syllable[-1].isdigit() else syllable


@lru_cache(maxsize=1024)
def heard(text: str) -> Heard:
    """Prepare a text for searching by sound. Linear."""
    toned = syllables(text)
    places: dict[int, int] = {}
    joined: list[str] = [" "]
    length = 0
    for index, syllable in enumerate(toned):
        places[length] = index
        flat = toneless(syllable)
        joined.append(flat + " ")
        length += len(flat) + 1
    return Heard(text, toned, "".join(joined), places)


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Everyday words that a recogniser writes because they were said."""
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def function_characters() -> frozenset[str]:
    """Characters that belong to the grammar of a sentence (以, 是, 有): no part of a misheard noun."""
    words = read(FUNCTION_WORDS)
    return frozenset(words["zh"] + words["zh_more"])
