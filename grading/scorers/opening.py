"""The first turns: greeting and company, who speaks, an offer of help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from grading.finding import Finding, met, missed, partial
from grading.heard import Said
from grading.reading import Reading
from grading.result import Evidence
from simulator.understanding.normalise import is_word_char

FIRST = 2  # agent turns in which identity and offer are looked for
STOCK = ("stock_empathy", "stock_restate", "stock_own", "stock_close")  # no company is called 非常抱歉
SHORTEST_NAME = {True: 2, False: 3}  # letters that a company's name has at least


def opening(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """The first agent turn greets and names the company or service."""
    if not reading.agent:
        return missed("no_agent")
    first = reading.agent[0]
    greets = _greets(reading, first)
    named = names_company(reading, first)
    if greets and named:
        return met("opening.both", greets)
    if greets:
        return partial("opening.no_company", greets)
    if named:
        return partial("opening.no_greeting", reading.quote(first))
    return missed("opening.neither", reading.quote(first))


def _greets(reading: Reading, turn: Said) -> Evidence | None:
    """A greeting; who rings somebody does not thank them for calling."""
    if not reading.manner.outgoing:
        return reading.find("greeting", turn)
    found = reading.words.find("greeting", reading.words.without(turn.text, "answering"))
    return reading.quote(turn, found.start()) if found else None


def names_company(reading: Reading, turn: Said) -> bool:
    """What stays of an opening without greeting, own name, offer and filler is the company's name."""
    if reading.words.has("reaches", turn.text):
        return True
    rest = reading.words.without(
        turn.text, *STOCK, "names_self", "unit", "offers_help", "invites", "greeting", "opening_noise"
    )
    with_unit = reading.words.without(
        turn.text, *STOCK, "names_self", "offers_help", "invites", "greeting", "opening_noise"
    )
    shortest = SHORTEST_NAME[reading.chinese]
    return _longest_name(reading, rest) >= shortest or _longest_name(reading, with_unit) >= shortest + 4


def _longest_name(reading: Reading, text: str) -> int:
    """Letters of the longest stretch that can be a name: one that speaks of nobody and asks for nothing."""
    stretches = [
        piece for piece in re.split(r"[,.!?;:\n]| {2,}", text) if not reading.words.has("no_name", piece)
    ]
    return max((_letters(piece) for piece in stretches), default=0)


def _letters(text: str) -> int:
    return sum(is_word_char(char) for char in text)


def identity(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """A name, surname with title, or staff number in the first two agent turns."""
    for turn in reading.agent[:FIRST]:
        named = reading.words.find("names_self", reading.words.without(turn.text, "reaches"))
        if named:
            return met("identity.named", reading.quote(turn, named.start()))
    for turn in reading.agent[:FIRST]:
        unit = reading.find("unit", turn)
        if unit:
            return partial("identity.unit", unit)
    return missed("identity.none")


def offer_help(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Offers to help; another invitation counts half, and only before the business was stated."""
    for turn in reading.agent[:FIRST]:
        offered = reading.find("offers_help", turn)
        if offered:
            return met("offer.help", offered)
    for turn in reading.agent[:FIRST]:
        invited = reading.find("invites", turn)
        if invited and turn.index < reading.problem:
            return partial("offer.invites", invited)
        if invited:
            return missed("offer.late", invited)
    return missed("offer.none")
