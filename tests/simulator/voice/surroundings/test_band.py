"""The telephone band: what comes through, what does not, and that pieces join without a seam."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.voice.surroundings.band import Filter
from tests.simulator.voice.sounds import noise

RATES = (16_000, 24_000, 48_000)


def tone(hz: float, rate: int) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(rate) / rate).astype(np.float32)


def gain_db(hz: float, rate: int) -> float:
    heard = Filter(rate).through(tone(hz, rate))[rate // 4 : -rate // 4]
    return float(20 * np.log10(np.sqrt(2 * np.square(heard).mean()) + 1e-9))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hz", [340, 1000, 2000, 3300])
def test_a_telephone_lets_speech_through(hz: float, rate: int) -> None:
    assert -3 < gain_db(hz, rate) < 3


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hz", [50, 120, 220, 3900, 6000])
def test_a_telephone_keeps_the_rest_out(hz: float, rate: int) -> None:
    assert gain_db(hz, rate) < -30


def test_pieces_join_without_a_seam() -> None:
    samples = noise(2.0)
    whole = Filter(16_000).through(samples)
    pieces = Filter(16_000)
    cut = np.concatenate([pieces.through(part) for part in np.split(samples, [1, 700, 9_000, 20_000])])
    assert len(cut) == len(samples)
    assert np.allclose(whole, cut, atol=1e-5)


def test_what_is_heard_is_sixteen_milliseconds_late() -> None:
    click = np.zeros(4_000, np.float32)
    click[1_000] = 1
    assert np.abs(Filter(16_000).through(click)).argmax() - 1_000 == pytest.approx(0.016 * 16_000, abs=2)
