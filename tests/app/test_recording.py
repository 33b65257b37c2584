"""A call as one recording: each side on its channel, each turn at its time."""

from __future__ import annotations

import numpy as np
import pytest

from app.recording import RATE, stereo
from simulator.transcript import Speaker, Turn
from simulator.voice.sound import Sound
from simulator.voice.wav import decode_channels, encode


def tone(seconds: float, rate: int = RATE) -> bytes:
    return encode(Sound(np.full(int(seconds * rate), 0.5, np.float32), rate))


def turn(speaker: Speaker, start: float, end: float) -> Turn:
    return Turn(speaker=speaker, text="好", start=start, end=end)


def loud(wav: bytes, channel: int) -> tuple[float, float]:
    """When the first and the last sound of a channel are."""
    samples, rate = decode_channels(wav)
    places = np.flatnonzero(np.abs(samples[:, channel]) > 0.2)
    return places[0] / rate, places[-1] / rate


def test_each_side_has_its_channel_and_each_turn_its_time():
    turns = (turn(Speaker.AGENT, 1, 3), turn(Speaker.CUSTOMER, 2.5, 5))
    made = stereo(turns, [tone(2), tone(2.5, 24_000)].__getitem__)
    assert made is not None
    assert loud(made, 0) == pytest.approx((1, 3), abs=0.01)
    assert loud(made, 1) == pytest.approx((2.5, 5), abs=0.01)


def test_a_recording_with_a_little_around_it_stands_in_the_middle_of_its_turn():
    made = stereo((turn(Speaker.AGENT, 1, 3),), lambda index: tone(2.6))
    assert made is not None
    assert loud(made, 0) == pytest.approx((0.7, 3.3), abs=0.01)


def test_what_would_begin_before_the_call_is_cut():
    made = stereo((turn(Speaker.AGENT, 0, 1),), lambda index: tone(1.6))
    assert made is not None
    assert loud(made, 0) == pytest.approx((0, 1.3), abs=0.01)


def test_a_typed_call_has_no_recording():
    assert stereo((turn(Speaker.AGENT, 0, 1),), lambda index: None) is None
