"""A call on hold: what was said before it is heard, what answers it waits, the rest is nobody's."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.transcript import Speaker
from simulator.voice.failover import SpeakerChain
from simulator.voice.wav import decode
from tests.app.telephone.phone import Busy, Phone, voice
from tests.app.telephone.test_open_line import CALMS, FIRST_HALF, REST, assert_said_whole, opened

WAIT = "请您稍等一下，我去给您查一查账单。"
BACK = "让您久等了，我查到了。"
ASIDE = "喂，老王，中午吃什么"
BOTH = [Speaker.AGENT, Speaker.CUSTOMER]


@pytest.fixture
def phone(tmp_path):
    return opened(Phone(tmp_path))


def test_what_was_said_right_before_the_hold_is_a_turn(phone):
    phone.says(WAIT, 2)
    phone.holds()
    phone.waits(2)
    assert phone.turns[2].text == WAIT
    assert phone.turns[2].end - phone.turns[2].start == pytest.approx(2.0, abs=0.2)
    phone.desk.hang_up()
    stored = phone.house.store.call(phone.desk.call_id).transcript.turns
    assert stored[2].text == WAIT


def test_the_customer_answers_when_the_hold_is_over(phone):
    phone.says(WAIT, 2)
    phone.holds()
    phone.says(ASIDE, 3)
    phone.waits(27)
    assert phone.playing is None, "they hear music"
    phone.comes_back()
    back = phone.now
    phone.answered(4)
    answer = phone.turns[3]
    assert [turn.speaker for turn in phone.turns] == BOTH * 2
    assert back <= answer.start < back + 0.5
    assert_said_whole(answer)
    assert answer.system_delay < 0.5, "the wait is the agent's, not the machine's"


def test_nothing_of_the_hold_is_recorded(phone):
    phone.says(WAIT, 2)
    phone.holds()
    phone.says(ASIDE, 3)
    phone.waits(5)
    phone.comes_back()
    phone.answered(4)
    phone.desk.hang_up()
    mine = decode(phone.house.store.turns.audio(phone.desk.call_id, 2))
    assert mine.seconds == pytest.approx(2.6, abs=0.3), "the words and a little around them"
    assert np.abs(mine.samples[int(2.4 * mine.rate) :]).max() < 1e-3


def test_an_answer_that_was_never_heard_is_not_in_the_recording(phone):
    phone.says(WAIT, 2)
    phone.holds()
    phone.waits(5)
    phone.desk.hang_up()
    store, call_id = phone.house.store, phone.desk.call_id
    assert store.turns.recorded(call_id) == {0, 1, 2}


def test_a_line_that_is_on_its_way_waits_for_the_end_of_the_hold(phone):
    busy = Busy()
    phone.house.speaker = SpeakerChain([busy])
    phone.says(CALMS, 2)
    phone.waits(1.5, for_the_voice=False)
    assert phone.line.playing == 3, "they are about to answer"
    phone.holds()
    busy.free.set()
    phone.waits(40)
    assert phone.playing is None
    phone.comes_back()
    back = phone.now
    phone.answered(4)
    assert back <= phone.turns[3].start < back + 0.5
    assert_said_whole(phone.turns[3])


def test_who_had_gone_on_before_the_hold_had_not_finished(phone):
    busy = Busy()
    phone.house.speaker = SpeakerChain([busy])
    phone.says(FIRST_HALF, 2)
    phone.waits(1.0, for_the_voice=False)
    assert phone.line.playing == 3
    phone.prompter.text = REST
    phone.hears(voice(0.28), for_the_voice=False)  # too little yet to be sure of
    phone.holds()
    busy.free.set()
    phone.waits(4)
    assert phone.turns[2].text == FIRST_HALF + REST
    phone.comes_back()
    phone.answered(4)
    assert [turn.speaker for turn in phone.turns] == BOTH * 2


def test_a_customer_who_is_put_on_hold_in_mid_sentence_breaks_off(phone):
    phone.says(CALMS, 3)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.8)
    phone.holds()
    phone.waits(10)
    phone.comes_back()
    phone.says(BACK, 2)
    phone.answered(6)
    assert phone.turns[3].text.endswith("——")
    assert phone.turns[3].end - phone.turns[3].start == pytest.approx(0.9, abs=0.3)
    assert phone.turns[4].text == BACK


def test_a_hold_after_everything_was_said_changes_nothing(phone):
    turns = list(phone.turns)
    phone.holds()
    phone.says(ASIDE, 3)
    phone.waits(20)
    phone.comes_back()
    assert phone.turns == turns
    phone.says(BACK, 2)
    phone.answered(4)
    assert phone.turns[2].text == BACK
