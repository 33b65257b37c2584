"""What a learner's stored calls say for the practice page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.storage.records import CallSummary
from app.storage.store import Store
from coaching.next_step import LATELY, Practised
from grading.result import Verdict


def history(store: Store, calls: Sequence[CallSummary]) -> list[Practised]:
    """The ``calls`` (latest first) as coaching sees them; verdicts of those that it looks back on."""
    results = store.history.results([call.id for call in calls if call.total is not None][:LATELY])
    return [Practised(call.scenario, _verdicts(results.get(call.id, {}))) for call in calls]


def _verdicts(result: Mapping[str, Any]) -> Mapping[str, Verdict]:
    return {item["id"]: Verdict(item["verdict"]) for item in result.get("items", ())}


def last_totals(calls: Sequence[CallSummary]) -> Mapping[str, float]:
    """The total of the latest graded call of each scenario; ``calls`` latest first."""
    found: dict[str, float] = {}
    for call in calls:
        if call.total is not None:
            found.setdefault(call.scenario, call.total)
    return found
