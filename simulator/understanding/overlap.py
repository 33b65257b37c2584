"""How much of one text's content comes back in another: for restating (some) against echoing (nearly all).

Chinese content is counted in character pairs without function characters and compared by sound, so a
recogniser's wrong characters do not hide a restatement; English in word stems without function words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import CJK, bare
from simulator.understanding.sound import syllables, toneless

LEXICON = Path(__file__).parent / "lexicon" / "function_words.yaml"
_STOP_ZH = frozenset(read(LEXICON)["zh"])
_STOP_EN = frozenset(read(LEXICON)["en"].split())
_HAN_RUN = re.compile(f"[{CJK}]+|[0-9a-z%]+")
_SUFFIX = re.compile(r"(?:ing|edly|ed|ies|es|s|ly)$")


@lru_cache(maxsize=2048)
def content_words(text: str, language: str) -> frozenset[str]:
    """The content of a text: Chinese character pairs by sound (single left-overs too), English stems."""
    return frozenset(_sequence(text, is_chinese(language)))


def shared(text: str, other: str, language: str) -> float:
    """The share of ``text``'s content that ``other`` holds too, 0 … 1 (0 for a text without content)."""
    mine = content_words(text, language)
    return len(mine & content_words(other, language)) / len(mine) if mine else 0.0


def longest_shared(text: str, other: str, language: str) -> float:
    """The longest run that both texts have in common, as a share of ``text``'s length, 0 … 1.

    Counted in syllables (Chinese) or words (English); near 1 is a verbatim echo.
    """
    chinese = is_chinese(language)
    mine, theirs = _units(text, chinese), _units(other, chinese)
    return _longest_run(mine, theirs) / len(mine) if mine else 0.0


def _sequence(text: str, chinese: bool) -> list[str]:
    if not chinese:
        return [_stem(word) for word in _words_en(text) if word not in _STOP_EN]
    found: list[str] = []
    for run in _HAN_RUN.findall(bare(text)):
        found += [run] if run[0].isascii() else _pairs(run)
    return found


def _pairs(run: str) -> list[str]:
    """Pairs of neighbouring content characters, by toneless sound; a lone one stands alone."""
    sounds = [toneless(sound) for sound in syllables(run)]
    pairs: list[str] = []
    start = 0
    for end in range(len(run) + 1):
        if end < len(run) and run[end] not in _STOP_ZH:
            continue
        stretch = sounds[start:end]
        pairs += stretch if len(stretch) == 1 else [f"{a} {b}" for a, b in pairwise(stretch)]
        start = end + 1
    return pairs


def _words_en(text: str) -> list[str]:
    return re.findall(r"[a-z0-9%]+", bare(text.replace("'", "").replace("’", "")))


def _stem(word: str) -> str:
    stem = _SUFFIX.sub("", word) if len(word) > 4 else word
    return stem.rstrip("e") if len(stem) > 3 else stem


@lru_cache(maxsize=2048)
def _units(text: str, chinese: bool) -> tuple[str, ...]:
    if not chinese:
        return tuple(_words_en(text))
    return tuple(toneless(sound) for sound in syllables(bare(text).replace(" ", "")))


_LONGEST = 600  # units compared; beyond that an echo has long been proved


def _longest_run(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    """Length of the longest common run among the first 600 units of each.

    A common run of some length holds one of every shorter length, so the length is found by halving.
    """
    signs: dict[str, str] = {}
    one, other = (
        "".join(signs.setdefault(unit, chr(len(signs) + 1)) for unit in units[:_LONGEST])
        for units in (mine, theirs)
    )
    shared_by_both, too_long = 0, min(len(one), len(other)) + 1
    while too_long - shared_by_both > 1:
        size = (shared_by_both + too_long) // 2
        runs = {other[i : i + size] for i in range(len(other) - size + 1)}
        if any(one[i : i + size] in runs for i in range(len(one) - size + 1)):
            shared_by_both = size
        else:
            too_long = size
    return shared_by_both
