"""A call as one recording: each side on its channel, each turn at its time."""

from __future__ import annotations

import numpy as np
import pytest

from app.recording import RATE, Audio, Murmur, Recording
from simulator.transcript import Speaker, Turn
from simulator.voice.sound import Sound
from simulator.voice.wav import decode_channels, encode


def tone(seconds: float, rate: int = RATE) -> bytes:
    return encode(Sound(np.full(int(seconds * rate), 0.5, np.float32), rate))


def turn(speaker: Speaker, start: float, end: float) -> Turn:
    return Turn(speaker=speaker, text="好", start=start, end=end)


def whole(turns: tuple[Turn, ...], audio: Audio) -> bytes:
    made = Recording(turns, audio)
    return b"".join(made.read(0, made.size))


def loud(wav: bytes, channel: int) -> tuple[float, float]:
    """When the first and the last sound of a channel are."""
    samples, rate = decode_channels(wav)
    places = np.flatnonzero(np.abs(samples[:, channel]) > 0.2)
    return places[0] / rate, places[-1] / rate


def test_each_side_has_its_channel_and_each_turn_its_time():
    turns = (turn(Speaker.AGENT, 1, 3), turn(Speaker.CUSTOMER, 2.5, 5))
    made = whole(turns, [tone(2), tone(2.5, 24_000)].__getitem__)
    assert loud(made, 0) == pytest.approx((1, 3), abs=0.01)
    assert loud(made, 1) == pytest.approx((2.5, 5), abs=0.01)


def test_a_recording_with_a_little_around_it_stands_in_the_middle_of_its_turn():
    made = whole((turn(Speaker.AGENT, 1, 3),), lambda index: tone(2.6))
    assert loud(made, 0) == pytest.approx((0.7, 3.3), abs=0.01)


def test_what_would_begin_before_the_call_is_cut():
    made = whole((turn(Speaker.AGENT, 0, 1),), lambda index: tone(1.6))
    assert loud(made, 0) == pytest.approx((0, 1.3), abs=0.01)


def test_a_typed_call_has_no_recording():
    assert Recording((turn(Speaker.AGENT, 0, 1),), lambda index: None).seconds == 0


def test_it_lasts_as_long_as_the_call_where_the_last_turns_were_typed():
    """On its axis every turn has a place, the silent ones too."""
    turns = (turn(Speaker.AGENT, 1, 3), turn(Speaker.CUSTOMER, 4, 9))
    made = Recording(turns, [tone(2), None].__getitem__)
    assert made.seconds == 9
    assert len(decode_channels(b"".join(made.read(0, made.size)))[0]) == 9 * RATE


def test_any_part_of_it_can_be_read_and_is_the_same():
    """A browser that jumps asks for the bytes from there on, wherever that is."""
    turns = tuple(turn((Speaker.AGENT, Speaker.CUSTOMER)[n % 2], 3 * n, 3 * n + 4) for n in range(9))
    dice = np.random.default_rng(1)
    sounds = [encode(Sound(dice.uniform(-0.9, 0.9, 4 * RATE).astype(np.float32), RATE)) for _ in turns]
    made = Recording(turns, sounds.__getitem__)
    everything = b"".join(made.read(0, made.size))
    assert len(everything) == made.size
    assert len(decode_channels(everything)[0]) == made.seconds * RATE == 28 * RATE
    for first, last in ((0, 10), (10, 60), (43, 46), (1001, 1_500_003), (made.size - 7, made.size)):
        assert b"".join(made.read(first, last)) == everything[first:last]


def test_a_damaged_turn_is_left_out_and_the_rest_is_heard():
    turns = (turn(Speaker.AGENT, 0, 1), turn(Speaker.CUSTOMER, 1, 2))
    made = whole(turns, [b"RIFF, and then nothing", tone(1)].__getitem__)
    assert loud(made, 1) == pytest.approx((1, 2), abs=0.01)


def test_what_the_customer_murmurs_while_the_agent_talks_is_on_their_channel():
    turns = (turn(Speaker.AGENT, 1, 6),)
    made = Recording(turns, lambda index: tone(5), [Murmur(3.2, tone(0.4, 24_000)), Murmur(9.0, b"RIFF")])
    sound = b"".join(made.read(0, made.size))
    assert loud(sound, 0) == pytest.approx((1, 6), abs=0.01)
    assert loud(sound, 1) == pytest.approx((3.2, 3.6), abs=0.01)
