"""Writes English figures out in words: $3.50, 10GB, 555-0172, 12:30, 30%, 3rd."""

from __future__ import annotations

import re
from collections.abc import Callable

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
ONES = SMALL.split()
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}
UNITS = {"gb": "gigabytes", "mb": "megabytes", "mbps": "megabits per second"}
UNITS |= {"km": "kilometers", "kg": "kilograms"}


def spoken(text: str) -> str:
    """The text with every figure written out in words."""
    for pattern, reading in _RULES:
        text = pattern.sub(reading, text)
    return text


def cardinal(value: int) -> str:
    """160 → one hundred sixty."""
    for scale, name in SCALES:
        if value >= scale:
            rest = value % scale
            return f"{cardinal(value // scale)} {name}" + (f" {cardinal(rest)}" if rest else "")
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + (f" {ONES[value % 10]}" if value % 10 else "")


def ordinal(value: int) -> str:
    """23 → twenty third."""
    *head, last = cardinal(value).split()
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, IRREGULAR.get(last, regular)])


def number(figure: str) -> str:
    """1,280.5 → one thousand two hundred eighty point five; long or zero-led figures digit by digit."""
    whole, _, decimals = figure.replace(",", "").partition(".")
    led_by_zero = len(whole) > 1 and whole[0] == "0"
    read = one_by_one(whole) if led_by_zero or len(whole) > 9 else cardinal(int(whole))
    return read + (f" point {one_by_one(decimals)}" if decimals else "")


def one_by_one(digits: str) -> str:
    """Digits that identify: 0172 → zero one seven two."""
    return " ".join(ONES[int(d)] for d in digits if d.isdigit())


def _money(match: re.Match[str]) -> str:
    unit, part = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent")}[match[1]]
    whole, _, small = match[2].replace(",", "").partition(".")
    read = f"{cardinal(int(whole))} {unit}{'' if whole == '1' else 's'}"
    if not small or not int(small):
        return read
    parts = "pence" if part == "penny" else f"{part}{'' if int(small) == 1 else 's'}"
    return f"{read} and {cardinal(int(small.ljust(2, '0')))} {parts}"


def _phone(match: re.Match[str]) -> str:
    return ", ".join(one_by_one(part) for part in re.split(r"\D", match[0]))


def _amount(match: re.Match[str]) -> str:
    return f"{number(match[1])} {UNITS[match[2].lower()]}"


def _clock(match: re.Match[str]) -> str:
    minute = match[2]
    read = "o'clock" if minute == "00" else ("oh " if minute[0] == "0" else "") + cardinal(int(minute))
    return f"{cardinal(int(match[1]))} {read}"


def _year(match: re.Match[str]) -> str:
    first, last = int(match[0][:2]), int(match[0][2:])
    if last == 0 or (first == 20 and last < 10):
        return cardinal(int(match[0]))
    return f"{cardinal(first)} {'oh ' if last < 10 else ''}{cardinal(last)}"


_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"

_RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (
        re.compile(r"(?<!\d)\d{3,4}(?:[- ]\d{3,4})+(?!\d)"),
        _phone,
    ),
    (re.compile(r"([$£€])\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"), _money),
    (re.compile(r"(?<!\d)(\d{1,2}):([0-5]\d)(?!\d)"), _clock),
    (re.compile(rf"{_NUMBER}\s?%"), lambda m: number(m[1]) + " percent"),
    (
        re.compile(rf"{_NUMBER}\s?(GB|MB|Mbps|km|kg)\b", re.IGNORECASE),
        _amount,
    ),
    (re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b"), lambda m: ordinal(int(m[1]))),
    (re.compile(r"(?<=\bin )(?:19|20)\d\d\b"), _year),
    (re.compile(r"(?<=\d)\s*-\s*(?=\d)"), " to "),
    (re.compile(r"(?<![\d.,])\d{5,}(?![\d.,]*\d)|(?<=[A-Za-z])\d+"), lambda m: " " + one_by_one(m[0])),
    (re.compile(_NUMBER), lambda m: number(m[1])),
    (re.compile(r"\s*&\s*"), " and "),
]
