"""One scenario, many calls: who calls, what lies hidden, in which order it is told, how hard it is.

``vary`` makes the concrete scenario of one call from its seed and level: the same two give the same.

What a level changes (the scenario's own ``difficulty`` is the level it was written for):

======  ==========================================================================================
1       warm-up: calmer and more patient at pick-up, nothing hidden, nothing dodged, at most one
        objection before the offer; bad treatment weighs less, an offer meets one hurdle
2       everyday: as written; now and then a twist
3       tough: more upset and less patient at pick-up, always a twist where there is one; bad
        treatment weighs more, an offer meets up to three hurdles
======  ==========================================================================================
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from simulator.content.briefing import CardSection
from simulator.content.parts import Aside, Fact, Objection
from simulator.content.scenario import Level, Scenario, Variant, Variation
from simulator.transcript import Mood

TWIST_SHARE = {1: 0.0, 2: 0.5, 3: 1.0}  # of calls in which something is hidden, where the scenario has it
BASE = "base"  # what goes_with calls the scenario's own caller
ASIDES = 2  # side stories in one call at the most
PER_LEVEL = {"anger": 0.1, "anxiety": 0.05, "confusion": 0.05, "trust": -0.08, "patience": -0.1}
BY_ID = ("facts", "objections", "questions", "resolutions", "triggers", "asides", "moments")
WHOLE = ("title", "summary", "persona", "caller", "sound", "state", "opening")  # replaced as they stand
ON_THE_DESK = ("handover", "post")  # likewise, within the briefing

Item = TypeVar("Item", bound=Any)


def vary(scenario: Scenario, seed: int, level: Level | None = None) -> Scenario:
    """The scenario as this call plays it; a copy that was varied already stays as it is."""
    if scenario.variant is not None:
        return scenario
    chance = random.Random(f"{seed}:vary:{scenario.id}")
    level = level or scenario.difficulty
    segment = chance.choice([None, *scenario.segments])
    hidden = chance.random() < TWIST_SHARE[level]
    twists = [twist for twist in scenario.twists if comes_with(twist, segment)]
    twist = chance.choice(twists) if hidden and twists else None
    played = laid_over(laid_over(scenario, segment), twist)
    variant = Variant(
        level=level,
        segment=segment.id if segment else None,
        twist=twist.id if twist else None,
        hidden=twist.about if twist else None,
    )
    changes: dict[str, Any] = {
        "difficulty": level,
        "state": _state(played.state, level - scenario.difficulty),
        "facts": _facts(played.facts, level, chance),
        "objections": _objections(played.objections, level),
        "asides": _asides(played.asides, chance),
        "segments": [],
        "twists": [],
        "variant": variant,
    }
    return played.model_copy(update=changes)


def comes_with(twist: Variation, segment: Variation | None) -> bool:
    """Whether this may lie hidden behind a call of this segment (None: the scenario's own caller)."""
    return not twist.goes_with or (segment.id if segment else BASE) in twist.goes_with


def laid_over(scenario: Scenario, variation: Variation | None) -> Scenario:
    """The scenario with one variation laid over it."""
    if variation is None:
        return scenario
    changes: dict[str, Any] = {
        name: _merged(getattr(scenario, name), getattr(variation, name)) for name in BY_ID
    }
    changes |= {name: given for name in WHOLE if (given := getattr(variation, name))}
    changes["lines"] = {**scenario.lines, **variation.lines}
    desk: dict[str, Any] = {name: given for name in ON_THE_DESK if (given := getattr(variation, name))}
    desk["card"] = _card(scenario.briefing.card, variation.card)
    changes["briefing"] = scenario.briefing.model_copy(update=desk)
    return scenario.model_copy(update=changes)


def _merged(base: Sequence[Item], over: Sequence[Item]) -> list[Item]:
    """Items of the same id are replaced in place, new ones and those without an id follow."""
    new = {item.id: item for item in over if item.id is not None}
    kept = [new.pop(item.id, item) for item in base]
    return [*kept, *(item for item in over if item.id is None or item.id in new)]


def _card(base: Sequence[CardSection], over: Sequence[CardSection]) -> list[CardSection]:
    new = {section.title: section for section in over}
    return [*(new.pop(section.title, section) for section in base), *new.values()]


def _state(state: Mood, steps: int) -> Mood:
    moved = {part: getattr(state, part) + step * steps for part, step in PER_LEVEL.items()}
    return Mood(**{part: round(min(1.0, max(0.0, value)), 4) for part, value in moved.items()})


def _facts(facts: Sequence[Fact], level: Level, chance: random.Random) -> list[Fact]:
    """The story in an order of this call; on level 1 nobody dodges."""
    story = shuffled([fact for fact in facts if fact.disclose == "volunteered"], chance)
    rest = [fact for fact in facts if fact.disclose != "volunteered"]
    if level == 1:
        rest = [fact.model_copy(update={"disclose": "asked"}) for fact in rest]
    return [*story, *rest]


def shuffled(story: Sequence[Fact], chance: random.Random) -> list[Fact]:
    """A random order in which every fact comes after those it names in ``after``."""
    waiting, told = list(story), list[Fact]()
    names = {fact.id for fact in story}
    while waiting:
        known = {fact.id for fact in told}
        free = [fact for fact in waiting if known.issuperset(names.intersection(fact.after))]
        nearest = (free or waiting)[:2]  # people stray from their order, they do not scatter it
        told.append(chance.choice(nearest))
        waiting.remove(told[-1])
    return told


def _objections(objections: Sequence[Objection], level: Level) -> list[Objection]:
    """On level 1 one opinion before the offer is enough."""
    if level > 1:
        return list(objections)
    before = [held for held in objections if held.raised in ("early", "explained")]
    return [held for held in objections if held not in before[1:]]


def _asides(asides: Iterable[Aside], chance: random.Random) -> list[Aside]:
    told = list(asides)
    chance.shuffle(told)
    return told[:ASIDES]
