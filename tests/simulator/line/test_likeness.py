"""A sound that was played is known again by its waveform; another one is not, however loud."""

from __future__ import annotations

import time

import numpy as np
import pytest

from simulator.line.likeness import LIKE, UNLIKE, Likeness
from simulator.voice.detector import FRAME, RATE
from simulator.voice.sound import Samples, Sound
from tests.simulator.line.loudspeaker import babble

BEGINS = RATE


def compared(heard: Samples, likeness: Likeness, frames: int) -> Likeness:
    """So many frames from the beginning of what is played, compared."""
    for at in range(0, BEGINS + frames * FRAME, FRAME):
        likeness.hears(heard[at : at + FRAME])
        if at >= BEGINS:
            likeness.compares(at + FRAME)
    return likeness


def at_the_microphone(sound: Samples, seconds: float, db: float = 0.0) -> Samples:
    whole = np.random.default_rng(9).normal(0, 3e-4, BEGINS + 3 * RATE).astype(np.float32)
    first = BEGINS + int(seconds * RATE)
    part = sound[: len(whole) - first]
    whole[first : first + len(part)] += np.float32(10 ** (db / 20)) * part
    return whole


@pytest.mark.parametrize("db", [-6, -15, -30])
@pytest.mark.parametrize("seconds", [-0.03, 0.0, 0.04, 0.25, 0.5])
def test_what_was_played_is_known_again_at_any_delay(seconds, db):
    likeness = Likeness()
    likeness.plays(Sound(babble(1), RATE), BEGINS)
    compared(at_the_microphone(babble(1), seconds, db), likeness, 30)
    assert likeness.found > LIKE
    assert likeness.returns


@pytest.mark.parametrize("seed", range(2, 8))
def test_another_voice_is_like_nothing_that_was_played(seed):
    likeness = Likeness()
    likeness.plays(Sound(babble(1), RATE), BEGINS)
    compared(at_the_microphone(babble(seed), 0.0), likeness, 16)
    assert likeness.found < UNLIKE
    assert likeness.own(BEGINS + 16 * FRAME)
    assert not likeness.returns


def test_too_little_tells_nothing():
    likeness = Likeness()
    likeness.plays(Sound(babble(1), RATE), BEGINS)
    compared(at_the_microphone(babble(2), 0.0), likeness, 4)
    assert not likeness.own(BEGINS + 4 * FRAME)


def test_what_was_known_long_ago_tells_nothing():
    likeness = Likeness()
    likeness.plays(Sound(babble(1), RATE), BEGINS)
    compared(at_the_microphone(babble(2), 0.0), likeness, 16)
    assert not likeness.own(BEGINS + 16 * FRAME + 2 * RATE)


def test_a_line_that_comes_in_pieces_is_one_sound():
    likeness, whole = Likeness(), babble(1)
    for place in range(0, len(whole), 5000):
        likeness.plays(Sound(whole[place : place + 5000], RATE), BEGINS + place)
    assert compared(at_the_microphone(whole, 0.1), likeness, 30).returns


def test_after_a_stop_nothing_more_of_it_is_expected():
    likeness = Likeness()
    likeness.plays(Sound(babble(1), RATE), BEGINS)
    likeness.stops(BEGINS)
    compared(at_the_microphone(babble(1), 0.0), likeness, 30)
    assert likeness.found == 0.0


def test_the_memory_of_a_long_call_is_short():
    likeness, line = Likeness(), Sound(babble(1), RATE)
    for number in range(50):
        likeness.plays(line, number * 3 * RATE)
        likeness.compares((number + 1) * 3 * RATE)
    assert len(likeness._pieces) < 4


def test_a_frame_costs_far_less_than_it_lasts():
    likeness = Likeness()
    likeness.plays(Sound(babble(1), RATE), 0)
    likeness.hears(babble(2)[:FRAME])
    best = min(_seconds(likeness) for _ in range(20))
    assert best < FRAME / RATE / 16


def _seconds(likeness: Likeness) -> float:
    began = time.thread_time()
    for _ in range(5):
        likeness.compares(RATE)
    return (time.thread_time() - began) / 5
