"""How the caller feels about what the agent just did: events, and the step each makes in the mood.

The table of steps is ``reactions.yaml``; temperament scales them, inertia dampens them near the ends
of the scale, and difficulty weighs bad treatment. The order matters: an offer before the feeling is
met is discounted, the second bare 我理解 hurts more than the first, an apology wears out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from simulator.content.persona import Temperament
from simulator.content.scenario import Scenario
from simulator.customer.memory import Memory
from simulator.customer.perception import Perception, Restatement
from simulator.transcript import Mood, is_chinese
from simulator.understanding.acts import AgentAct as A

PARTS = ("anger", "anxiety", "confusion", "trust", "patience")
HEATED = 0.45  # anger from which an offer without empathy is discounted
LECTURE_FROM = {True: 110, False: 330}  # characters in one turn: about 25 seconds of speech
BAD_WEIGHT = {1: 0.75, 2: 1.0, 3: 1.2}  # difficulty → weight of bad treatment
LARGEST_STEP = 0.3
HABIT = 0.5
SOFTENED = 0.5  # what is left of a trigger when the feeling is met in the same breath
WORTH_TELLING = 0.015


class Reaction(BaseModel):
    """One row of ``reactions.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    anger: float = 0.0
    anxiety: float = 0.0
    confusion: float = 0.0
    trust: float = 0.0
    patience: float = 0.0
    why: dict[str, str]


@dataclass(frozen=True)
class Step:
    """A reason and the change of each part of the mood it makes."""

    why: str
    change: dict[str, float]


class Reactions(BaseModel):
    """The whole of ``reactions.yaml``: what the parts of the mood are called, and a row an event."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, dict[str, str]]
    reactions: dict[str, Reaction]


@lru_cache(maxsize=1)
def table() -> Reactions:
    """The table of reactions."""
    data = YAML(typ="safe").load(Path(__file__).with_name("reactions.yaml").read_text(encoding="utf-8"))
    return Reactions.model_validate(data)


def events(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    """The names of what happened in this agent turn, as keys of the table."""
    if seen.silent:
        yield "silence"
        return
    if not memory.greeted and memory.agent_turns <= 1:
        yield "greeted" if seen.does(A.GREET) else "cold_start"
    yield from _manners(seen, memory)
    if seen.stuffed:
        yield "stuffed"
    else:
        yield from _empathy(seen, memory, mood)
        yield from _listening(seen, memory)
    yield from _substance(seen, memory, mood)
    if memory.idle >= 2:
        yield "no_progress"


def _manners(seen: Perception, memory: Memory) -> Iterator[str]:
    """How the agent speaks to the person. What a trigger of the scenario answers counts once, there."""
    if seen.rude(A.INSULT):
        yield "insulted"
    elif not any(trigger.anger > 0 for trigger in seen.triggers):
        if seen.rude(A.BLAME):
            yield "blamed"
        elif seen.rude(A.CURT):
            yield "curt"
    if memory.open_objection() is not None:
        if seen.does(A.ENDORSE):
            yield "endorsed"
        elif seen.rude(A.CONTRADICT):
            yield "contradicted"
        elif _meets_opinion(seen):
            yield "met_opinion"
    if seen.does(A.TRANSFER):
        yield "transferred"
    if seen.does(A.HOLD):
        yield "held_again" if memory.events["held"] >= 2 else "held"


def _meets_opinion(seen: Perception) -> bool:
    """YES-BUT: the feeling is taken up and a fact, a question or a step follows."""
    moves_on = (A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW, A.ASK_CLOSED, A.ASK_IDENTITY, A.SIGNPOST)
    return seen.does(A.EMPATHISE) and seen.does(*moves_on)


def _empathy(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    moved = max(mood.anger, mood.anxiety) >= 0.3
    if seen.does(A.EMPATHISE) and moved and memory.opened:
        yield "empathised" if memory.events["empathised"] < 4 else "empathy_stale"
    elif seen.does(A.BARE_UNDERSTANDING) and memory.opened:
        yield "bare_understanding_again" if memory.events["bare_understanding"] else "bare_understanding"
    if seen.does(A.APOLOGISE):
        before = memory.events["apologised"] + memory.events["apologised_again"]
        yield ("apologised", "apologised_again", "apologies_worn_out")[min(before, 2)]
    if seen.does(A.SOOTHE) and not seen.does(A.EMPATHISE):
        yield "soothed"


def _listening(seen: Perception, memory: Memory) -> Iterator[str]:
    if seen.restated is Restatement.RIGHT:
        yield "restated"
    elif seen.restated is Restatement.WRONG:
        yield "restated_wrong"
    elif seen.restated is Restatement.ECHO:
        yield "echoed"
    elif seen.does(A.ACKNOWLEDGE) and memory.next_story() is not None:
        yield "listened"
    again = [fact for fact in seen.asked if fact.id in memory.told and fact.disclose != "volunteered"]
    if again and len(again) == len(seen.asked) and seen.restated is Restatement.NONE:
        yield "asked_again"
    elif seen.asked:
        yield "asked_well"


def _substance(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    chinese = is_chinese(memory.scenario.language)
    if seen.jargon:
        yield "jargon"
    if len(seen.text) > LECTURE_FROM[chinese]:
        yield "lectured"
    if seen.does(A.REFUSE):
        kindly = seen.does(A.EMPATHISE, A.PROPOSE, A.COMMIT, A.ACT_NOW)
        yield "refused_kindly" if kindly else "refused"
    if seen.policy and not seen.does(A.EMPATHISE) and not seen.offered:
        yield "quoted_policy"
    if seen.answered and memory.opened:
        yield "answered"
    elif seen.does(A.EXPLAIN) and not seen.jargon and memory.opened:
        yield "explained"
    if seen.offered:
        yield from _offer(seen, memory, mood)
    if seen.does(A.ACT_NOW):
        yield "acted"
    elif seen.does(A.COMMIT) and memory.events["committed"] < 3:
        yield "committed"
    if seen.does(A.RECAP) and memory.accepted:
        yield "recapped"


def _offer(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    heated = mood.anger >= HEATED and not memory.feeling_met and not seen.does(A.EMPATHISE)
    if not memory.opened or heated:
        yield "offered_too_early"
    elif not any(memory.offers[r.id].times for r in seen.offered):
        yield "offered"
    if any(r.id in seen.timed and r.timed_by and not memory.offers[r.id].timed for r in seen.offered):
        yield "timed"


def steps(names: list[str], seen: Perception, memory: Memory) -> list[Step]:
    """Each event's row, and the scenario's own triggers, as steps.

    Habituation: a good thing done again counts half as much each time; a bad one never wears off.
    """
    tongue = _tongue(memory.scenario.language)
    found = []
    for name in names:
        row = table().reactions[name]
        fresh = HABIT ** memory.events[name]
        change = {p: getattr(row, p) * (fresh if _is_good(p, getattr(row, p)) else 1.0) for p in PARTS}
        found.append(Step(row.why[tongue], change))
    soft = SOFTENED if seen.does(A.EMPATHISE) else 1.0
    found += [Step(t.why, {p: getattr(t, p) * soft for p in PARTS}) for t in seen.triggers]
    return found


def apply(
    mood: Mood, taken: list[Step], temper: Temperament, scenario: Scenario
) -> tuple[Mood, tuple[str, ...]]:
    """The mood after these steps, and each reason with the change it made, largest first."""
    total = dict.fromkeys(PARTS, 0.0)
    reasons: list[tuple[float, str]] = []
    for step in taken:
        scaled = {part: _scaled(part, step.change[part], temper, scenario.difficulty) for part in PARTS}
        for part, change in scaled.items():
            total[part] += change
        weight = max(map(abs, scaled.values()))
        if weight >= WORTH_TELLING:
            reasons.append((weight, f"{step.why}{_shown(scaled, _tongue(scenario.language))}"))
    values = {part: _moved(getattr(mood, part), total[part]) for part in PARTS}
    ordered = sorted(reasons, key=lambda pair: -pair[0])
    return Mood(**values), tuple(text for _, text in ordered)


def _scaled(part: str, change: float, temper: Temperament, difficulty: int) -> float:
    bad = not _is_good(part, change)
    if not change:
        return 0.0
    factor = {
        "anger": temper.irritability if bad else temper.forgiveness,
        "anxiety": temper.worry,
        "confusion": 1 / temper.grasp if bad else temper.grasp,
        "trust": temper.trustfulness if not bad else 1.0,
        "patience": 1 / temper.patience if bad else 1.0,
    }[part]
    return change * factor * (BAD_WEIGHT[difficulty] if bad else 1.0)


def _is_good(part: str, change: float) -> bool:
    """Whether a change of this part is for the better."""
    return (change < 0) == (part in ("anger", "anxiety", "confusion"))


def _moved(value: float, change: float) -> float:
    """Inertia: a step shrinks towards the end of the scale it moves to."""
    change = max(-LARGEST_STEP, min(LARGEST_STEP, change))
    room = (1 - value) if change > 0 else value
    return round(min(1.0, max(0.0, value + change * (0.35 + 0.65 * min(1.0, room * 1.6)))), 4)


def _shown(scaled: dict[str, float], tongue: str) -> str:
    """The strongest change as ``（火气 +0.12）``."""
    part, change = max(scaled.items(), key=lambda pair: abs(pair[1]))
    if not change:
        return ""
    inside = f"{table().parts[part][tongue]} {change:+.2f}"
    return f"（{inside}）" if tongue == "zh" else f" ({inside})"


def _tongue(language: str) -> str:
    return "zh" if is_chinese(language) else "en"
