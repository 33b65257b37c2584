"""Small change after a sum in Chinese: 二十四块九毛六 is 24.96, 一百八十六块五 is 186.5."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from simulator.understanding.lexicon import read
from simulator.understanding.numbers import DIGITS, NOT_A_PENNY

_UNITS = {"块": 1.0, "元": 1.0, "毛": 0.1, "角": 0.1}
_FORMS = read(Path(__file__).parent / "lexicon" / "quantities.yaml")["change"]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    digit, other = _FORMS["digit"], _FORMS["other"]
    return re.compile(
        rf"(?P<unit>[块元])(?!{NOT_A_PENNY})(?:零?(?P<tenths>{digit})[毛角](?:钱|(?P<rest>{digit})(?:分(?!钟)|(?!{other})))?"
        rf"|零?(?P<cents>{digit})分(?!钟)|零(?P<lone>{digit})(?!{other})|(?P<bare>{digit})(?!{other}))"
        rf"|(?P<small>[毛角])(?P<after>{digit})(?:分(?!钟)|(?!{other}))"
    )


def change(flat: str, end: int, value: float) -> tuple[int, float] | None:
    """Where a sum ends whose numeral of ``value`` ends at ``end``, and its value in yuan.

    None where no small change follows: 三十块一个月 is thirty, a month.
    """
    found = _pattern().match(flat, end)
    if found is None:
        return None
    unit = _UNITS[found["unit"] or found["small"]]
    tenths = found["tenths"] or found["bare"]
    cents = found["rest"] or found["cents"] or found["lone"] or found["after"]
    total = value * unit + (DIGITS[tenths] / 10 if tenths else 0) + (DIGITS[cents] / 100 if cents else 0)
    return found.end(), round(total, 2)
