"""Who called and why: reason, wish, fear, form of address, and which company they called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.content.alternation import every
from simulator.drafting.findings import FoundCaller, FoundFact
from simulator.drafting.occasions import asked_by
from simulator.drafting.privacy.lists import SURNAMES
from simulator.drafting.roles import Part, Role
from simulator.drafting.sentences import closed, short, tidy, varied
from simulator.drafting.talk import Talk
from simulator.drafting.words import has, listed
from simulator.transcript import Speaker
from simulator.understanding import Feeling
from simulator.understanding.acts import CustomerAct as C

ANXIOUS = 0.4
KNOWS = 4
TITLED = {
    True: re.compile(rf"(?P<name>[{SURNAMES}])(?P<title>先生|女士|小姐|大爷|大妈|阿姨|大哥|大姐|同学|老师)"),
    False: re.compile(r"\b(?P<title>Mr|Mrs|Ms|Miss|Dr)\.?\s(?P<name>[A-Z][a-z'’-]+)"),
}
REASON = {True: 44, False: 140}  # characters
OPENINGS = {True: 64, False: 190}  # characters of an opening in one breath


def caller(parts: Sequence[Part], facts: Sequence[FoundFact], talk: Talk) -> FoundCaller:
    """The caller as far as the call shows; missing parts stay empty."""
    opening = [part for part in parts if part.role is Role.OPENING]
    wish = _wish(parts, talk)
    fear = next((part for part in parts if _fears(part, talk)), None)
    name = next((fact.short for fact in facts if fact.id == "name"), "")
    return FoundCaller(
        name=name,
        address=_address(name, talk),
        reason=_reason(opening, talk),
        wish=_line(wish, talk) if wish is not None else "",
        fear=_line(fear, talk) if fear is not None else "",
        knows=tuple(fact.short for fact in facts if fact.kind != "identity")[:KNOWS],
        reason_turn=opening[-1].sentence.turn if opening else 0,
        wish_turn=wish.sentence.turn if wish is not None else 0,
        fear_turn=fear.sentence.turn if fear is not None else 0,
    )


def openings(parts: Sequence[Part], talk: Talk) -> tuple[tuple[str, ...], int]:
    """What was said first, as far as the problem, with its greeting; and the problem alone."""
    first = [part for part in parts if part.role is Role.OPENING]
    if not first:
        return (), 0
    whole = tidy(
        ("" if talk.chinese else " ").join(part.sentence.text for part in first), talk.language, greeted=True
    )
    whole = closed(varied(whole, talk.language), talk.language)
    bare = _reason(first, talk)
    lines = [whole, bare] if len(whole) <= OPENINGS[talk.chinese] else [bare]
    alike = bare in every(whole)
    return (tuple(dict.fromkeys(lines)) if not alike else (whole,)), first[-1].sentence.turn


def company(talk: Talk) -> tuple[str, int]:
    """The company as the agent names it in the greeting, and the turn."""
    for stretch in [one for one in talk.stretches if one.speaker is Speaker.AGENT][:2]:
        for pattern in ("greeting_company", "greeting_bare"):
            found = re.search(listed(pattern, talk.language), stretch.text, re.I)
            if found:
                name = found["company"].strip()
                return name if talk.chinese else name[:1].upper() + name[1:], stretch.turn
    return "", 0


def gender(talk: Talk) -> str:
    """``male`` or ``female`` where the agent's address tells it, else empty."""
    said = " ".join(stretch.text for stretch in talk.side(Speaker.AGENT))
    male, female = has(said, "male", talk.language), has(said, "female", talk.language)
    return "" if male == female else "male" if male else "female"


def title(parts: Sequence[Part], talk: Talk) -> str:
    """The bare problem, for the card."""
    opening = [part for part in parts if part.role is Role.OPENING]
    return short(tidy(_stated(opening).sentence.text, talk.language), talk.language) if opening else ""


def _stated(opening: Sequence[Part]) -> Part:
    """The sentence that states the problem most."""
    return max(opening, key=lambda part: part.sentence.most(C.STATE_PROBLEM))


def _reason(opening: Sequence[Part], talk: Talk) -> str:
    """The problem as it was stated first, whole where that is short."""
    if not opening:
        return ""
    whole = ("" if talk.chinese else " ").join(part.sentence.text for part in opening)
    said = whole if len(whole) <= REASON[talk.chinese] else _stated(opening).sentence.text
    return closed(tidy(said, talk.language), talk.language)


def _address(name: str, talk: Talk) -> str:
    """How the agent addressed them."""
    for stretch in talk.side(Speaker.AGENT):
        for found in TITLED[talk.chinese].finditer(stretch.text):
            if talk.chinese and (not name or found["name"] == name[0]):
                return found.group()
            if not talk.chinese and (not name or found["name"] in name.split()):
                return found.group()
    return ""


def _wish(parts: Sequence[Part], talk: Talk) -> Part | None:
    """What they said they want: asked for it, in words of wishing, or in a demand."""
    for part in parts:
        asked = asked_by(talk, part.stretch)
        if part.role is Role.ANSWER and asked is not None and has(asked.text, "asks_wish", talk.language):
            return part
    wishing = (part for part in parts if part.role is Role.WISH)
    demand = (part for part in parts if part.role is Role.OBJECTION and part.act is C.DEMAND)
    return next(wishing, None) or next(demand, None)


def _fears(part: Part, talk: Talk) -> bool:
    anxious = part.sentence.read.feelings.get(Feeling.ANXIETY, 0.0) >= ANXIOUS
    return anxious and part.role is not Role.NOTHING and has(part.sentence.text, "fears", talk.language)


def _line(part: Part, talk: Talk) -> str:
    return closed(tidy(part.sentence.text, talk.language), talk.language)
