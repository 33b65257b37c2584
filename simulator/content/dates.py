"""Checks the dates that a scenario's texts name: days that exist, weekdays that fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from simulator.content.wording_checks import Location, Problem

YEARS = range(2000, 2051)  # a scenario mostly names no year: its weekdays must fit one of these
_WEEKDAYS = {name: place % 7 for place, name in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CHINESE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
    r"(?:\s*[（(,，]?\s*(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]))?"
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])")
_SHORT = re.compile(r"(?<![\d-])(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?![\d-])")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_BRITISH = re.compile(
    rf"\b{_NAMED}(?:the )?{_NUMBER} (?:of )?{_MONTH}\b(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE
)
_AMERICAN = re.compile(rf"\b{_NAMED}{_MONTH} {_NUMBER}\b(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE)
_ALL = (_CHINESE, _ISO, _SHORT, _BRITISH, _AMERICAN)


def date_problems(texts: Sequence[tuple[Location, str]]) -> Iterator[Problem]:
    """Days that no calendar has, and weekdays that do not fit their dates."""
    named: list[tuple[Location, re.Match[str], int, int]] = []
    for loc, text in texts:
        for found in (match for pattern in _ALL for match in pattern.finditer(text)):
            month, day = _month(found["month"]), int(found["day"])
            wrong = _impossible(found.groupdict().get("year"), month, day)
            if wrong:
                yield loc, f"'{found[0].strip()}': {wrong}"
            elif found.groupdict().get("weekday"):
                named.append((loc, found, month, day))
    yield from _weekdays(named)


def _impossible(year: str | None, month: int, day: int) -> str | None:
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    longest = _LONGEST[month - 1]
    if month == 2 and year and not _is_leap(int(year)):
        longest = 28
    return None if 1 <= day <= longest else f"month {month} has {longest} days"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekdays(named: Sequence[tuple[Location, re.Match[str], int, int]]) -> Iterator[Problem]:
    """With a year they are right or wrong; without one, some year must have all of them."""
    open_ones = []
    for loc, found, month, day in named:
        if found["year"]:
            really = date(int(found["year"]), month, day).weekday()
            if really != _weekday(found["weekday"]):
                yield loc, f"'{found[0].strip()}': that day is a {date(int(found['year']), month, day):%A}"
        else:
            open_ones.append((loc, found, month, day))
    fits = [
        [_fits(year, month, day, found["weekday"]) for _, found, month, day in open_ones] for year in YEARS
    ]
    best = max(fits, key=sum, default=[])
    for (loc, found, _, _), right in zip(open_ones, best, strict=True):
        if not right:
            yield loc, f"'{found[0].strip()}': the weekday does not fit the other dates of this scenario"


def _fits(year: int, month: int, day: int, weekday: str) -> bool:
    try:
        return date(year, month, day).weekday() == _weekday(weekday)
    except ValueError:
        return False


def _weekday(name: str) -> int:
    lowered = name.lower()[:3]
    return _ENGLISH.index(lowered) if lowered in _ENGLISH else _WEEKDAYS[name]


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS.index(name.lower()[:3]) + 1
