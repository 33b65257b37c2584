"""Backgrounds are made, and sound like what they are called."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.content.surroundings import Background, Bandwidth
from simulator.voice.curves import curves
from simulator.voice.sound import Sound
from simulator.voice.surroundings.beds import MADE, bed
from simulator.voice.surroundings.noise import RATE, SECONDS

PLACES = [background for background in Background if background is not Background.NONE]
WIDE, TELEPHONE = Bandwidth.WIDE, Bandwidth.TELEPHONE


def levels(background: Background) -> np.ndarray:
    """dB of each tenth of a second."""
    tenths = bed(background, WIDE, RATE).reshape(-1, RATE // 10)
    return 10 * np.log10(np.square(tenths).mean(axis=1) + 1e-9)


def share(background: Background, low: float, high: float) -> float:
    power = np.square(np.abs(np.fft.rfft(bed(background, WIDE, RATE))))
    hz = np.fft.rfftfreq(RATE * SECONDS, 1 / RATE)
    return float(power[(hz >= low) & (hz < high)].sum() / power.sum())


def test_every_background_is_made() -> None:
    assert set(MADE) == set(Background)


@pytest.mark.parametrize("background", list(Background))
@pytest.mark.parametrize("band", list(Bandwidth))
@pytest.mark.parametrize("rate", [16_000, 24_000])
def test_a_loop_is_even_in_level_and_never_startles(
    background: Background, band: Bandwidth, rate: int
) -> None:
    loop = bed(background, band, rate)
    assert len(loop) == SECONDS * rate
    assert np.square(loop).mean() == pytest.approx(1.0, abs=0.02)
    assert np.abs(loop).max() < 8


@pytest.mark.parametrize("background", list(Background))
def test_a_loop_meets_itself_without_a_click(background: Background) -> None:
    loop = bed(background, TELEPHONE, 16_000)
    assert abs(loop[0] - loop[-1]) <= np.abs(np.diff(loop)).max()


@pytest.mark.parametrize("background", PLACES)
def test_the_same_every_time_it_is_made(background: Background) -> None:
    before = bed(background, TELEPHONE, 16_000)
    bed.cache_clear()
    assert np.array_equal(before, bed(background, TELEPHONE, 16_000))


def test_traffic_rumbles_and_never_stops() -> None:
    assert share(Background.STREET, 0, 1200) > 0.75
    assert levels(Background.STREET).min() > -8
    assert levels(Background.STREET).max() > 2.5  # a car passes


@pytest.mark.parametrize("background", [Background.OFFICE, Background.SHOP])
def test_people_murmur_in_an_office_and_a_shop(background: Background) -> None:
    assert share(background, 200, 1500) > 0.6
    assert np.percentile(levels(background), 5) < -5  # phrases and pauses between them


def test_keys_click_in_an_office() -> None:
    loop = bed(Background.OFFICE, WIDE, RATE)
    spectrum = np.fft.rfft(loop)
    spectrum[: 4_000 * SECONDS] = 0
    clicks = np.square(np.fft.irfft(spectrum)).reshape(-1, RATE // 200).mean(axis=1)
    assert clicks.max() > 50 * np.median(clicks)


@pytest.mark.parametrize(
    ("background", "low", "high"), [(Background.CRYING, 300, 560), (Background.PLAYING, 250, 560)]
)
def test_a_child_has_a_high_voice_and_falls_silent_in_between(
    background: Background, low: float, high: float
) -> None:
    found = curves(Sound(0.1 * bed(background, WIDE, RATE), RATE))
    pitch = found.f0_hz[found.strength > 0.7]
    assert len(pitch) > 150
    assert low < np.median(pitch) < high
    assert np.percentile(levels(background), 10) < -20


def test_a_crying_child_cries_a_second_at_a_time() -> None:
    loud = levels(Background.CRYING) > -8
    begins = np.flatnonzero(np.diff(loud.astype(int)) == 1)
    assert 12 <= len(begins) <= 36
    assert 0.3 < loud.mean() < 0.8
