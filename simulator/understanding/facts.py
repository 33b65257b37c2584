"""Facts that exact rules can find: money, percent, data volume, durations, dates, numbers, names.

Each fact's ``text`` stands verbatim in the utterance; ``value`` is its number in the unit of its kind.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.change import change
from simulator.understanding.lexicon import read
from simulator.understanding.names import names
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import Numeral, numerals
from simulator.understanding.reading import Fact, FactKind
from simulator.understanding.when import dates

LEXICON = Path(__file__).parent / "lexicon" / "quantities.yaml"
IDENTIFIES = 5  # digits from which a bare number names something (phone, order, account)
_WORDS = read(LEXICON)
_UNITS = {
    language: [(FactKind(kind), re.compile(pattern)) for kind, pattern in _WORDS[language].items()]
    for language in ("zh", "en")
}
_CURRENCY = re.compile(r"[$¥£€]\s?$")
_HUNDREDTHS = re.compile("百分之$")
_HALF = re.compile(f"(?<![个一二两三四五六七八九十0-9])(?:{'|'.join(_WORDS['halves'])})")
_IDENTIFIES = re.compile(_WORDS["identifies"])


@lru_cache(maxsize=2048)
def facts(text: str, language: str) -> tuple[Fact, ...]:
    """Every fact in ``text``, in order of appearance. Pure; linear in the length."""
    flat = plain(text)
    chinese = is_chinese(language)
    spans = [*dates(flat, chinese), *names(text, flat, chinese)]
    taken = sorted((start, end) for _, start, end in spans)
    found = [(start, Fact(kind, text[start:end])) for kind, start, end in spans]
    found += [(start, fact) for start, fact in _halves(text, flat) if not _inside(start, taken)]
    found += _quantities(text, flat, chinese, taken)
    return tuple(fact for _, fact in sorted(found, key=lambda item: item[0]))


def _quantities(
    text: str, flat: str, chinese: bool, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, Fact]]:
    end = 0  # of the last fact: 三十块五毛 is one sum
    for numeral in numerals(flat, chinese):
        if numeral.start >= end and not _inside(numeral.start, taken):
            fact = _quantity(text, flat, numeral, chinese)
            if fact is not None:
                yield numeral.start, fact
                end = numeral.start + len(fact.text)


def _inside(place: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a date or a name already covers this place (``taken`` is sorted)."""
    index = bisect_right(taken, (place, sys.maxsize)) - 1
    return index >= 0 and taken[index][0] <= place < taken[index][1]


def _halves(text: str, flat: str) -> Iterator[tuple[int, Fact]]:
    """半天, half an hour: durations without a numeral."""
    for found in _HALF.finditer(flat):
        said = text[found.start() : found.end()]
        yield found.start(), Fact(FactKind.DURATION, said, float(_WORDS["halves"][found.group()]), "h")


def _quantity(text: str, flat: str, numeral: Numeral, chinese: bool) -> Fact | None:
    before = flat[max(0, numeral.start - 24) : numeral.start]
    summed = change(flat, numeral.end, numeral.value) if chinese else None
    if summed is not None:
        return Fact(FactKind.MONEY, text[numeral.start : summed[0]], summed[1], "元")
    for kind, pattern in _UNITS["zh" if chinese else "en"]:
        after = pattern.match(flat, numeral.end)
        if after:
            return _measured(kind, text, numeral, after)
    if marker := _CURRENCY.search(before):
        start = numeral.start - len(marker.group())
        return Fact(FactKind.MONEY, text[start : numeral.end], numeral.value, marker.group().strip())
    if _HUNDREDTHS.search(before):
        return Fact(FactKind.PERCENT, text[numeral.start - 3 : numeral.end], numeral.value, "%")
    named = bool(_IDENTIFIES.search(before)) and len(numeral.digits) >= 2
    if named or len(numeral.digits) >= IDENTIFIES:
        return Fact(FactKind.NUMBER, text[numeral.start : numeral.end], None, numeral.digits)
    return None


def _measured(kind: FactKind, text: str, numeral: Numeral, after: re.Match[str]) -> Fact:
    """A numeral with its unit, converted to the unit of its kind."""
    groups = after.groupdict()
    unit = after["unit"]
    value = numeral.value
    said = text[numeral.start : after.end()]
    if kind is FactKind.DURATION:
        value += 0.5 if groups.get("half") else 0
        return Fact(kind, said, round(value * _WORDS["hours"][unit], 4), "h")
    if kind is FactKind.DATA:
        return Fact(kind, said, value * _WORDS["gigabytes"][unit], "GB")
    if kind is FactKind.MONEY:
        return _money(said, value, unit)
    return Fact(kind, said, value, "%" if kind is FactKind.PERCENT else unit)


def _money(said: str, value: float, unit: str) -> Fact:
    """五毛 = 0.5: every Chinese unit counts in 元."""
    in_yuan = _WORDS["yuan"].get(unit)
    return Fact(FactKind.MONEY, said, value * (in_yuan or 1), "元" if in_yuan else unit)
