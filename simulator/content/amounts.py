"""Written figures with their units: 12.5GB, £1,840.00, 159.00元, 50%, 尾号二二一六.

Reads what is written in digits in cards, rules and offers, where exact figures belong. What people *say*
(一百六) is understood in ``simulator/understanding``, which stands above content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONEY = ("元", "块", "块钱", "£", "$", "€", "¥", "￥")
_DIGITS = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"万元|元|块钱|块|GB|MB|Mbps|分钟|小时|个月|个工作日|工作日|天|日|次|条|张|%|份|人|户"
_AMOUNT = re.compile(
    rf"(?P<sign>[£$€¥￥])?(?P<number>{_DIGITS})\s?(?P<unit>{_UNIT})?(?P<per>/[A-Za-z]+|/[\u4e00-\u9fff])?"
)
_SCALE = {"万元": 10_000.0}
_HAN_DIGITS = {char: str(place) for place, char in enumerate("零一二三四五六七八九")} | {"幺": "1", "〇": "0"}


@dataclass(frozen=True)
class Amount:
    """A figure in a text, from ``start`` to ``end``; ``unit`` is empty where none is written."""

    value: float
    unit: str
    per: str  # 元/月 → "月"
    start: int
    end: int
    decimals: int

    @property
    def money(self) -> bool:
        """Whether it is a sum of money."""
        return self.unit in MONEY


def amounts(text: str) -> list[Amount]:
    """Every figure in ``text`` in order; parts of dates, times and longer numbers are left out."""
    return [_amount(found) for found in _AMOUNT.finditer(text) if not _is_part(text, found)]


def money(text: str) -> list[Amount]:
    """The sums of money in ``text``, prices by the month or GB included."""
    return [amount for amount in amounts(text) if amount.money]


def shown(value: float, unit: str = "") -> str:
    """A figure as it is written in a message: 100, 12.5GB, £3.20."""
    number = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{value:,.0f}"
    return f"{unit}{number}" if unit in "£$€¥￥" and unit else f"{number}{unit}"


def same(one: float, other: float, decimals: int = 2) -> bool:
    """Whether two figures agree as far as they are written (100 ÷ 3 = 33.3)."""
    return abs(one - other) <= 0.5 * 10.0**-decimals + 1e-9 if decimals else abs(one - other) < 0.5


def tails(text: str) -> Iterator[str]:
    """Last digits of numbers that stand in words or digits: 尾号二二一六, ending 640."""
    for found in re.finditer(r"(?:尾号|ending)(?: in)?[ ：:是]*([0-9零〇一二三四五六七八九幺]{3,6})", text):
        yield "".join(_HAN_DIGITS.get(char, char) for char in found[1])


def _amount(found: re.Match[str]) -> Amount:
    number, unit = found["number"], found["unit"] or ""
    decimals = len(number.partition(".")[2])
    value = float(number.replace(",", "")) * _SCALE.get(unit, 1.0)
    named = found["sign"] or ("元" if unit in ("万元", "块", "块钱") else unit)
    return Amount(value, named, (found["per"] or "").lstrip("/"), found.start(), found.end(), decimals)


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Of a date, a time, a version, a name: 11-20, 10:42, 2024-12-20, X2."""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    glued = (
        before in ("-", ":", "：", ".", "/") and text[max(0, found.start() - 2) : found.start() - 1].isdigit()
    )
    going_on = (
        not found["unit"] and after in (":", "：", "-") and text[found.end() + 1 : found.end() + 2].isdigit()
    )
    word = before.isascii() and before.isalpha()
    return glued or going_on or word
