"""Facts that exact rules can find: money, percent, data volume, durations, dates, numbers, names.

Each fact's ``text`` stands verbatim in the utterance; ``value`` is its number in the unit of its kind.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from simulator.transcript import is_chinese
from simulator.understanding.names import names
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import Numeral, numerals
from simulator.understanding.reading import Fact, FactKind
from simulator.understanding.when import dates

IDENTIFIES = 5  # digits from which a bare number names something (phone, order, account)
HOURS = {"秒": 1 / 3600, "分钟": 1 / 60, "刻钟": 0.25, "小时": 1, "钟头": 1, "天": 24, "日": 24, "工作日": 24, "星期": 168, "周": 168,
         "礼拜": 168, "月": 720, "年": 8760}  # fmt: skip
HOURS_EN = {"second": 1 / 3600, "minute": 1 / 60, "min": 1 / 60, "hour": 1, "day": 24, "business day": 24, "working day": 24,
            "week": 168, "month": 720, "year": 8760}  # fmt: skip
GIGA = {"t": 1024, "g": 1, "m": 1 / 1024, "兆": 1 / 1024, "k": 1 / 1024**2}

_ABOUT = "[多来几]?"
_AFTER_ZH: list[tuple[FactKind, re.Pattern[str]]] = [
    (FactKind.PERCENT, re.compile(rf"{_ABOUT}\s?(?P<unit>%|个百分点|个点(?!儿?钟))")),
    (FactKind.MONEY, re.compile(
        rf"{_ABOUT}\s?(?P<unit>块钱|块(?!儿)|元|毛钱|毛|分钱|美元|美金|欧元|港币|人民币)(?P<small>[一二三四五六七八九两](?![百千万十个天月年])(?:毛钱|毛)?)?")),
    (FactKind.DATA, re.compile(rf"{_ABOUT}\s?个?(?P<unit>[gmtk])(?![a-z])b?(?:流量)?|{_ABOUT}个?(?P<unit2>兆)")),
    (FactKind.DURATION, re.compile(
        rf"{_ABOUT}个?(?P<half>半)?(?P<unit>工作日|小时|钟头|分钟|刻钟|秒|天|星期|礼拜|周|(?<=个)月|年)(?![前]?份)")),
    (FactKind.COUNT, re.compile(rf"{_ABOUT}(?P<unit>次|遍|通|张|条|部|台|件|回|口人|户|个人|套|份|笔|趟|位|道|单)")),
]  # fmt: skip
_AFTER_EN: list[tuple[FactKind, re.Pattern[str]]] = [
    (FactKind.PERCENT, re.compile(r"\s?(?P<unit>%|percent\b|per cent\b)")),
    (FactKind.MONEY, re.compile(r"\s?(?P<unit>yuan|rmb|dollars?|bucks|pounds?|euros?|quid|cents?|pence)\b")),
    (FactKind.DATA, re.compile(r"[\s-]?(?P<unit>[gmtk])(?:b|igs?|igabytes?|egs?|egabytes?|erabytes?)?\b(?!')")),
    (FactKind.DURATION, re.compile(
        r"[\s-](?P<unit>business day|working day|second|minute|min|hour|day|week|month|year)s?\b(?! old)")),
    (FactKind.COUNT, re.compile(r"\s(?P<unit>times|calls|people|devices|lines|orders|items|emails|letters)\b")),
]  # fmt: skip
_CURRENCY = re.compile(r"[$¥£€]\s?$")
_HUNDREDTHS = re.compile("百分之$")
_HALF = re.compile("半(?P<unit>个小时|个钟头|小时|天|年|个月|个星期|个礼拜)|(?P<en>half an hour|half a day|half a year)")
_HALVES = {"个小时": 0.5, "个钟头": 0.5, "小时": 0.5, "天": 12, "年": 4380, "个月": 360, "个星期": 84, "个礼拜": 84,
           "half an hour": 0.5, "half a day": 12, "half a year": 4380}  # fmt: skip
_NAMED_NUMBER = re.compile(
    r"(?:工号|尾号|后[四4]位|订单号?|单号|编号|卡号|账号|户号|验证码|号码|证号|(?:number|reference|code|ending in|id|account|order)(?: number)?)"
    r"[^0-9a-z一-鿿]{0,2}(?:是|为|is|:|#)?\s{0,2}#?$"
)


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
    for found in _HALF.finditer(flat):
        if found.start() == 0 or flat[found.start() - 1] not in "个一二两三四五六七八九十0123456789":
            hours = _HALVES[found["unit"] or found["en"]]
            yield found.start(), Fact(FactKind.DURATION, text[found.start() : found.end()], hours, "h")


def _quantity(text: str, flat: str, numeral: Numeral, chinese: bool) -> Fact | None:
    before = flat[max(0, numeral.start - 24) : numeral.start]
    for kind, pattern in _AFTER_ZH if chinese else _AFTER_EN:
        after = pattern.match(flat, numeral.end)
        if after:
            return _measured(kind, text, numeral, after)
    if marker := _CURRENCY.search(before):
        start = numeral.start - len(marker.group())
        return Fact(FactKind.MONEY, text[start : numeral.end], numeral.value, marker.group().strip())
    if _HUNDREDTHS.search(before):
        return Fact(FactKind.PERCENT, text[numeral.start - 3 : numeral.end], numeral.value, "%")
    named = bool(_NAMED_NUMBER.search(before)) and len(numeral.digits) >= 2
    if named or len(numeral.digits) >= IDENTIFIES:
        return Fact(FactKind.NUMBER, text[numeral.start : numeral.end], None, numeral.digits)
    return None


def _measured(kind: FactKind, text: str, numeral: Numeral, after: re.Match[str]) -> Fact:
    """A numeral with its unit, converted to the unit of its kind."""
    groups = after.groupdict()
    unit = groups.get("unit") or groups.get("unit2") or ""
    value = numeral.value
    said = text[numeral.start : after.end()]
    if kind is FactKind.DURATION:
        value += 0.5 if groups.get("half") else 0
        return Fact(kind, said, value * HOURS.get(unit, HOURS_EN.get(unit, 1)), "h")
    if kind is FactKind.DATA:
        return Fact(kind, said, value * GIGA[unit], "GB")
    if kind is FactKind.PERCENT:
        return Fact(kind, said, value, "%")
    if kind is FactKind.MONEY:
        return _money(said, value, unit, groups.get("small"))
    return Fact(kind, said, value, unit)


def _money(said: str, value: float, unit: str, small: str | None) -> Fact:
    """三块五 = 3.5; 五毛 = 0.5; every Chinese unit counts in 元."""
    if small:
        value += "零一二三四五六七八九".index(small[0].replace("两", "二")) / 10
    if unit.startswith("毛"):
        value /= 10
    elif unit == "分钱":
        value /= 100
    yuan = {"块钱", "块", "元", "毛钱", "毛", "分钱", "人民币", "yuan", "rmb"}
    return Fact(FactKind.MONEY, said, value, "元" if unit in yuan else unit)
