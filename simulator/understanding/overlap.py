"""How much of one text's content comes back in another: for restating (some) against echoing (nearly all).

Chinese content is counted in character pairs without function characters and compared by sound, so a
recogniser's wrong characters do not hide a restatement; English in word stems without function words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import CJK, bare
from simulator.understanding.sound import sounds

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


@lru_cache(maxsize=8192)
def _pairs(run: str) -> Sequence[str]:
    """Pairs of neighbouring content characters, by toneless sound; a lone one stands alone."""
    heard = sounds(run)
    pairs: list[str] = []
    start = 0
    for end in [i for i, char in enumerate(run) if char in _STOP_ZH] + [len(run)]:
        if end == start + 1:
            pairs.append(heard[start])
        pairs += [f"{heard[i]} {heard[i + 1]}" for i in range(start, end - 1)]
        start = end + 1
    return pairs


def _words_en(text: str) -> list[str]:
    return re.findall(r"[a-z0-9%]+", bare(text.replace("'", "").replace("’", "")))


def _stem(word: str) -> str:
    stem = _SUFFIX.sub("", word) if len(word) > 4 else word
    return stem.rstrip("e") if len(stem) > 3 else stem


_LONGEST = 600  # units compared; beyond that an echo has long been proved


@lru_cache(maxsize=2048)
def _units(text: str, chinese: bool) -> Sequence[str]:
    return sounds(bare(text).replace(" ", "")) if chinese else tuple(_words_en(text))


def _longest_run(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """Length of the longest common run among the first 600 units of each.

    A common run of some length holds one of every shorter length, so doubling and then halving finds it.
    """
    one, other = _joined(mine[:_LONGEST], theirs[:_LONGEST])
    longest = min(len(one), len(other))
    size = 1
    while size <= longest and _share_a_run(one, other, size):
        size *= 2
    shared_by_both, too_long = size // 2, min(size, longest + 1)
    while too_long - shared_by_both > 1:
        size = (shared_by_both + too_long) // 2
        if _share_a_run(one, other, size):
            shared_by_both = size
        else:
            too_long = size
    return shared_by_both


def _joined(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, str]:
    """Both with one character a unit, so that runs can be found as strings."""
    if isinstance(mine, str) and isinstance(theirs, str):
        return mine, theirs
    signs: dict[str, str] = {}
    for unit in (*mine, *theirs):
        signs.setdefault(unit, chr(len(signs) + 1))
    return "".join(map(signs.__getitem__, mine)), "".join(map(signs.__getitem__, theirs))


def _share_a_run(one: str, other: str, size: int) -> bool:
    return any(other[i : i + size] in one for i in range(len(other) - size + 1))
