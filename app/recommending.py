"""What to practise next: the skill most often missed lately, in a scenario that asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.storage.records import CallSummary
from app.storage.store import Store
from grading.result import Verdict
from simulator.content.scenario import Scenario

LATELY = 8  # graded calls looked back on
WEIGHT = {Verdict.MISSED.value: 2, Verdict.PARTIAL.value: 1}  # halves of a miss


@dataclass(frozen=True)
class Recommendation:
    """A scenario to take next, and the scorecard item that it trains; None before the first report."""

    scenario: Scenario
    skill: str | None


def recommend(
    store: Store, calls: Sequence[CallSummary], scenarios: Sequence[Scenario]
) -> Recommendation | None:
    """The next call for somebody with these ``calls`` (latest first), among ``scenarios`` in their order."""
    if not scenarios:
        return None
    graded = tuple(call.id for call in calls if call.total is not None)[:LATELY]
    times = Counter(call.scenario for call in calls)
    latest = calls[0].scenario if calls else None
    for skill in most_missed(store, graded):
        fitting = [scenario for scenario in scenarios if skill in scenario.skills]
        if fitting:
            return Recommendation(
                min(fitting, key=lambda s: (s.id == latest, times[s.id], s.difficulty)), skill
            )
    return Recommendation(min(scenarios, key=lambda s: (times[s.id], s.difficulty)), None)


@lru_cache(maxsize=512)
def most_missed(store: Store, calls: tuple[str, ...]) -> tuple[str, ...]:
    """Items by how often these graded calls missed them (a partial counts half), most often first."""
    missed: Counter[str] = Counter()
    for call_id in calls:
        for item in (store.call(call_id).result or {}).get("items", ()):
            missed[item["id"]] += WEIGHT.get(item["verdict"], 0)
    return tuple(name for name, count in missed.most_common() if count >= 2)


def last_totals(calls: Sequence[CallSummary]) -> Mapping[str, float]:
    """The total of the latest graded call of each scenario; ``calls`` latest first."""
    found: dict[str, float] = {}
    for call in calls:
        if call.total is not None:
            found.setdefault(call.scenario, call.total)
    return found
