"""Objections: accusations, demands, doubts, with what was said again and what settled them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from simulator.drafting.cues import slug
from simulator.drafting.findings import FoundObjection
from simulator.drafting.occasions import raised_at
from simulator.drafting.roles import Part, Role
from simulator.drafting.sentences import closed, tidy
from simulator.drafting.talk import Talk
from simulator.drafting.words import Vocabulary, has
from simulator.understanding.acts import CustomerAct as C
from simulator.understanding.overlap import shared

SAME = 0.34  # content shared from which it is the same objection again
SETTLES_WITHIN = 4  # stretches of the caller
MOST = 6

Act = Literal["accuse", "demand", "object", "doubt"]


@dataclass
class _Held:
    act: C
    parts: list[Part] = field(default_factory=list)


def objections(
    parts: Sequence[Part], talk: Talk, vocabulary: Vocabulary, taken: set[str]
) -> list[FoundObjection]:
    """Each opinion held, once; in order. Of many, the unfair ones first and then the earliest are kept."""
    groups: list[_Held] = []
    for part in parts:
        if part.role is not Role.OBJECTION:
            continue
        same = next((one for one in groups if _again(part, one, talk)), None)
        if same is None:
            groups.append(_Held(part.act, [part]))
        else:
            same.parts.append(part)
            same.act = C.ACCUSE if part.act is C.ACCUSE else same.act
    found = [_objection(one, parts, talk, vocabulary, taken) for one in groups]
    strongest = sorted(found, key=lambda one: (not one.unfair, -len(one.turns), one.turns))[:MOST]
    return [one for one in found if one in strongest]


def _again(part: Part, held: _Held, talk: Talk) -> bool:
    if part.stretch is held.parts[-1].stretch:
        return part.act is held.act
    text = part.sentence.text
    return any(
        max(shared(text, one.sentence.text, talk.language), shared(one.sentence.text, text, talk.language))
        >= SAME
        for one in held.parts
    )


def _objection(
    held: _Held, parts: Sequence[Part], talk: Talk, vocabulary: Vocabulary, taken: set[str]
) -> FoundObjection:
    first = held.parts[0]
    once = [part for part in held.parts if part.stretch is first.stretch]
    name = slug(first.sentence.text, str(held.act), taken, vocabulary)
    taken.add(name)
    settled = _settled(held, parts)
    return FoundObjection(
        id=name,
        unfair=held.act is C.ACCUSE
        or (held.act is C.DEMAND and any(_too_much(part, talk) for part in held.parts)),
        act=cast(Act, str(held.act)),
        raised=raised_at(talk, first.stretch),
        lines=tuple(_line(part, talk) for part in once),
        turns=tuple(dict.fromkeys(part.sentence.turn for part in held.parts)),
        again=tuple(_line(part, talk) for part in held.parts if part not in once),
        settled=(_line(settled, talk),) if settled is not None else (),
        settled_turn=settled.sentence.turn if settled is not None else 0,
    )


def _too_much(part: Part, talk: Talk) -> bool:
    """Whether a demand asks for money or an exception, or for what was just refused."""
    return has(part.sentence.text, "requests", talk.language) or raised_at(talk, part.stretch) == "refused"


def _settled(held: _Held, parts: Sequence[Part]) -> Part | None:
    """The first thing taken soon after it was said last, unless something else was held in between."""
    last = held.parts[-1]
    later = [part for part in parts if part.stretch.place > last.stretch.place]
    near = [part for part in later if part.stretch.place - last.stretch.place <= 2 * SETTLES_WITHIN]
    for part in near:
        if part.role in (Role.OBJECTION, Role.THREAT, Role.SUPERVISOR):
            return None
        if part.role is Role.ACCEPT:
            return part
    return None


def _line(part: Part, talk: Talk) -> str:
    return closed(tidy(part.sentence.text, talk.language), talk.language)
