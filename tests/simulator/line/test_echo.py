"""The customer's own voice from the loudspeaker is nobody's talk; a headset costs nothing."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.line.ear import Ear
from simulator.line.echo import HOP, EchoGuard, level_db
from simulator.voice.sound import Sound
from tests.app.telephone.phone import Loud
from tests.simulator.line.loudspeaker import babble

RATE = 16_000
STEP = int(HOP * RATE)


def _played(seconds: float = 4.0) -> Sound:
    rng = np.random.default_rng(3)
    swell = 0.1 + 0.1 * np.abs(np.sin(2 * np.pi * 2.5 * np.arange(int(seconds * RATE)) / RATE))
    return Sound((swell * rng.normal(0, 1, len(swell))).astype(np.float32).clip(-1, 1), RATE)


def _levels(sound: Sound, lower_db: float) -> list[float]:
    pieces = sound.samples[: len(sound.samples) // STEP * STEP].reshape(-1, STEP)
    return list(10 * np.log10((pieces**2).mean(axis=1) + 1e-9) - lower_db)


@pytest.mark.parametrize("lower_db", [6.0, 15.0, 30.0])
def test_an_even_echo_is_nobody_speaking(lower_db):
    guard, sound = EchoGuard(), _played()
    guard.plays(sound, 0)
    own = [guard.own(level, (n + 1) * STEP) for n, level in enumerate(_levels(sound, lower_db))]
    assert not any(own)


@pytest.mark.parametrize("lower_db", [15.0, 30.0])
def test_who_speaks_into_an_echo_stands_out(lower_db):
    guard, sound = EchoGuard(), _played()
    guard.plays(sound, 0)
    levels = _levels(sound, lower_db)
    for n, level in enumerate(levels[:60]):
        guard.own(level, (n + 1) * STEP)
    agent = max(levels) + 12
    assert all(guard.own(agent, (n + 61) * STEP) for n in range(20))


def test_with_a_headset_everything_is_the_agents_own():
    guard, sound = EchoGuard(), _played()
    guard.plays(sound, 0)
    for n in range(60):
        guard.own(-75.0, (n + 1) * STEP)
    assert all(guard.own(-35.0, (n + 61) * STEP) for n in range(20))


def test_what_is_not_played_any_more_gives_no_echo():
    guard, sound = EchoGuard(), _played()
    guard.plays(sound, 0)
    for n, level in enumerate(_levels(sound, 6.0)[:60]):
        guard.own(level, (n + 1) * STEP)
    stopped = 61 * STEP
    guard.stops(stopped)
    assert guard.own(-30.0, stopped + RATE)


def test_nothing_played_nothing_held_back():
    assert EchoGuard().own(-50.0, STEP)


def test_who_stops_as_the_first_line_begins_is_heard_to_stop():
    ear, begins = Ear(Loud()), 2 * RATE
    ear.hear(babble(1, 2.0))
    assert ear.speaking
    ear.echo.plays(Sound(babble(2), RATE), begins)
    ear.hear(np.zeros(int(0.3 * RATE), np.float32))
    assert ear.pausing


def test_crumbs_of_an_echo_make_nobodys_turn_longer():
    ear, crumbs = Ear(Soft()), 0.02 * babble(3, 0.5)  # what a canceller leaves is like nothing
    ear.echo.plays(Sound(babble(2), RATE), 0)
    ear.hear(np.concatenate([crumbs, babble(1, 1.0)]))
    assert ear.spoken is not None
    assert ear.spoken.start > 0.45 * RATE


class Soft:
    """A detector to which all but silence is a voice."""

    def probability(self, frame) -> float:
        return float(level_db(frame) > -75)
