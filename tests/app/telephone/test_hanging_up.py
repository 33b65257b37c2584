"""The end of a call: what was said last is on file, and what nobody heard is not."""

from __future__ import annotations

import threading

import pytest

from simulator.transcript import EndReason, Speaker
from simulator.voice.failover import SpeakerChain
from tests.app.telephone.phone import Busy, Phone
from tests.app.telephone.test_open_line import CALMS, opened

BYE = "感谢您的来电，祝您生活愉快，再见！"
BOTH = [Speaker.AGENT, Speaker.CUSTOMER]


@pytest.fixture
def phone(tmp_path):
    return opened(Phone(tmp_path))


def stored(phone: Phone) -> tuple:
    return phone.house.store.call(phone.desk.call_id).transcript.turns


def test_who_says_goodbye_and_hangs_up_at_once_has_said_it(phone):
    phone.says(BYE, 2)
    assert phone.desk.hang_up() is EndReason.AGENT_HUNG_UP
    assert [turn.speaker for turn in stored(phone)] == [*BOTH, Speaker.AGENT]
    said = stored(phone)[2]
    assert said.text == BYE
    assert said.end - said.start == pytest.approx(2.0, abs=0.2)
    assert phone.house.store.turns.recorded(phone.desk.call_id) == {0, 1, 2}
    assert phone.turns[2].text == BYE


def test_an_answer_that_nobody_heard_was_not_given(phone):
    busy = Busy()
    phone.house.speaker = SpeakerChain([busy])
    phone.says(CALMS, 2)
    phone.waits(1.5, for_the_voice=False)
    assert len(phone.turns) == 4, "they are about to answer"
    threading.Timer(0.2, busy.free.set).start()
    phone.desk.hang_up()
    assert [turn.speaker for turn in stored(phone)] == [*BOTH, Speaker.AGENT]
    assert len(phone.turns) == 3


def test_who_says_goodbye_into_the_customers_line_has_said_it(phone):
    phone.says(CALMS, 2)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(1.0)
    phone.says(BYE, 0.8)
    phone.desk.hang_up()
    turns = stored(phone)
    assert [turn.speaker for turn in turns] == [*BOTH * 2, Speaker.AGENT]
    assert turns[4].text == BYE
    assert turns[3].text.endswith("——"), "what was left of it nobody heard"


def test_a_noise_before_the_end_is_no_words(phone):
    phone.says("", 1)
    phone.desk.hang_up()
    assert [turn.speaker for turn in stored(phone)] == BOTH


def test_a_customer_who_has_ended_the_call_has_said_so(phone):
    phone.says("你给我滚，别再打来了，神经病。", 2)
    for _ in range(20):
        if phone.desk.call.ended:
            break
        phone.answered(len(phone.turns) + 1)
        phone.says("你给我滚，别再打来了，神经病。", 2)
        phone.waits(1.5)
    assert phone.desk.call.ended is not None
    turns = len(phone.turns)
    phone.desk.hang_up()
    assert len(stored(phone)) == turns


def test_who_goes_on_by_keyboard_has_said_what_they_began(phone):
    phone.says(CALMS, 2)
    phone.desk.leave_line()
    assert [turn.speaker for turn in phone.turns] == BOTH * 2
    assert phone.turns[2].text == CALMS


def test_who_hangs_up_while_the_customer_is_still_thinking_gets_away(phone, monkeypatch):
    monkeypatch.setattr("app.telephone.open_line.LAST_WORDS_SECONDS", 0.1)
    thinks = threading.Event()
    phone.line._answerer.submit(thinks.wait)
    assert phone.desk.hang_up() is EndReason.AGENT_HUNG_UP
    thinks.set()
    assert [turn.speaker for turn in stored(phone)] == BOTH
