"""Turns and their sound come back as they were said, corrected and heard, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import BadInput
from tests.app.storage.calls import AGENT, CUSTOMER, WAV, begin


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
