"""What the app keeps survives, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.storage import Store
from simulator.errors import BadInput
from simulator.transcript import EndReason
from tests.app.storage.calls import AGENT, CUSTOMER, RESULT, WAV, begin, finished
from tests.app.storage.samples import persona, scenario


def test_a_call_comes_back_as_it_was_said(store):
    call_id = begin(store)
    store.answer(call_id, 2)
    assert store.turns.add(call_id, 0, AGENT)
    assert store.turns.add(call_id, 1, CUSTOMER)
    call = store.call(call_id)
    assert call.transcript.turns == (AGENT, CUSTOMER)
    assert (call.rings, call.seed, call.ended, call.result, call.notes) == (2, 7, None, None, "")
    assert (call.transcript.scenario, call.transcript.industry) == ("telecom/data-overage", "telecom")
    assert datetime.now(UTC) - call.started_at < timedelta(minutes=1)
    assert call.transcript.started_at == call.started_at.isoformat()


def test_everything_survives_a_restart(url, media):
    first = Store(url, media)
    call_id = begin(first)
    first.answer(call_id, 3)
    first.turns.add(call_id, 0, AGENT, WAV)
    first.note(call_id, "尾号 2216")
    again = Store(url, media)  # the first was never closed: a crash, not a goodbye
    call = again.open_call(again.learners.named("小李"))
    assert call is not None
    assert (call.id, call.rings, call.notes) == (call_id, 3, "尾号 2216")
    assert call.transcript.turns[0].text == AGENT.text
    assert again.turns.audio(call_id, 0) == WAV
    first.close()
    again.close()


def test_the_scenario_stays_as_it_was_when_the_call_began(store):
    call_id = begin(store, scenario=scenario(title="旧标题"), persona=persona(age=60))
    call = store.call(call_id)
    assert call.scenario == scenario(title="旧标题")
    assert call.persona == persona(age=60)


def test_the_note_pad_keeps_its_latest_text(store):
    call_id = begin(store)
    store.note(call_id, "尾号 22")
    store.note(call_id, "尾号 2216\n要求退费 😀")
    assert store.call(call_id).notes == "尾号 2216\n要求退费 😀"


def test_the_first_reason_a_call_ended_for_stands(store):
    call_id = begin(store)
    store.end_call(call_id, EndReason.WALKED_AWAY)
    store.end_call(call_id, EndReason.AGENT_HUNG_UP)
    assert store.call(call_id).ended is EndReason.WALKED_AWAY
    assert store.call(call_id).transcript.ended is EndReason.WALKED_AWAY


def test_the_open_call_is_the_latest_unfinished_one_of_this_learner(store):
    me, other = store.learners.named("小李"), store.learners.named("小王")
    assert store.open_call(me) is None
    begin(store, me)
    latest = begin(store, me)
    finished(store, 50, me)
    begin(store, other)
    assert store.open_call(me).id == latest


def test_a_result_is_kept_whole_and_replaced_by_a_new_grading(store):
    call_id = finished(store, 61.5)
    store.verdicts.save(call_id, RESULT)
    assert store.call(call_id).result == RESULT


def test_deleting_a_call_leaves_nothing_of_it(store, media):
    call_id, kept = finished(store, 62.0), finished(store, 70.0)
    for each in (call_id, kept):
        store.turns.add(each, 0, AGENT, WAV)
        store.note(each, "尾号 2216")
    store.erasure.call(call_id)
    with pytest.raises(BadInput, match=call_id):
        store.call(call_id)
    assert store.turns.audio(call_id, 0) is None
    assert not (media / call_id).exists()
    assert store.turns.audio(kept, 0) == WAV
    assert [call.id for call in store.history.calls(store.learners.named("小李"))] == [kept]


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.call("c-0"),
        lambda store: store.answer("c-0", 1),
        lambda store: store.turns.add("c-0", 0, AGENT, WAV),
        lambda store: store.turns.correct("c-0", 0, "x"),
        lambda store: store.note("c-0", "x"),
        lambda store: store.end_call("c-0", EndReason.SATISFIED),
        lambda store: store.verdicts.save("c-0", RESULT),
        lambda store: store.erasure.call("c-0"),
    ],
)
def test_an_unknown_call_is_named(store, use, media):
    with pytest.raises(BadInput, match="no call c-0"):
        use(store)
    assert not media.exists()
