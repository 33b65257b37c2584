"""When a turn is over: by its words, by its melody, else by patience."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.line.endpoint import GOES_ON, OVER, USUAL, melody, patience
from simulator.voice.sound import Sound

RATE = 16_000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("您看这样行吗？", "zh-CN"),
        ("请问有什么可以帮您", "zh-CN"),
        ("那我给您退八十，您看可以吗", "zh-CN"),
        ("好的，再见", "zh-CN"),
        ("Could you tell me your number?", "en"),
        ("How can I help you today", "en"),
    ],
)
def test_a_question_and_a_finished_sentence_are_answered_soon(text, language):
    assert patience(text, language) <= USUAL


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我帮您看一下，那个…", "zh-CN"),
        ("这个费用是因为", "zh-CN"),
        ("您先别着急，然后", "zh-CN"),
        ("So what I can do is", "en"),
        ("Let me check that, um", "en"),
        ("", "zh-CN"),
    ],
)
def test_who_is_looking_for_words_is_waited_for(text, language):
    assert patience(text, language) == GOES_ON


def test_a_voice_that_stays_up_is_given_longer():
    text = "我给您查到了这个月的账单"
    assert patience(text, "zh-CN", melody=0.0) > patience(text, "zh-CN", melody=-4.0) >= OVER


def _glide(first: float, last: float) -> Sound:
    pitch = np.linspace(first, last, RATE)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = sum(np.sin(n * phase) / n for n in range(1, 8))
    return Sound((0.2 * wave).astype(np.float32), RATE)


def test_the_melody_tells_a_fall_from_a_rise():
    falls, rises, stays = (melody(_glide(*ends)) for ends in ((220, 110), (110, 220), (160, 160)))
    assert falls is not None
    assert rises is not None
    assert stays is not None
    assert falls < -1 < abs(stays) + 1 < 2 < rises + 1


def test_silence_has_no_melody():
    assert melody(Sound(np.zeros(RATE, np.float32), RATE)) is None
