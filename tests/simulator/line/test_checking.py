"""A microphone is judged by what it hears; louder never makes it too quiet, noise never makes it fine."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.line.checking import (
    CUSTOMER_DB,
    ECHO_DB,
    FADING_SECONDS,
    GLIDE_SECONDS,
    GLIDES,
    LOUDNESS,
    QUIET_DB,
    QUIET_SECONDS,
    RATE,
    READ_SECONDS,
    READING_BEGINS,
    WHOLE_SECONDS,
    Figures,
    Verdict,
    check,
    glide,
    judge,
)
from simulator.voice.sound import Samples
from tests.simulator.voice.sounds import syllables

BY_LOUDNESS = [Verdict.SILENT, Verdict.QUIET, Verdict.FINE, Verdict.CLIPPED]
SENTENCES = {
    "zh-CN": "您好，星联移动，很高兴为您服务，请问有什么可以帮您？",
    "en-GB": "Hello, this is Fernwave Mobile, thank you for calling. How can I help you today?",
}
DELAYS = [0.0, 0.05, 0.2, 0.45]


def at_level(samples: Samples, db: float) -> Samples:
    """The same sound with its loudest twentieth of frames at a level."""
    frames = samples[: len(samples) // 512 * 512].reshape(-1, 512)
    loud = 10 * np.log10(np.percentile((frames.astype(np.float64) ** 2).mean(axis=1), 95))
    return (samples * 10 ** ((db - loud) / 20)).astype(np.float32)


def placed(sound: Samples, second: float) -> Samples:
    """A recording of the check that holds this sound at this second."""
    whole = np.zeros(int(WHOLE_SECONDS * RATE), np.float32)
    first = round(second * RATE)
    part = sound[: len(whole) - first]
    whole[first : first + len(part)] = part
    return whole


def read(voice: Samples, db: float = -22.0) -> Samples:
    return placed(at_level(voice, db), READING_BEGINS + 0.3)


def echo(back_db: float, delay: float = 0.1, reverberant: bool = True) -> Samples:
    """The glides as they come back from a loudspeaker through a room."""
    played = np.tile(glide(), GLIDES).astype(np.float64)
    if reverberant:
        time = np.arange(1, 4000)
        tail = np.random.default_rng(5).normal(0, 1, 3999) * np.exp(-time / 800)
        room = np.concatenate([[0.8], 0.6 * tail / np.sqrt((tail**2).sum())])
        played = np.convolve(played, room)
    return placed((played * 10 ** (back_db / 20)).astype(np.float32), QUIET_SECONDS + delay)


@cache
def hiss() -> Samples:
    return np.random.default_rng(11).normal(0, 1, int(WHOLE_SECONDS * RATE)).astype(np.float32)


def noise(db: float) -> Samples:
    return (hiss() * 10 ** (db / 20)).astype(np.float32)


def recorded(*sounds: Samples, gain: float = 1.0) -> Samples:
    """What all of it is after the converter: full scale and no further, 16 bits."""
    mixed = np.clip(gain * np.sum(sounds, axis=0), -1, 1)
    return (np.round(mixed * 32767) / 32767).astype(np.float32)


@cache
def buzz() -> Samples:
    return syllables(16)


@cache
def spoken(language: str) -> Samples:
    """The prompt as the embedded voice reads it."""
    from simulator.content.persona import Prosody, Timbre
    from simulator.voice.backends import speakers
    from simulator.voice.sound import Delivery
    from simulator.voice.wav import resample

    timbre = Timbre.YUNXI if language.startswith("zh") else Timbre.MICHAEL
    sound = speakers(("embedded",)).speak_whole(SENTENCES[language], Delivery(timbre, Prosody(), language))
    assert sound is not None
    return resample(sound, RATE).samples


VOICES = [
    pytest.param(buzz, id="buzz"),
    *(
        pytest.param(lambda language=language: spoken(language), id=language, marks=pytest.mark.voice)
        for language in SENTENCES
    ),
]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    ("db", "noise_db", "verdict"),
    [
        (-22.0, -70.0, Verdict.FINE),
        (-38.0, -75.0, Verdict.FINE),
        (-48.0, -85.0, Verdict.QUIET),
        (-62.0, -85.0, Verdict.SILENT),
        (-22.0, -32.0, Verdict.NOISY),
        (-40.0, -45.0, Verdict.NOISY),
    ],
)
def test_level_and_noise_are_told_apart(voice, db, noise_db, verdict):
    assert check(recorded(read(voice(), db), noise(noise_db))).verdict == verdict


@pytest.mark.parametrize("voice", VOICES)
def test_a_voice_cut_off_at_the_top_is_too_loud_wherever_the_top_is(voice):
    cut = recorded(read(voice(), -12.0), noise(-70.0), gain=8.0)
    assert check(cut).verdict == Verdict.CLIPPED
    assert check(0.6 * cut).verdict == Verdict.CLIPPED, "turned down after it was cut"
    assert check(recorded(read(voice(), -20.0), noise(-70.0))).figures.clipped < 0.01


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("delay", DELAYS)
def test_a_loudspeaker_that_comes_back_is_heard_and_measured(voice, delay):
    for back_db in (-5.0, -12.0):
        found = check(recorded(read(voice()), echo(back_db, delay), noise(-60.0)))
        assert found.verdict == Verdict.ECHO
        assert found.figures.back_db == pytest.approx(back_db, abs=3)


def test_a_headset_gives_nothing_back_and_a_faint_echo_does_no_harm():
    assert check(recorded(read(buzz()), noise(-60.0))).figures.back_db is None
    faint = check(recorded(read(buzz()), echo(-40.0), noise(-70.0)))
    assert faint.verdict == Verdict.FINE
    assert faint.figures.back_db == pytest.approx(-40.0, abs=3)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("second", [0.0, 0.25, 0.5, 0.7, 1.0])
def test_who_speaks_too_early_is_no_echo(voice, second):
    early = placed(at_level(voice(), -20.0), QUIET_SECONDS + second)
    assert check(recorded(early, noise(-60.0))).figures.back_db is None


@pytest.mark.parametrize("db", [-70.0, -45.0, -30.0])
def test_noise_is_no_echo(db):
    assert check(recorded(read(buzz()), noise(db))).figures.back_db is None


@pytest.mark.parametrize(
    "samples", [np.zeros(0, np.float32), np.zeros(RATE, np.float32), placed(hiss(), 7.7)]
)
def test_nothing_is_heard_of_a_muted_or_broken_off_recording(samples):
    assert check(samples).verdict == Verdict.SILENT


def test_a_room_that_hums_alone_is_noise_and_a_click_is_nobody():
    assert check(recorded(noise(-35.0))).verdict == Verdict.NOISY
    click = placed(at_level(hiss()[: RATE // 20], -10.0), READING_BEGINS + 1)
    assert check(recorded(click, noise(-75.0))).verdict == Verdict.SILENT


@settings(max_examples=15, deadline=None)
@given(st.floats(-70, -10), st.floats(1, 10), st.floats(45, 60))
def test_louder_never_makes_too_quiet_come(db, gain, above):
    """Voice, room and all: on the scale from not heard to too loud it only goes up."""
    sounds = (read(buzz(), db), noise(db - above))
    before, after = check(recorded(*sounds)).verdict, check(recorded(*sounds, gain=gain)).verdict
    assert BY_LOUDNESS.index(after) >= BY_LOUDNESS.index(before)


@settings(max_examples=15, deadline=None)
@given(
    st.floats(-60, -8),
    st.floats(-80, -15),
    st.floats(0.1, 30),
    st.sampled_from([None, -3.0, -20.0, -27.0]),
    st.sampled_from([1.0, 4.0]),
)
def test_more_noise_never_makes_it_fine(db, noise_db, more, back_db, gain):
    sounds = [read(buzz(), db)] + ([] if back_db is None else [echo(back_db)])
    less = check(recorded(*sounds, noise(noise_db), gain=gain))
    worse = check(recorded(*sounds, noise(noise_db + more), gain=gain))
    assert worse.verdict != Verdict.FINE or less.verdict == Verdict.FINE
    assert worse.figures.noise_db >= less.figures.noise_db - 0.1


@pytest.mark.parametrize("back_db", [-17.0, -18.5, -20.0, -21.0, -21.5, -22.0, -24.0])
@pytest.mark.parametrize("db", [-18.0, -22.0])
def test_noise_does_not_hide_an_echo(db, back_db):
    fine = [
        check(recorded(read(buzz(), db), echo(back_db), noise(noise_db))).verdict == Verdict.FINE
        for noise_db in range(-80, -25, 5)
    ]
    assert fine == sorted(fine, reverse=True)


LEVELS = st.floats(-90, 0)
FIGURES = st.builds(
    Figures,
    noise_db=LEVELS,
    voice_db=st.none() | LEVELS,
    clipped=st.floats(0, 1),
    back_db=st.none() | st.floats(-80, 6),
)


@given(FIGURES, st.floats(0, 60))
def test_the_laws_hold_for_all_figures(figures, more):
    noisier = Figures(figures.noise_db + more, figures.voice_db, figures.clipped, figures.back_db)
    assert judge(noisier) != Verdict.FINE or judge(figures) == Verdict.FINE
    if figures.voice_db is not None and judge(figures) == Verdict.FINE:
        assert figures.voice_db >= QUIET_DB
        louder = Figures(figures.noise_db, figures.voice_db + more, figures.clipped, figures.back_db)
        assert judge(louder) == Verdict.FINE
        assert figures.back_db is None or figures.voice_db >= CUSTOMER_DB + figures.back_db + ECHO_DB


def test_the_glide_is_soft_and_the_plan_leaves_time_to_read():
    assert np.abs(glide()).max() <= LOUDNESS
    assert len(glide()) == round(GLIDE_SECONDS * RATE)
    assert max(DELAYS) <= FADING_SECONDS
    assert READ_SECONDS >= 4
    assert WHOLE_SECONDS <= 8
