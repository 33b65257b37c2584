"""Spoken numerals to values: 八十 → 80, 两千五 → 2500, 幺三九… → "139…", eighty-five → 85.

A numeral is found in normalised text (``normalise.plain``), so its span is also a span of the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.understanding.lexicon import read

IDIOMS = read(Path(__file__).parent / "lexicon" / "idioms.yaml")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "幺": 1, "俩": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10_000, "亿": 100_000_000}

_SPOKEN = "零〇幺一二两三四五六七八九"
_FRACTION = "点[零一二三四五六七八九]+(?![十百分刻钟半])"
_ONE_IN_A_WORD = "一(?:下|直|样|定|般|些|起|旦|共|边|律|切|向|时|会)"
NOT_A_PENNY = "一[分毛](?=钱?[^,.?]{0,2}[不没都也别])|一分钱|一块(?=钱[不没都也])"  # 一分不少
# sayings, and ordinary words that merely contain a numeral
_NO_NUMERAL = (
    f"{'|'.join(IDIOMS['zh'])}|百分之|十分(?!之|钟)|千万(?=别|不|要|记|得)|万一|{_ONE_IN_A_WORD}|"
    "一点(?![钟半一二三四五六七八九十零])|统一|之一|唯一|一模一样|一五一十|乱七八糟|三番[五两]次|[这那]一|"
    f"五一(?=节|假|放)|十一(?=假|黄金)|{NOT_A_PENNY}"
)
_WRITTEN = r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[ -]\d{2,})*)"
_ZH = re.compile(
    f"(?P<word>{_NO_NUMERAL})|{_WRITTEN}(?P<scale>[百千万亿](?!一))?"
    f"|(?P<han>(?:(?!{NOT_A_PENNY}|(?<=[二三四五六七八九]){_ONE_IN_A_WORD})[{_SPOKEN}十百千万亿])+(?:{_FRACTION})?)"
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_ONES = {word: value for value, word in enumerate(_ONES.split())}
_EN_TENS = {word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
_EN_BIG = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_EN_TIMES = {"double": 2, "triple": 3}
_LONGEST_FIRST = sorted({**_EN_ONES, **_EN_TENS}, key=len, reverse=True)
_EN_WORD = "|".join([*_LONGEST_FIRST, *_EN_BIG, *_EN_TIMES, "oh"])
_EN = re.compile(
    rf"(?P<word>{'|'.join(IDIOMS['en'])})|{_WRITTEN}(?:\s?(?P<scale>hundred|thousand|million|k)\b)?"
    rf"|\b(?P<a>a\s+(?=(?:{'|'.join(_EN_BIG)})\b))?"
    rf"(?P<words>(?:{_EN_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_EN_WORD}))*)\b"
)
_SCALE = {**UNITS, **BIG, **_EN_BIG, "k": 1000}


@dataclass(frozen=True)
class Numeral:
    """A numeral in a text: its span, its value, and its digits when it was said digit by digit."""

    start: int
    end: int
    value: float
    digits: str = ""


@lru_cache(maxsize=2048)
def numerals(flat: str, chinese: bool) -> tuple[Numeral, ...]:
    """Every numeral in normalised text, in order."""
    pattern = _ZH if chinese else _EN
    return tuple(numeral for found in pattern.finditer(flat) for numeral in _numerals(found))


def _numerals(found: re.Match[str]) -> Iterator[Numeral]:
    groups = found.groupdict()
    if groups.get("word"):
        return
    if groups["digits"]:
        yield _written(found)
    elif "han" in groups:
        yield from _spoken_zh(found)
    elif (numeral := _spoken_en(found)) is not None:
        yield numeral


def _written(found: re.Match[str]) -> Numeral:
    raw = found["digits"].rstrip(",")
    end = found.start("digits") + len(raw) if not found["scale"] else found.end()
    grouped = raw.replace(" ", "").replace("-", "").replace(",", "")
    value = float(grouped[:300]) * _SCALE.get(found["scale"] or "", 1)
    return Numeral(found.start(), end, value, grouped if grouped.isdigit() and not found["scale"] else "")


def _spoken_zh(found: re.Match[str]) -> Iterator[Numeral]:
    start = found.start()
    for raw in _one_by_one(found["han"]):
        end = start + len(raw)
        if all(char in DIGITS for char in raw):
            digits = "".join(str(DIGITS[char]) for char in raw)
            yield Numeral(start, end, float(digits[:300]), digits if len(raw) > 1 else "")
        elif (value := chinese_value(raw)) is not None:
            yield Numeral(start, end, value)
        start = end


def _one_by_one(raw: str) -> Iterator[str]:
    """Numbers said in one breath, apart: 六百二十八四十八 is 628 and 48; 七八百 is one about figure."""
    begin = section = 0
    unit = big = 0  # the unit, the 万 or 亿, said last
    for place, char in enumerate(raw.partition("点")[0]):
        after = raw[place - 1] if place > begin else ""
        cut = None
        if char in DIGITS:
            cut = place if (unit or big) and DIGITS.get(after, 0) and _runs_on(after, char) else None
        elif char in UNITS:
            cut = place - 1 if unit and UNITS[char] >= unit and after in DIGITS else None
        elif big and BIG[char] >= big and section < place:
            cut = section
        if cut is not None and cut > begin:
            yield raw[begin:cut]
            begin, unit, big = cut, 0, 0
        unit = UNITS.get(char, unit)
        if char in BIG:
            unit, big, section = 0, BIG[char], place + 1
    yield raw[begin:]


def _runs_on(digit: str, following: str) -> bool:
    """Whether a digit after a digit begins a new number: 四千二两天 does, 一百二三 (120 to 130) does not."""
    return DIGITS[following] != DIGITS[digit] + 1


def chinese_value(raw: str) -> float | None:
    """The value of a Chinese numeral with units (两千五 = 2500, 一点五 = 1.5); None if it is none."""
    whole, _, fraction = raw.partition("点")
    total = section = digit = 0
    unit = 1
    for char in whole:
        if char in DIGITS:
            digit = DIGITS[char]
            unit = 1 if digit == 0 else unit
        elif char in UNITS:
            unit = UNITS[char]
            section += (digit or (1 if unit == 10 or not section else 0)) * unit
            digit = 0
        else:
            unit = BIG[char]
            said = section + digit
            total = total + said * unit if total > unit else (total + said) * unit or unit  # 一亿二千万
            section = digit = 0
    # 一百八, 两千五, 一万二: a last bare digit counts in the unit below the one just said
    tail = digit * (unit // 10 if unit > 10 and whole[-1] in DIGITS else 1)
    value = float(total + section + tail)
    if fraction:
        value += float("0." + "".join(str(DIGITS[char]) for char in fraction[:30]))
    return value


def _spoken_en(found: re.Match[str]) -> Numeral | None:
    words = re.split(r"[\s-]+(?:and\s+)?", found["words"])
    if words == ["oh"] or all(word in _EN_TIMES for word in words):
        return None
    if len(words) > 2 and all(word in _EN_TIMES or _digit(word) is not None for word in words):
        digits = _digit_words(words)
        return Numeral(found.start(), found.end(), float(digits[:300]), digits)
    if words[0] in _EN_BIG and len(words) == 1 and not found["a"]:
        return None  # "thousand" alone; "a hundred" and "the hundred and forty" are numbers
    return Numeral(found.start(), found.end(), _english_value(words))


def _digit(word: str) -> int | None:
    """0 … 9 for a word that is one digit."""
    value = 0 if word == "oh" else _EN_ONES.get(word, 10)
    return value if value < 10 else None


def _digit_words(words: list[str]) -> str:
    """double four one oh → 4410."""
    said: list[str] = []
    times = 1
    for word in words:
        if word in _EN_TIMES:
            times = _EN_TIMES[word]
        else:
            said.append(str(_digit(word)) * times)
            times = 1
    return "".join(said)


def _english_value(words: list[str]) -> float:
    total = section = 0
    for word in words:
        if word == "hundred":
            section = (section or 1) * 100
        elif word in _EN_BIG:
            total += (section or 1) * _EN_BIG[word]
            section = 0
        else:
            section += _EN_ONES.get(word, 0) + _EN_TENS.get(word, 0)
    return float(total + section)
