"""Writes the word that was meant where a recogniser wrote one of the same sound: 公号 → 工号, 热电 → 热点.

A text is read as the likeliest row of words, counted over service calls (``data/words_zh.txt``). A word may
stand for what is written when it sounds the same, tones aside, or differs only in what is easily confused
(n and ng, l and n, zh and z); it costs its rarity and a fine for every character changed, so that what can be
read as it stands stays. Words of the case are as good as common ones. A word of the trade is never changed,
and nothing is when two words would do.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.contrib.tone_convert import to_normal

DATA = Path(__file__).parent / "data"
WORDS = DATA / "words_zh.txt"
READINGS = DATA / "readings_zh.json"
HAN = re.compile(r"[\u4e00-\u9fff]+")
STRETCH = re.compile(r"\d(?:小时|分钟|[\u4e00-\u9fff])|([\u4e00-\u9fff]+)")  # measures after figures stay
NUMERALS = "零一二两三四五六七八九十百千万亿幺半"
GRAMMAR = (
    "的了吗呢吧啊呀哦嗯哈嘛啦么是我您你他她它们这那哪个就都也还又在和"
    "跟把被让得不没很太怎什样着过些而但且上下有以为由可因拿够"
)
NOT_EXPECTED = frozenset(NUMERALS + GRAMMAR)  # a word that holds one is no misheard noun
LONGEST = 4
LEAST_SEEN = 3  # a rarer word is not expected, only known
ALONE = 6  # a character that often a word by itself was meant as one (提钱 is no 提前)
COMMON = 20  # a word seen that often is not taken apart
CASE_COUNT = 60.0  # words of the case count as if seen so often
KNOWN_COUNT = 0.5  # words of the language that no call of the corpus holds
UNKNOWN_COUNT = 0.2  # single characters likewise
CHANGED = 6.0  # the fine for a character changed
OTHER_TONE = 1.5  # on top for every tone that differs
CONFUSED = 4.0  # on top when the sound is only near
CLEARLY = 4.0  # times as often: the one of two words with one sound that is meant
_CONFUSIONS = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"^l"), "n"), (re.compile(r"ng$"), "n"))


@dataclass(frozen=True)
class Lexicon:
    """Words with how often they are to be expected, and those found by their near sound."""

    counts: Mapping[str, float]
    by_sound: Mapping[str, tuple[str, ...]]
    total: float

    def ways(self, piece: str) -> Iterator[tuple[str, float]]:
        """What the piece may stand for, with the price of each: itself, or the one word meant."""
        count = self.counts.get(piece)
        if count is None and len(piece) == 1:
            count = UNKNOWN_COUNT
        if count is not None:
            yield piece, self._price(count)
            return
        if piece in known():
            yield piece, self._price(KNOWN_COUNT)
        if (meant := self._meant(piece)) and not self._sense(piece):
            yield meant, self._price(self.counts[meant]) + fine(piece, meant)

    def breaks_word(self, stretch: str, start: int, end: int) -> bool:
        """Whether a common word stands across one of the piece's ends (小时 in 两小时后: no 时候)."""
        across = (stretch[at : at + 2] for at in (start - 1, end - 1) if 0 <= at < len(stretch) - 1)
        return any(self.counts.get(word, 0) >= COMMON for word in across)

    def _meant(self, piece: str) -> str | None:
        """The expected word of this sound; None when there is none or more than one would do."""
        words = self.by_sound.get(" ".join(map(_near_character, piece)), ())
        rated = sorted(((math.log(self.counts[w]) - fine(piece, w), w) for w in words), reverse=True)
        if not rated or (len(rated) > 1 and rated[0][0] - rated[1][0] < math.log(CLEARLY)):
            return None
        return rated[0][1]

    def _sense(self, piece: str) -> bool:
        """Whether it makes sense already: a part of it is a word, or every character is one by itself."""
        parts = (piece[i:j] for i in range(len(piece)) for j in range(i + 2, len(piece) + 1))
        alone = all(self.counts.get(character, 0) >= ALONE for character in piece)
        return alone or any(self.counts.get(part, 0) >= LEAST_SEEN for part in parts)

    def _price(self, count: float) -> float:
        return math.log(self.total / count)


def corrected(text: str, hints: Sequence[str] = ()) -> str:
    """The text with misheard words as they were meant, of the same length. ``hints``: words of the case."""
    lexicon = _lexicon(tuple(hints))
    return STRETCH.sub(lambda found: "".join(likeliest(found[1], lexicon)) if found[1] else found[0], text)


def likeliest(stretch: str, lexicon: Lexicon) -> list[str]:
    """The cheapest row of words for a stretch of Chinese characters; what is written wins a tie."""
    prices, words = [0.0], [""]
    for end in range(1, len(stretch) + 1):
        prices.append(math.inf)
        words.append("")
        for start in range(max(0, end - LONGEST), end):
            for word, price in lexicon.ways(stretch[start:end]):
                if word != stretch[start:end] and lexicon.breaks_word(stretch, start, end):
                    continue
                if prices[start] + price < prices[end]:
                    prices[end], words[end] = prices[start] + price, word
    row, end = [], len(stretch)
    while end:
        row.append(words[end])
        end -= len(words[end])
    return row[::-1]


def fine(written: str, meant: str) -> float:
    """What changing one into the other costs, in nats; the nearer in sound the cheaper."""
    changed = sum(a != b for a, b in zip(written, meant, strict=True))
    return CHANGED * changed + distance(written, meant)


def distance(written: str, meant: str) -> float:
    """How far the two are apart in sound: the tones that differ, and whether more does."""
    heard = [_toned(character) for character in written]
    return min(_between(heard, sound.split()) for sound in sounds(meant))


def _between(heard: Sequence[str], sound: Sequence[str]) -> float:
    pairs = [(a, b) for a, b in zip(heard, sound, strict=True) if a != b]
    return OTHER_TONE * len(pairs) + CONFUSED * any(to_normal(a) != to_normal(b) for a, b in pairs)


@lru_cache(maxsize=1 << 14)
def sounds(word: str) -> tuple[str, ...]:
    """The toned syllables of a word: as this word is read, and as its characters are one by one."""
    reading = _readings().get(word) or " ".join(lazy_pinyin(word, style=Style.TONE))
    return reading, " ".join(map(_toned, word))


def near(sound: str) -> str:
    """The sound without tones, with what is easily confused made one."""
    return " ".join(_near_syllable(to_normal(syllable)) for syllable in sound.split())


@cache
def _toned(character: str) -> str:
    return str(lazy_pinyin(character, style=Style.TONE)[0])


@cache
def _near_character(character: str) -> str:
    return near(_toned(character))


@cache
def _near_syllable(syllable: str) -> str:
    for pattern, instead in _CONFUSIONS:
        syllable = pattern.sub(instead, syllable)
    return syllable


@cache
def known() -> frozenset[str]:
    """Everyday words that no call of the corpus holds: what is written so may have been said so."""
    return frozenset(word for count, words in _lines() if count == "0" for word in words)


@cache
def _readings() -> Mapping[str, str]:
    readings: dict[str, str] = json.loads(READINGS.read_text(encoding="utf-8"))
    return readings


@cache
def _of_calls() -> Mapping[str, float]:
    """How often every word stands in service calls."""
    return {word: float(count) for count, words in _lines() if count != "0" for word in words}


def _lines() -> list[tuple[str, list[str]]]:
    lines = [line.split() for line in WORDS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return [(count, words) for count, *words in lines]


@lru_cache(maxsize=16)
def _lexicon(hints: tuple[str, ...]) -> Lexicon:
    counts = dict(_of_calls())
    total = sum(counts.values())
    of_case = case_words(hints)
    counts |= {word: max(CASE_COUNT, counts.get(word, 0)) for word in of_case}
    by_sound: dict[str, tuple[str, ...]] = {}
    for word, count in counts.items():
        if expected(word, count) or word in of_case:
            for sound in {near(sound) for sound in sounds(word)}:
                by_sound[sound] = (*by_sound.get(sound, ()), word)
    return Lexicon(counts, by_sound, total)


def expected(word: str, count: float) -> bool:
    """Whether a word may stand for what is written: it has content, and was seen often enough."""
    return len(word) > 1 and count >= LEAST_SEEN and not NOT_EXPECTED & set(word)


def case_words(hints: Sequence[str]) -> set[str]:
    """The words in the hints: short ones whole, the pieces of all, single characters in a row together."""
    found: set[str] = set()
    for stretch in HAN.findall(" ".join(hints)):
        pieces = likeliest(stretch, Lexicon(_of_calls(), {}, sum(_of_calls().values())))
        row = "".join(piece if len(piece) > 1 else f"\0{piece}\0" for piece in pieces)
        names = [name.replace("\0", "") for name in re.findall("(?:\0[^\0]\0){2,3}", row)]
        found |= {stretch, *names, *pieces}
    whole = {hint for hint in hints if HAN.fullmatch(hint) and len(hint) > 1}
    return {w for w in found if len(w) <= LONGEST and (w in whole or expected(w, CASE_COUNT))}
