"""What the app keeps survives, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage import Store
from simulator.errors import BadInput
from simulator.transcript import EndReason, Mood, Speaker, Turn
from tests.app.storage.samples import persona, scenario

WAV = b"RIFF....WAVE"
AGENT = Turn(speaker=Speaker.AGENT, text="您好,欢迎致电中国移动。", start=0.0, end=2.4)
CUSTOMER = Turn(
    speaker=Speaker.CUSTOMER,
    text="我这话费怎么一下子全没了?",
    start=3.1,
    end=6.0,
    act="state_problem",
    state=Mood(anger=0.61, anxiety=0.2, patience=0.4),
    why=("等了三声才接",),
)
RESULT = {"call_id": "x", "scorecard": "inbound@1", "total": 83.5, "passed": True, "items": [{"id": "a"}]}


def begin(store: Store, learner: int | None = None, **changes: object) -> str:
    known = {"scenario": scenario(), "persona": persona(), "seed": 7, "language": "zh-CN"}
    return store.begin_call(learner=learner or store.learners.named("小李"), **(known | changes))


def finished(store: Store, total: float | None, learner: int | None = None, **changes: object) -> str:
    call_id = begin(store, learner, **changes)
    store.end_call(call_id, EndReason.ACCEPTED)
    if total is not None:
        store.verdicts.save(call_id, RESULT | {"total": total, "passed": total >= 80})
    return call_id


def test_a_learner_is_entered_once(store):
    assert store.learners.named("小李") == store.learners.named(" 小李 ")
    assert store.learners.named("小王") != store.learners.named("小李")
    assert sorted(store.learners.names().values()) == ["小李", "小王"]


def test_a_guest_who_gives_a_name_keeps_their_calls(store):
    guest = store.learners.named("访客 1234")
    earlier, call_id = finished(store, 90), finished(store, 60, guest)
    store.learners.hand_over(guest, store.learners.named("小李"))
    assert {call.id for call in store.history.calls(store.learners.named("小李"))} == {earlier, call_id}
    assert sorted(store.learners.names().values()) == ["小李"]


def test_handing_over_to_oneself_changes_nothing(store):
    call_id = finished(store, 60)
    store.learners.hand_over(store.learners.named("小李"), store.learners.named("小李"))
    assert [call.id for call in store.history.calls(store.learners.named("小李"))] == [call_id]


def test_a_learner_needs_a_name(store):
    for name in ("", "  ", "很" * 201):
        with pytest.raises(BadInput, match="name"):
            store.learners.named(name)


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


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text())
def test_whatever_is_said_comes_back_word_for_word(store, text):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT.model_copy(update={"text": text}))
    assert store.call(call_id).transcript.turns[0].text == text.replace("\0", "")


def test_what_no_database_can_hold_is_left_out_instead_of_lost(store):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT.model_copy(update={"text": "我的\0号\ud83d码"}))
    assert store.call(call_id).transcript.turns[0].text == "我的号码"


def test_turns_come_back_in_order_however_they_arrived(store):
    call_id = begin(store)
    for index in (2, 0, 1):
        store.turns.add(call_id, index, AGENT.model_copy(update={"text": str(index)}))
    assert [turn.text for turn in store.call(call_id).transcript.turns] == ["0", "1", "2"]


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


def test_repeating_a_turn_changes_nothing(store):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT, WAV)
    store.turns.add(call_id, 0, AGENT.model_copy(update={"text": "别的话"}), b"other")
    assert store.call(call_id).transcript.turns[0].text == AGENT.text
    assert store.turns.audio(call_id, 0) == WAV


def test_audio_may_follow_its_turn(store):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT)
    assert store.turns.audio(call_id, 0) is None
    assert store.call(call_id).transcript.turns[0].audio is None
    assert store.turns.add(call_id, 0, AGENT, WAV)
    assert store.turns.audio(call_id, 0) == WAV


def test_a_recorded_turn_names_its_file(store, media):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT, WAV)
    name = store.call(call_id).transcript.turns[0].audio
    assert name == f"{call_id}/0.wav"
    assert (media / name).read_bytes() == WAV


def test_a_recording_that_vanished_from_the_disk_is_no_error(store, media):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT, WAV)
    (media / call_id / "0.wav").unlink()
    assert store.turns.audio(call_id, 0) is None


def test_a_correction_keeps_what_was_heard_first(store):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT.model_copy(update={"text": "您的化费"}))
    store.turns.correct(call_id, 0, "您的花费")
    store.turns.correct(call_id, 0, "您的话费")
    turn = store.call(call_id).transcript.turns[0]
    assert (turn.text, turn.heard) == ("您的话费", "您的化费")


def test_a_turn_can_be_given_its_real_times(store):
    call_id = begin(store)
    store.turns.add(call_id, 0, CUSTOMER)
    store.turns.amend(call_id, 0, CUSTOMER.model_copy(update={"start": 4.25, "end": 8.5}))
    assert store.call(call_id).transcript.turns == (CUSTOMER.model_copy(update={"start": 4.25, "end": 8.5}),)


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


def test_what_is_taken_back_is_gone_with_its_sound(store):
    call_id = begin(store)
    for index, turn in enumerate((AGENT, CUSTOMER, CUSTOMER)):
        store.turns.add(call_id, index, turn, b"RIFF%d" % index)
    store.turns.take_back(call_id, 1)
    assert len(store.call(call_id).transcript.turns) == 1
    assert store.turns.recorded(call_id) == {0}
    assert [path.name for path in (store.media / call_id).iterdir()] == ["0.wav"]
    other = CUSTOMER.model_copy(update={"text": "哦，这样啊。"})
    store.turns.add(call_id, 1, other, b"RIFFnew")
    assert store.call(call_id).transcript.turns[1].text == other.text
    assert store.turns.audio(call_id, 1) == b"RIFFnew"


def test_correcting_a_turn_that_is_not_there_says_so(store):
    call_id = begin(store)
    with pytest.raises(BadInput, match="no turn 3"):
        store.turns.correct(call_id, 3, "x")


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
