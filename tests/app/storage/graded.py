"""A finished call that was graded, for the tests of ratings and overrides."""

from __future__ import annotations

from app.storage import Store
from grading.result import Result, Verdict
from simulator.transcript import EndReason
from tests.app.storage.calls import AGENT, CUSTOMER, begin
from tests.grading.verdicts import ITEMS, result

MET, PARTIAL, MISSED, NA = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA


def graded_call(store: Store, learner: str = "小李", **verdicts: Verdict) -> str:
    """Everything met, but for ``verdicts`` (``yes_but__handling=MISSED``)."""
    call_id = spoken_call(store, learner)
    store.verdicts.save(call_id, graded(**verdicts).as_json())
    return call_id


def spoken_call(store: Store, learner: str = "小李", **changes: object) -> str:
    call_id = begin(store, store.learners.named(learner), **changes)
    store.turns.add(call_id, 0, AGENT)
    store.turns.add(call_id, 1, CUSTOMER)
    store.end_call(call_id, EndReason.ACCEPTED)
    return call_id


def graded(**verdicts: Verdict) -> Result:
    changed = {name.replace("__", "."): verdict for name, verdict in verdicts.items()}
    return result(dict.fromkeys(ITEMS, MET) | changed)


def kept(store: Store, call_id: str) -> Result:
    """The result as every reader of the store finds it."""
    return Result.model_validate(store.call(call_id).result)


def rated(store: Store, call_id: str, rater: str = "张老师", **verdicts: Verdict) -> int:
    """A saved rating with everything met, but for ``verdicts``; returns its id."""
    rating = store.ratings.begin(call_id, store.learners.named(rater), "inbound@1")
    changed = {name.replace("__", "."): verdict for name, verdict in verdicts.items()}
    for item in ITEMS:
        store.ratings.put(rating.id, item, changed.get(item, MET))
    store.ratings.save(rating.id, ITEMS)
    return rating.id
