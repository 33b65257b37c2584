"""What is recorded or typed is taken in once, and what cannot be used is told; with a real store."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from simulator.errors import AudioError, Unavailable
from simulator.transcript import Speaker
from simulator.voice.sound import Sound
from simulator.voice.wav import encode
from tests.app.test_desk import HELLO, RATE, begun, house, texts, voice

__all__ = ["house"]


def test_one_utterance_is_taken_in_once_however_often_it_is_handed_over(house):
    desk = begun(house)
    clicks = [
        threading.Thread(target=desk.utterances.take_in, args=("same",), kwargs={"text": HELLO})
        for _ in range(4)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert [turn.text for turn in desk.call.turns if turn.speaker is Speaker.AGENT] == [HELLO]


def test_utterances_that_come_at_once_are_taken_in_one_after_the_other(house):
    desk = begun(house)
    said = [HELLO, "您的姓名？", "您的手机号？"]
    clicks = [
        threading.Thread(target=desk.utterances.take_in, args=(text,), kwargs={"text": text}) for text in said
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    speakers = [turn.speaker for turn in desk.call.turns]
    assert speakers == [Speaker.AGENT, Speaker.CUSTOMER] * 3
    assert texts(house, desk.call_id) == [turn.text for turn in desk.call.turns]


def test_a_page_that_is_drawn_anew_in_between_loses_no_words(house):
    class DrawnAnew(BaseException):
        pass

    def stop(text: str) -> None:
        raise DrawnAnew

    desk = begun(house)
    with pytest.raises(DrawnAnew):
        desk.utterances.take_in("1", text=HELLO, heard=stop)
    assert texts(house, desk.call_id)[0] == HELLO
    assert desk.answer is not None


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("  \n", "empty"), ("好" * 10_000, "too_much_text")]
)
def test_what_cannot_be_said_is_a_problem_and_stays_as_a_draft(house, text, code):
    desk = begun(house)
    desk.utterances.take_in("1", text=text)
    assert desk.problem.code == code
    assert desk.utterances.draft == text
    assert desk.call.turns == []
    desk.utterances.take_in("2", text=HELLO)
    assert desk.problem is None
    assert len(desk.call.turns) == 2


@pytest.mark.parametrize(
    ("recording", "code"),
    [
        (b"no sound at all", "not_audio"),
        (encode(Sound(np.zeros(RATE, np.float32), RATE)), "silent"),
        (encode(voice(301)), "too_long"),
        (encode(Sound(np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32), RATE)), "too_noisy"),
    ],
)
def test_a_recording_that_cannot_be_used_says_why_and_the_call_goes_on(house, recording, code):
    desk = begun(house)
    desk.utterances.take_in("1", recording=recording)
    assert isinstance(desk.problem, AudioError)
    assert desk.problem.code == code
    desk.utterances.take_in("2", text=HELLO)
    assert desk.answer is not None


def test_without_a_recogniser_the_keyboard_is_offered(house):
    desk = begun(house)
    desk.utterances.take_in("1", recording=encode(voice(1)))
    assert isinstance(desk.problem, Unavailable)
    assert desk.problem.code == "type_instead"
