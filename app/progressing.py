"""A learner's stored results as coaching sees them; read once, until another call is graded or deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.house import House
from app.storage.records import GradedCall
from app.storage.store import Store
from coaching.next_step import LATELY, Practised
from coaching.progress import Done
from grading.course import PEAK_END
from grading.profile import Part
from grading.result import Verdict
from grading.scorecard import Wording
from simulator.errors import BadInput

LEARNERS = 8  # whose calls are kept ready


def done(store: Store, learner: int) -> tuple[Done, ...]:
    """The learner's graded calls, oldest first."""
    return _read(store, learner, store.history.stamp(learner))


@lru_cache(maxsize=LEARNERS)
def _read(store: Store, learner: int, stamp: tuple[object, ...]) -> tuple[Done, ...]:
    return tuple(_done(call) for call in store.history.graded(learner))


def _done(call: GradedCall) -> Done:
    items = call.result["items"]
    verdicts = {item["id"]: Verdict(item["verdict"]) for item in items}
    return Done(
        id=call.id,
        scenario=call.scenario,
        title=call.title,
        when=call.started_at,
        scorecard=call.result["scorecard"],
        total=call.result["total"],
        passed=call.result["passed"],
        peak_end=call.result.get("measures", {}).get(PEAK_END),
        verdicts=verdicts,
        points={
            item["id"]: (item["earned"], item["points"])
            for item in items
            if verdicts[item["id"]].share is not None
        },
        helped=call.assisted,
    )


def practised(calls: Sequence[Done]) -> list[Practised]:
    """The calls, latest first, as the recommendation wants them."""
    return [Practised(c.scenario, c.verdicts if n < LATELY else {}) for n, c in enumerate(reversed(calls))]


def sections(house: House, calls: Iterable[Done]) -> list[Part]:
    """The sections of the scorecards that these calls were graded with; one that is gone is left out."""
    found: dict[str, tuple[Wording, dict[str, None]]] = {}
    for name in dict.fromkeys(call.scorecard for call in calls):
        try:
            card = house.scorecard(name)
        except BadInput:
            continue
        for section in card.sections:
            items = found.setdefault(section.id, (section.title, {}))[1]
            items |= dict.fromkeys(item.id for item in section.items)
    return [Part(id=name, title=title, items=list(items)) for name, (title, items) in found.items()]
