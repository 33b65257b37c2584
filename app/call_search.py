"""What somebody types to find a call: words, and perhaps a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.storage.records import Wanted

DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def wanted(text: str, now: datetime) -> Wanted:
    """Words, and a day such as 11-28, 2026-11-28 or 11月28日, in the zone of ``now``.

    A day without a year is the latest one that has come. What is no day of the calendar is a word.
    """
    words: list[str] = []
    day = None
    for word in text.split():
        match = DAY.fullmatch(word)
        read = _day(match.groups(), now.date()) if match else None
        if read is None:
            words.append(word)
        else:
            began = datetime.combine(read, time(), now.tzinfo)
            day = (began, began + timedelta(days=1))
    return Wanted(tuple(words), day)


def _day(parts: Sequence[str | None], today: date) -> date | None:
    year, month, day = (int(part) if part else None for part in parts)
    try:
        read = date(year or today.year, month or 0, day or 0)
        return read.replace(year=read.year - 1) if year is None and read > today else read
    except ValueError:
        return None
