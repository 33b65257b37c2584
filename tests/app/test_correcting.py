"""A line that was misheard is put right during the call: the customer answers anew, the report says so."""

from __future__ import annotations

import threading

import pytest

from app.correcting import correct
from app.desk import Desk
from app.reporting import graded
from simulator.transcript import Speaker
from simulator.voice.failover import ListenerChain, SpeakerChain
from simulator.voice.wav import decode, encode
from tests.app.telephone.phone import Phone
from tests.app.test_desk import HELLO, Beeper, Ear, begun, house, texts, voice

__all__ = ["house"]
MISHEARD = "我这边马上给您挂了，再也别打了。"
MEANT = "我这边马上给您查一下，换谁都着急，您把姓名和手机号告诉我，好吗？"


def spoken_call(house) -> tuple[Desk, Ear]:
    ear = Ear(HELLO)
    house.listener, house.speaker = ListenerChain([ear]), SpeakerChain([Beeper()])
    desk = begun(house)
    desk.utterances.take_in("1", recording=encode(voice(2)))
    desk.settle(10)
    return desk, ear


def test_a_correction_keeps_what_was_heard(house):
    desk = begun(house)
    desk.utterances.take_in("1", text="您好，星连移动")
    correct(desk, 0, "您好，星联移动")
    turn = house.store.call(desk.call_id).transcript.turns[0]
    assert (turn.text, turn.heard) == ("您好，星联移动", "您好，星连移动")


def test_the_customer_answers_what_was_really_said(house):
    desk, ear = spoken_call(house)
    ear.text = MISHEARD
    desk.utterances.take_in("2", recording=encode(voice(2)))
    desk.settle(10)
    wronged, mood = desk.call.turns[3].text, desk.call.mood
    correct(desk, 2, MEANT)
    desk.settle(10)
    assert desk.call.turns[2].text == MEANT
    assert desk.call.turns[3].text != wronged
    assert desk.call.mood.anger < mood.anger, "the customer was never insulted"
    mine = desk.call.turns[2]
    at_once = desk.call.before(2).hear(MEANT, mine.start, mine.end)
    assert desk.call.turns[3].text == at_once.text


def test_what_was_heard_and_answered_stays_on_file_and_the_grade_goes_by_what_was_meant(house):
    desk, ear = spoken_call(house)
    ear.text = MISHEARD
    desk.utterances.take_in("2", recording=encode(voice(2)))
    desk.settle(10)
    wronged = desk.call.turns[3].text
    mine = house.store.turns.audio(desk.call_id, 2)
    correct(desk, 2, MEANT)
    desk.settle(10)
    desk.hang_up()
    stored = house.store.call(desk.call_id)
    turn = stored.transcript.turns[2]
    assert (turn.text, turn.heard, turn.answered) == (MEANT, MISHEARD, wronged)
    assert texts(house, desk.call_id) == [turn.text for turn in desk.call.turns]
    assert house.store.turns.audio(desk.call_id, 2) == mine, "the trainee's own recording stays"
    answer = house.store.turns.audio(desk.call_id, 3)
    assert answer is not None
    length = stored.transcript.turns[3].end - stored.transcript.turns[3].start
    assert decode(answer).seconds == pytest.approx(length, abs=0.05)
    quotes = [e.quote for item in graded(house, stored).items for e in item.evidence]
    assert not any(quote in MISHEARD for quote in quotes)
    assert any(quote in MEANT for quote in quotes)


def test_a_corrected_call_comes_back_after_a_restart_as_it_was(house):
    desk, ear = spoken_call(house)
    ear.text = MISHEARD
    desk.utterances.take_in("2", recording=encode(voice(2)))
    correct(desk, 2, MEANT)
    desk.settle(10)
    back = Desk.resume(house, house.store.call(desk.call_id))
    assert [turn.text for turn in back.call.turns] == [turn.text for turn in desk.call.turns]
    assert back.call.mood == desk.call.mood


def test_a_correction_that_changes_nothing_changes_nothing(house):
    desk, _ = spoken_call(house)
    before = list(desk.call.turns)
    correct(desk, 0, HELLO)
    assert desk.call.turns == before
    assert desk.revised == 0


def test_an_earlier_line_is_put_right_without_an_answer(house):
    desk, ear = spoken_call(house)
    ear.text = MEANT
    desk.utterances.take_in("2", recording=encode(voice(2)))
    desk.settle(10)
    said = [turn.text for turn in desk.call.turns]
    correct(desk, 0, HELLO + "请讲。")
    assert [turn.text for turn in desk.call.turns] == [HELLO + "请讲。", *said[1:]]


@pytest.fixture
def phone(tmp_path) -> Phone:
    """A call on which a greeting and a misheard line were said."""
    phone = Phone(tmp_path)
    phone.waits(1)
    phone.says(HELLO, 3)
    phone.answered(2)
    phone.prompter.confidence = 0.4
    phone.says(MISHEARD, 3)
    return phone


def corrects(phone: Phone) -> None:
    """The page corrects the line while the call goes on."""
    work = threading.Thread(target=correct, args=(phone.desk, 2, MEANT))
    work.start()
    while work.is_alive():
        phone.waits(0.1)
    work.join()


def test_on_the_line_too_while_the_customer_still_speaks(phone):
    while phone.line.playing != 3 or phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.5)
    assert phone.desk.confidence < 0.6, "it is shown to be doubtful"
    wronged = phone.turns[3].text
    corrects(phone)
    phone.answered(4)
    assert any("stop" in message for message in phone.told)
    assert phone.turns[2].text == MEANT
    assert phone.turns[2].answered.rstrip("—") in wronged
    assert phone.turns[3].text != wronged
    assert phone.turns[3].start > phone.turns[2].end
    assert phone.desk.confidence == 1.0
    phone.says("您的姓名和手机号说一下？", 2)
    phone.answered(6)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER] * 3


def test_nobody_is_hurried_while_a_correction_is_typed(phone):
    phone.answered(4)
    phone.desk.correcting = True
    phone.waits(30)
    assert len(phone.turns) == 4
    corrects(phone)
    phone.desk.correcting = False
    phone.answered(4)
    phone.waits(15)
    assert len(phone.turns) > 4, "and then the customer asks again whether anybody is there"
