"""The one thing to do next: after a call, and before the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grading.result import ItemResult, Result, Verdict
from simulator.content.scenario import Scenario

LATELY = 8  # graded calls looked back on
OFTEN = 2  # halves of a miss from which an item is a habit
WEIGHT = {Verdict.MISSED: 2, Verdict.PARTIAL: 1}  # halves of a miss


@dataclass(frozen=True)
class Practised:
    """One call of a learner's: its scenario, and the verdicts by item; empty when it was not graded."""

    scenario: str
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True)
class Recommendation:
    """A scenario to take next, and the scorecard item that it trains; None before the first report."""

    scenario: Scenario
    skill: str | None


def next_step(result: Result) -> ItemResult | None:
    """The one item worth practising next: most points lost, earliest in the call's order."""
    lost = [item for item in result.items if item.verdict in WEIGHT]
    return max(lost, key=lambda item: item.points - item.earned, default=None)


def recommend(history: Sequence[Practised], scenarios: Sequence[Scenario]) -> Recommendation | None:
    """The next call for somebody with this ``history`` (latest first), among ``scenarios`` in their order.

    A scenario that trains what was missed most often lately; among those the one practised least, an easy one
    before a hard one, and another one than last time. None when there are no scenarios.
    """
    if not scenarios:
        return None
    times = Counter(call.scenario for call in history)
    latest = history[0].scenario if history else None
    for skill in most_missed(history):
        fitting = [scenario for scenario in scenarios if skill in scenario.skills]
        if fitting:
            return Recommendation(
                min(fitting, key=lambda s: (s.id == latest, times[s.id], s.difficulty)), skill
            )
    return Recommendation(min(scenarios, key=lambda s: (times[s.id], s.difficulty)), None)


def most_missed(history: Sequence[Practised]) -> tuple[str, ...]:
    """Items by how often the last graded calls missed them (a partial counts half), most often first."""
    graded = [call for call in history if call.verdicts][:LATELY]
    missed: Counter[str] = Counter()
    for call in graded:
        for item, verdict in call.verdicts.items():
            missed[item] += WEIGHT.get(verdict, 0)
    return tuple(item for item, count in missed.most_common() if count >= OFTEN)
