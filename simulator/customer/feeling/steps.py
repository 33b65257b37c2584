"""What the events of a turn do to the mood, step by step; ``movement.py`` applies the steps.

The order of a call matters: a good thing done again counts less, and an apology wears out.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.content.parts import Trigger
from simulator.content.scenario import Scenario
from simulator.customer.feeling.reactions import PARTS, hurts, is_good, table, tongue_of
from simulator.customer.memory import Memory
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A

HABIT = 0.5
PLAINNESS = {"insulted": A.INSULT, "blamed": A.BLAME, "curt": A.CURT, "contradicted": A.CONTRADICT}
SILENCE = 5.0  # seconds that the row “silence” stands for
LONGEST_CHARGED = 60.0  # seconds of one wait that are felt
SOFTENED = 0.5  # what is left of a trigger when the feeling is met in the same breath
WEARS_OFF = ("anger", "anxiety", "confusion")
WEARS = 0.015  # of the way to rest that feelings go by themselves in a calm turn
REST = 0.15  # what they go back to; nobody who calls calmer than that gets worse by it


@dataclass(frozen=True)
class Step:
    """A reason and the change of each part of the mood it makes."""

    why: str
    change: dict[str, float]


def steps(names: list[str], seen: Perception, memory: Memory) -> list[Step]:
    """Each event's row, and the scenario's own triggers, as steps.

    Habituation: a good thing done again counts half as much each time; a bad one never wears off, and
    weighs as much as it is plain, or as long as it lasts.
    """
    tongue = tongue_of(memory.scenario.language)
    found = []
    for name in names:
        row = table().reactions[name]
        fresh = HABIT ** memory.events[name]
        plain = _weight(name, seen, memory)
        change = {p: getattr(row, p) * (fresh if is_good(p, getattr(row, p)) else plain) for p in PARTS}
        found.append(Step(row.why[tongue], change))
    return found + [_set_off(trigger, seen, memory) for trigger in seen.triggers]


def _set_off(trigger: Trigger, seen: Perception, memory: Memory) -> Step:
    """What a trigger of the scenario does: what hurts is softened by kindness; what does good wears off,
    and told rudely it wins nobody."""
    soft = SOFTENED if seen.does(A.EMPATHISE) else 1.0
    fresh = HABIT ** memory.triggered[memory.scenario.triggers.index(trigger)]
    fresh = 0.0 if seen.rude(A.INSULT, A.BLAME, A.CURT) else fresh
    change = {p: getattr(trigger, p) for p in PARTS}
    return Step(trigger.why, {p: by * (fresh if is_good(p, by) else soft) for p, by in change.items()})


def _weight(name: str, seen: Perception, memory: Memory) -> float:
    """How much a bad event counts: rudeness as it is plain, waiting by the second."""
    if name in PLAINNESS:
        return seen.certainty(PLAINNESS[name])
    if name == "kept_waiting":
        return min(LONGEST_CHARGED, seen.overdue)
    if name == "silence":
        return min(LONGEST_CHARGED, seen.overdue if memory.held else seen.timing.pause) / SILENCE
    return 1.0


def calming(names: list[str], seen: Perception, mood: Mood, scenario: Scenario) -> Step | None:
    """What wears off of itself in a turn without anything bad: a share of the way to rest, or None."""
    if seen.silent or any(t.anger > 0 for t in seen.triggers) or any(hurts(name) for name in names):
        return None
    rest = {part: min(REST, getattr(scenario.state, part)) for part in WEARS_OFF}
    change = dict.fromkeys(PARTS, 0.0)
    change |= {p: -WEARS * max(0.0, getattr(mood, p) - rest[p]) for p in WEARS_OFF}
    return Step(table().reactions["calm"].why[tongue_of(scenario.language)], change)
