"""What a learner practised, and how it went."""

from __future__ import annotations

from simulator.transcript import EndReason
from tests.app.storage.calls import RESULT, begin, finished
from tests.app.storage.samples import scenario


def test_calls_are_listed_latest_first_with_their_totals(store):
    me = store.learners.named("小李")
    finished(store, 62.0, me)
    second = finished(
        store, None, me, scenario=scenario(id="broadband/outage", title="宽带断了三天"), assisted=True
    )
    finished(store, 90.0, store.learners.named("小王"))
    listed = store.history.calls(me)
    assert [(call.scenario, call.total, call.passed) for call in listed] == [
        ("broadband/outage", None, None),
        ("telecom/data-overage", 62.0, False),
    ]
    assert (listed[0].title, listed[0].assisted, listed[0].ended) == (
        "宽带断了三天",
        True,
        EndReason.ACCEPTED,
    )
    assert [call.id for call in store.history.calls(me, limit=1)] == [second]


def test_the_best_of_each_scenario_counts_finished_calls_only(store):
    me = store.learners.named("小李")
    finished(store, 62.0, me)
    last = finished(store, 81.0, me)
    finished(store, 44.0, me, scenario=scenario(id="broadband/outage"))
    finished(store, None, me, scenario=scenario(id="bank/fee"))
    begin(store, me)
    finished(store, 99.0, store.learners.named("小王"))
    best = store.history.best(me)
    assert best["telecom/data-overage"][:3] == (81.0, 2, store.call(last).started_at)
    assert {name: entry[:2] for name, entry in best.items()} == {
        "telecom/data-overage": (81.0, 2),
        "broadband/outage": (44.0, 1),
        "bank/fee": (None, 1),
    }


def test_all_graded_calls_of_a_learner_come_in_one_go_oldest_first(store):
    me = store.learners.named("小李")
    first, second = finished(store, 62.0, me), finished(store, 81.0, me)
    finished(store, None, me)
    begin(store, me)
    finished(store, 99.0, store.learners.named("小王"))
    found = store.history.graded(me)
    assert [(call.id, call.result["total"]) for call in found] == [(first, 62.0), (second, 81.0)]
    assert found[0].title == scenario().title
    assert store.history.graded(store.learners.named("新人")) == []


def test_the_stamp_changes_with_every_grading_and_every_deletion(store):
    me = store.learners.named("小李")
    stamps = [store.history.stamp(me)]
    first = finished(store, 62.0, me)
    stamps.append(store.history.stamp(me))
    store.verdicts.save(first, RESULT | {"total": 70})
    stamps.append(store.history.stamp(me))
    finished(store, 62.0, me)
    stamps.append(store.history.stamp(me))
    store.erasure.call(first)
    stamps.append(store.history.stamp(me))
    assert len(set(stamps)) == len(stamps)
    assert store.history.stamp(me) == stamps[-1]
