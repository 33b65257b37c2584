"""Overridden verdicts hold in every list, survive a new grading, and can be taken back."""

from __future__ import annotations

import pytest

from app.storage import Store
from simulator.errors import BadInput
from tests.app.storage.graded import MET, MISSED, NA, PARTIAL, graded, graded_call, kept
from tests.app.storage.test_database import words_in

ITEM = "conduct.courtesy"  # critical: missed, it caps the total


def test_an_override_holds_wherever_the_call_is_listed(store):
    call_id, me = graded_call(store), store.learners.named("小李")
    assert store.history.calls(me)[0].total == 100
    store.verdicts.override(call_id, ITEM, MISSED, "骂了客户", store.learners.named("张老师"))
    listed = store.history.calls(me)[0]
    assert (listed.total, listed.passed) == (59, False)
    assert store.history.best(me)["telecom/data-overage"].total == 59
    assert store.history.results([call_id])[call_id]["total"] == 59
    assert kept(store, call_id).critical == (ITEM,)


def test_progress_sees_every_override_also_one_that_leaves_the_total(store):
    call_id, me, teacher = graded_call(store), store.learners.named("小李"), store.learners.named("张老师")
    stamps = [store.history.stamp(me)]
    for verdict in (NA, MISSED):
        store.verdicts.override(call_id, ITEM, verdict, "听过了", teacher)
        stamps.append(store.history.stamp(me))
        assert store.history.graded(me)[0].result == kept(store, call_id).as_json()
    store.verdicts.withdraw(call_id, ITEM, "听错了", teacher)
    stamps.append(store.history.stamp(me))
    assert len(set(stamps)) == len(stamps)
    assert store.history.graded(me)[0].result["total"] == 100


def test_an_override_survives_a_new_grading(store):
    call_id = graded_call(store)
    store.verdicts.override(call_id, ITEM, PARTIAL, "有点冲", store.learners.named("张老师"))
    returned = store.verdicts.save(call_id, graded(yes_but__handling=MISSED).as_json())
    found = kept(store, call_id)
    assert found.as_json() == returned
    assert found.item(ITEM).verdict is PARTIAL
    assert found.item(ITEM).override.graded is MET
    assert found.item("yes_but.handling").verdict is MISSED
    assert found.total == graded(conduct__courtesy=PARTIAL, yes_but__handling=MISSED).total


def test_withdrawing_restores_the_result_to_the_byte_and_is_history_too(store):
    call_id, teacher = graded_call(store, yes_but__handling=PARTIAL), store.learners.named("张老师")
    before = kept(store, call_id)
    store.verdicts.override(call_id, "yes_but.handling", MET, "第 5 句接住了", teacher)
    store.verdicts.override(call_id, "yes_but.handling", MISSED, "又听了一遍", store.learners.named("李老师"))
    store.verdicts.withdraw(call_id, "yes_but.handling", "是我听错了", teacher)
    assert kept(store, call_id) == before
    history = store.verdicts.history(call_id)
    assert [(e.before, e.verdict, e.reason, e.by) for e in history] == [
        (PARTIAL, MET, "第 5 句接住了", "张老师"),
        (MET, MISSED, "又听了一遍", "李老师"),
        (MISSED, None, "是我听错了", "张老师"),
    ]
    assert history[0].at < history[1].at < history[2].at


def test_the_stored_result_names_who_overrode_it_and_why(store):
    call_id = graded_call(store)
    store.verdicts.override(call_id, ITEM, NA, "  没有机会  ", store.learners.named("张老师"))
    mark = kept(store, call_id).item(ITEM).override
    assert (mark.by, mark.why, mark.graded) == ("张老师", "没有机会", MET)


@pytest.mark.parametrize(
    ("item", "reason", "code"),
    [(ITEM, "  ", "override_reason"), ("no.such", "因为", "override_item")],
)
def test_an_override_needs_a_reason_and_an_item(store, item, reason, code):
    call_id = graded_call(store)
    with pytest.raises(BadInput) as caught:
        store.verdicts.override(call_id, item, MISSED, reason, store.learners.named("张老师"))
    assert caught.value.code == code
    assert store.verdicts.history(call_id) == []
    assert kept(store, call_id).total == 100


def test_a_call_that_was_never_graded_has_nothing_to_override(store):
    from tests.app.storage.graded import spoken_call

    with pytest.raises(BadInput, match="no verdict"):
        store.verdicts.override(spoken_call(store), ITEM, MISSED, "因为", store.learners.named("张老师"))


def test_a_deleted_call_takes_its_overrides_along(tmp_path):
    store = Store(f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}", tmp_path / "media")
    call_id = graded_call(store)
    store.verdicts.override(call_id, ITEM, MISSED, "骂了客户一句笨蛋", store.learners.named("张老师"))
    assert words_in(tmp_path, "骂了客户一句笨蛋")
    store.erasure.call(call_id)
    assert not words_in(tmp_path, "骂了客户一句笨蛋")
    with pytest.raises(BadInput, match=call_id):
        store.verdicts.history(call_id)
    store.close()


def test_two_people_who_override_at_once_are_both_kept(store):
    from concurrent.futures import ThreadPoolExecutor

    call_id, teacher = graded_call(store), store.learners.named("张老师")
    items = ["greeting.opening", "greeting.offer", "listening.restate", "closing.recap"] * 3
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: store.verdicts.override(call_id, n, MISSED, "x", teacher), items))
    assert len(store.verdicts.history(call_id)) == len(items)
    found = kept(store, call_id)
    assert {i.id for i in found.items if i.override} == set(items)
    assert found.total == graded(**{n.replace(".", "__"): MISSED for n in items}).total


def test_what_the_centre_sets_is_kept_by_name(store):
    assert store.preferences.get("floor") is None
    store.preferences.put("floor", {"kappa": 0.5})
    store.preferences.put("floor", {"kappa": 0.7})
    assert store.preferences.get("floor") == {"kappa": 0.7}
