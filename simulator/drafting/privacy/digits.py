"""Numbers that name somebody or something of theirs: found as they are said, replaced digit by digit.

Amounts, dates, quantities and public hotlines stay. A number said in pieces, written or spoken, and the
last digits of a longer one all get the same replacement.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.drafting.privacy.lists import WORDS
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import DIGITS, Numeral, numerals

TELLS = 4  # digits from which a bare number is somebody's rather than an amount
AMOUNT = 6  # digits a bare amount has at the most
TEN = 10
SUM = 100  # value from which a number with units is an amount
BESIDE = 2  # characters that may stand beside a number in a clause that only tells it
PIECE = 3  # digits from which a part of a known number is replaced as that part
MEASURED = (FactKind.MONEY, FactKind.PERCENT, FactKind.DATA, FactKind.DURATION, FactKind.DATE, FactKind.COUNT)
BETWEEN = re.compile(r"[\s,，、.。_\-]{0,3}")  # what may stand between the pieces of one number
LETTERS = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]{1,4}-?|[A-Z]{1,4} )$")
TAIL = re.compile(r"[A-Za-z](?![A-Za-z])")
SPOKEN = "零一二三四五六七八九"
WORDS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Number:
    """A number in a text that is to be replaced: its span (letters that belong to it included) and digits."""

    start: int
    end: int
    digits: str


def identifying(text: str, language: str, *, asked: bool, known: Iterable[str] = ()) -> list[Number]:
    """The numbers of a text that identify. ``asked``: as an answer; ``known``: found before."""
    flat, chinese = plain(text), is_chinese(language)
    found = list(numerals(flat, chinese))
    known = {digits for digits in known if len(digits) >= PIECE}
    told = [_tells(one, text, flat, language, asked) or one.digits in known for one in found]
    if asked:
        _spelled_out(found, told, flat)
    _chain(found, told, flat)
    return [_with_letters(one, text) for one, tells in zip(found, told, strict=True) if tells]


def runs(numbers: Sequence[Number], text: str) -> list[list[Number]]:
    """The numbers with the pieces of one that was said in pieces put together."""
    found: list[list[Number]] = []
    for number in numbers:
        if found and BETWEEN.fullmatch(text[found[-1][-1].end : number.start]):
            found[-1].append(number)
        else:
            found.append([number])
    return found


def digits_of(run: Sequence[Number]) -> str:
    """All digits of a run."""
    return "".join(piece.digits for piece in run)


def mostly_digits(text: str, language: str) -> bool:
    """Whether a turn is hardly more than a number: a piece of one that is being told or read back."""
    flat = plain(text)
    found = [one for one in numerals(flat, is_chinese(language)) if len(one.digits) > 1]
    covered = sum(one.end - one.start for one in found)
    return bool(found) and len(flat.strip()) - covered <= (4 if is_chinese(language) else 12)


def _digits(one: Numeral) -> str:
    return one.digits or str(int(min(one.value, 1e15)))


def _tells(one: Numeral, text: str, flat: str, language: str, asked: bool) -> bool:
    if _measured(one, text, language) and len(one.digits) <= TELLS:
        return False
    tongue = "zh" if is_chinese(language) else "en"
    before = flat[max(0, one.start - 24) : one.start]
    if (re.search(WORDS["marks"][tongue], before) and one.digits) or _read_out(one, flat):
        return True
    if len(one.digits) <= AMOUNT and re.search(WORDS["money"][tongue], before):
        return False
    if asked and (len(one.digits) >= PIECE or _alone(one, flat)):
        return True
    if one.digits in WORDS["public"] or len(one.digits) < TELLS:
        return False
    year = len(one.digits) == TELLS and one.digits[:2] in ("19", "20")
    return not (year and tongue == "en" and re.search(WORDS["years"]["en"], before))


def _read_out(one: Numeral, flat: str) -> bool:
    """Whether English words give digit after digit, if not to the end: oh seven double one nine hundred."""
    said = re.findall("[a-z]+", flat[one.start : one.end])
    return sum(word in (*WORDS_EN, "oh", "double", "triple") for word in said) >= TELLS


def _alone(one: Numeral, flat: str) -> bool:
    """Whether a clause holds hardly anything else: 二十三, forty-four ten. A round sum is an amount."""
    if (one.value >= SUM and not one.digits) or (one.value < TEN and len(one.digits) < 2):
        return False
    start = max((flat.rfind(mark, 0, one.start) for mark in ",.?!;"), default=-1) + 1
    stop = min((place for mark in ",.?!;" if (place := flat.find(mark, one.end)) >= 0), default=len(flat))
    return stop - start - (one.end - one.start) <= BESIDE


def _measured(one: Numeral, text: str, language: str) -> bool:
    """Whether the numeral belongs to an amount, a date, a quantity."""
    place = 0
    for fact in facts(text, language):
        place = text.find(fact.text, place)
        if fact.kind in MEASURED and place <= one.start < place + len(fact.text):
            return True
    return False


def _spelled_out(found: Sequence[Numeral], told: list[bool], flat: str) -> None:
    """Digits given one by one: 一，四，零，三."""
    run: list[int] = []
    for place, one in enumerate(found):
        joined = run and BETWEEN.fullmatch(flat[found[run[-1]].end : one.start])
        run = [*run, place] if joined else [place]
        if sum(len(_digits(found[index])) for index in run) >= PIECE and len(run) > 1:
            for index in run:
                told[index] = True


def _chain(found: Sequence[Numeral], told: list[bool], flat: str) -> None:
    """Pieces beside a piece that identifies do so, too."""
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for place in order:
            other = place - 1 if order.step > 0 else place + 1
            first, second = sorted((found[place], found[other]), key=lambda one: one.start)
            if told[other] and found[place].digits and BETWEEN.fullmatch(flat[first.end : second.start]):
                told[place] = True


def outside(numbers: Iterable[Number], text: str, kept: Iterable[str]) -> list[Number]:
    """Those numbers that are no part of the stretches ``kept``."""
    spans = [(found.start(), found.end()) for one in kept for found in re.finditer(re.escape(one), text)]
    return [number for number in numbers if not any(a <= number.start < b for a, b in spans)]


def _with_letters(one: Numeral, text: str) -> Number:
    """With the letters of a code around it: LT三三零五, SH 4471 0092, 771D."""
    before = LETTERS.search(text[: one.start])
    after = TAIL.match(text, one.end)
    start = before.start() if before else one.start
    return Number(start, after.end() if after else one.end, _digits(one))


class Invention:
    """What each number is replaced by; the same digits always by the same."""

    def __init__(self, originals: Iterable[str]) -> None:
        self._new: dict[str, str] = {}
        every = sorted({digits for digits in originals if digits}, key=lambda d: (-len(d), d))
        forbidden = {d[i : i + TELLS] for d in every for i in range(max(1, len(d) - TELLS + 1))} | set(every)
        for digits in every:
            self._new[digits] = self._part(digits) or self._fresh(digits, forbidden)

    def of(self, digits: str) -> str:
        """The replacement of the same length."""
        return self._new.get(digits) or self._part(digits) or self._fresh(digits, {digits})

    def _part(self, digits: str) -> str:
        """The same part of a longer number's replacement; the end first, as people say the last four."""
        if len(digits) < PIECE:
            return ""
        for whole, new in self._new.items():
            place = whole.rfind(digits)
            if place >= 0:
                return new[place : place + len(digits)]
        return ""

    def _fresh(self, digits: str, forbidden: set[str]) -> str:
        """Digits that hold no four in a row, nor the whole, of any number of the call."""
        mobile = len(digits) == 11 and digits[0] == "1"
        for attempt in range(1000):
            chance = random.Random(f"{len(self._new)}:{len(digits)}:{attempt}")
            new = "".join(str(chance.randrange(10)) for _ in digits)
            new = f"1{new[1:]}" if mobile else new
            parts = {new[i : i + TELLS] for i in range(max(1, len(new) - TELLS + 1))} | {new}
            if not parts & forbidden:
                return new
        return "0" * len(digits) if digits.strip("0") else "1" * len(digits)


def respelled(original: str, digits: str, chinese: bool) -> str:
    """``digits`` written as the original was: 幺三九 stays spoken, 139-0558 keeps its hyphen."""
    waiting = list(digits)
    flat = plain(original)
    if chinese and not re.search("[十百千万]", flat):
        one = "一" if "一" in flat else "幺"
        signs = [_sign(char, shown, waiting, one) for char, shown in zip(flat, original, strict=True)]
        return "".join(signs)
    if re.search(r"\d", flat):
        return "".join(
            waiting.pop(0) if char.isdigit() and waiting else _letter(shown) if shown.isalpha() else shown
            for char, shown in zip(flat, original, strict=True)
        )
    if chinese:
        return "".join(SPOKEN[int(digit)] for digit in digits)
    return " ".join(WORDS_EN[int(digit)] for digit in digits)


def _sign(char: str, shown: str, waiting: list[str], one: str) -> str:
    if char in DIGITS and waiting:
        digit = int(waiting.pop(0))
        return one if digit == 1 else SPOKEN[digit]
    if char.isdigit() and waiting:
        return waiting.pop(0)
    return _letter(shown) if shown.isascii() and shown.isalpha() else shown


def _letter(letter: str) -> str:
    """Another letter of the same case."""
    place = (ord(letter.upper()) * 7 + 3) % len(CAPITALS)
    new = CAPITALS[place] if CAPITALS[place] != letter.upper() else CAPITALS[place - 1]
    return new if letter.isupper() else new.lower()
