import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.voice.acoustics import analyse, pause_lengths
from simulator.voice.sound import Sound
from simulator.voice.speech import runs
from tests.simulator.voice.sounds import RATE, noise, silence, syllables, voice


@pytest.mark.parametrize("hz", [90, 120, 180, 240, 350])
def test_pitch_is_measured(hz: float) -> None:
    measured = analyse(Sound(voice(1.0, hz), RATE))
    assert measured.f0_median_hz == pytest.approx(hz, rel=0.02)
    assert measured.f0_sd_st < 0.5


def test_a_livelier_voice_has_the_wider_spread() -> None:
    flat = np.concatenate([voice(0.5, hz) for hz in (150, 155, 150)])
    lively = np.concatenate([voice(0.5, hz) for hz in (120, 180, 240)])
    assert analyse(Sound(lively, RATE)).f0_sd_st > 3 * analyse(Sound(flat, RATE)).f0_sd_st


@given(st.floats(0.05, 0.9))
@settings(max_examples=15, deadline=None)
def test_only_the_level_depends_on_the_loudness(gain: float) -> None:
    full, softer = (analyse(Sound(np.float32(g) * voice(0.6, level=1.0), RATE)) for g in (1.0, gain))
    assert softer.level_db == pytest.approx(full.level_db + 20 * np.log10(gain), abs=0.1)
    assert softer.f0_median_hz == pytest.approx(full.f0_median_hz)


def test_pauses_inside_the_speech_are_counted() -> None:
    line = np.concatenate([silence(1), voice(1), silence(0.5), voice(1), silence(0.1), voice(1), silence(1)])
    measured = analyse(Sound(line, RATE))
    assert measured.pauses == 1
    assert measured.pause_seconds == pytest.approx(0.5, abs=0.06)
    assert measured.voiced_seconds == pytest.approx(3.0, abs=0.15)


@pytest.mark.parametrize("count", [5, 10, 20])
def test_syllables_are_counted(count: int) -> None:
    assert analyse(Sound(syllables(count), RATE)).syllables == pytest.approx(count, abs=1)


@pytest.mark.parametrize("each", [0.15, 0.2, 0.3])
def test_the_rate_is_that_of_the_syllables_whatever_the_loudness(each: float) -> None:
    line = syllables(round(4 / each), each=each)
    for gain in (1.0, 0.05, 0.003):
        heard = analyse(Sound(np.float32(gain) * line, RATE))
        assert heard.syllables_a_second == pytest.approx(1 / each, rel=0.08)


def test_a_click_and_a_breath_are_no_speech() -> None:
    """They are loud enough, but hold no voice."""
    line = np.concatenate(
        [silence(1), voice(1.5), silence(1), noise(0.15, 0.2), silence(1), noise(0.01, 0.8)]
    )
    measured = analyse(Sound(line, RATE))
    assert measured.speech_seconds == pytest.approx(1.5, abs=0.05)
    assert measured.pauses == 0


@pytest.mark.parametrize("samples", [silence(1), noise(1), silence(0.001)])
def test_where_nobody_speaks_everything_is_zero(samples: np.ndarray) -> None:
    measured = analyse(Sound(samples, RATE))
    assert (measured.voiced_seconds, measured.syllables, measured.f0_median_hz) == (0, 0, 0)


@given(st.lists(st.booleans(), max_size=60))
def test_runs_cover_exactly_what_is_set(flags: list[bool]) -> None:
    covered = [False] * len(flags)
    for first, last in runs(np.array(flags, bool)):
        covered[first:last] = [True] * (last - first)
    assert covered == flags


def test_short_gaps_are_no_pauses() -> None:
    speech = np.array([True] * 10 + [False] * 16 + [True] * 10 + [False] * 17 + [True])
    assert pause_lengths(speech) == [pytest.approx(0.2)]  # a window of 40 ms reaches into both ends
