"""Addresses, of mail too, replaced by invented ones. Cities, shops and branches stay: they are the matter."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from simulator.drafting.privacy.lists import WORDS
from simulator.transcript import is_chinese
from simulator.understanding.normalise import plain

HAN = "\u4e00-\u9fff"
ZH, EN = WORDS["places"]["zh"], WORDS["places"]["en"]
NUMBER_ZH = r"[0-9０-９零一二三四五六七八九十百幺两]+"
NAMED = re.compile(
    rf"(?P<name>(?:(?![{ZH['function']}])[{HAN}]){{2,3}})(?P<end>{ZH['ends']})(?![由线费灯况况程上下])"
)
IN_ADDRESS = re.compile(
    rf"(?P<name>(?:(?![{ZH['function']}])[{HAN}]){{1,4}}?)(?P<end>{ZH['ends']}|{ZH['in_address']})(?=$|[^{HAN}]|[{HAN}])"
)
NO_NAME = re.compile(f"(?:{ZH['no_name']})$")
DOORS = re.compile(rf"(?:{NUMBER_ZH}[a-zA-Z]?{ZH['doors']}[,，]?)+(?:{NUMBER_ZH})?")
SURE_DOORS = re.compile(rf"{NUMBER_ZH}(?:号楼|单元|栋|幢)")
DIGIT_ZH = re.compile(r"[0-9０-９零一二三四五六七八九十百幺两]")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SPOKEN_MAIL = re.compile(
    r"\b[a-z0-9]+(?:(?: dot | underscore |[._-])[a-z0-9]+)* at "
    r"(?:[a-z0-9]+ ){1,3}?dot [a-z]{2,3}(?: dot [a-z]{2})?\b",
    re.I,
)
POSTCODE = re.compile(EN["postcode"], re.I)
STREET = re.compile(
    rf"(?P<number>\b(?:\d+[a-z]?|(?:[a-z]+-)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty))\s)?"
    rf"(?P<name>[A-Z][a-z'’]+(?:\s[A-Z][a-z'’]+)?)\s(?P<end>{EN['ends']})\b",
    re.I,
)


class Relocation:
    """Gives every place of a call an invented one, the same each time."""

    def __init__(self, language: str, texts: Iterable[str]) -> None:
        self._chinese = is_chinese(language)
        words = WORDS["invented"]["zh" if self._chinese else "en"]
        said = plain("".join(texts))
        self._free = [name for name in words["places"] if name.lower() not in said] or list(words["places"])
        self._mail: str = words["email"]
        self._new: dict[str, str] = {}
        self._doors: dict[str, str] = {}

    def replaced(self, text: str, *, asked: bool) -> str:
        """The text with its addresses replaced. ``asked``: it answers a question for one."""
        text = SPOKEN_MAIL.sub(self._mail, MAIL.sub(self._mail, text))
        return self._chinese_places(text, asked) if self._chinese else self._english_places(text, asked)

    def _place(self, name: str) -> str:
        """The invented name for a place."""
        if name not in self._new:
            self._new[name] = self._free[len(self._new) % len(self._free)]
        return self._new[name]

    def _chinese_places(self, text: str, asked: bool) -> str:
        def moved(found: re.Match[str]) -> str:
            if not asked and NO_NAME.search(found["name"]):
                return found.group()
            return self._place(found["name"]) + found["end"]

        pattern = IN_ADDRESS if asked else NAMED
        new = pattern.sub(moved, text)
        if asked or new != text or SURE_DOORS.search(new):
            new = DOORS.sub(lambda door: self._door(door.group()), new)
        return new

    def _door(self, door: str) -> str:
        """Other digits of the same script; 十 and 百 stay, so that each number remains one."""
        if door not in self._doors:
            chance = random.Random(f"door {len(self._doors)}")
            self._doors[door] = DIGIT_ZH.sub(lambda found: _other_digit(found.group(), chance), door)
        return self._doors[door]

    def _english_places(self, text: str, asked: bool) -> str:
        def moved(found: re.Match[str]) -> str:
            capital = found["name"][0].isupper()
            if not (asked or capital or found["number"]) or not (capital or found["number"]):
                return found.group()
            place = self._place(found["name"].lower())
            number = "18 " if found["number"] else ""
            return f"{number}{place if capital else place.lower()} {found['end']}"

        return POSTCODE.sub("AB1 2CD", STREET.sub(moved, text)) if asked or STREET.search(text) else text


def _other_digit(digit: str, chance: random.Random) -> str:
    if plain(digit) in "十百":
        return digit
    signs = "123456789" if plain(digit).isdigit() else "一二三四五六七八九"
    return chance.choice([sign for sign in signs if sign != plain(digit)])
