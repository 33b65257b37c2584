"""A line as the agent hears it: through the band, in front of its background, clause after clause."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest

from simulator.content.persona import Prosody
from simulator.content.surroundings import Background, Bandwidth, Surroundings
from simulator.line.echo import EchoGuard, level_db
from simulator.voice.pacing import SPEECH_DB, paced, speech_db
from simulator.voice.sound import Sound
from simulator.voice.surroundings.scene import Scene
from simulator.voice.wav import concatenated
from tests.simulator.voice.sounds import voice

RATE = 24_000
PLACES = [background for background in Background if background is not Background.NONE]


def clause(seconds: float = 1.5, volume: float = 1.0, hz: float = 170.0) -> Sound:
    return paced(Sound(voice(seconds, hz, rate=RATE), RATE), "好。", Prosody(volume=volume))


def heard(scene: Scene, sounds: Sequence[Sound], line: int = 0) -> Sound:
    whole = concatenated(list(scene.heard(sounds, line, len(sounds))))
    assert whole is not None
    return whole


def in_band(sound: Sound) -> float:
    power = np.square(np.abs(np.fft.rfft(sound.samples)))
    hz = np.fft.rfftfreq(len(sound.samples), 1 / sound.rate)
    return float(power[(hz >= 300) & (hz <= 3400)].sum() / power.sum())


@pytest.mark.parametrize("background", list(Background))
@pytest.mark.parametrize("hz", [110.0, 220.0])
def test_a_telephone_carries_300_to_3400_hz(background: Background, hz: float) -> None:
    whole = heard(Scene(Surroundings(background=background)), [clause(hz=hz), clause(hz=hz)])
    assert in_band(whole) >= 0.95


def test_no_word_moves_and_no_piece_changes_its_length() -> None:
    sounds = [clause(0.7), clause(1.3), clause(0.2)]
    pieces = list(Scene(Surroundings(background="street")).heard(sounds, 0, 3))
    assert [len(piece.samples) for piece in pieces] == [len(sound.samples) for sound in sounds]


@pytest.mark.parametrize("band", list(Bandwidth))
@pytest.mark.parametrize("volume", [0.6, 1.0, 1.6])
def test_a_loud_voice_stays_loud(band: Bandwidth, volume: float) -> None:
    said = clause(volume=volume)
    whole = heard(Scene(Surroundings(band=band)), [said])
    assert speech_db(whole) == pytest.approx(speech_db(said), abs=0.7)


@pytest.mark.parametrize("background", PLACES)
@pytest.mark.parametrize("below", [14.0, 24.0])
@pytest.mark.parametrize("band", list(Bandwidth))
def test_the_background_lies_so_far_below_the_voice(
    background: Background, below: float, band: Bandwidth
) -> None:
    scene = Scene(Surroundings(band=band, background=background, below=below))
    still = Sound(np.zeros(40 * RATE, np.float32), RATE)  # all of it, with nobody speaking
    assert level_db(heard(scene, [still]).samples) == pytest.approx(SPEECH_DB - below, abs=1.0)


def test_the_street_does_not_shout_when_the_caller_does() -> None:
    scene = Scene(Surroundings(background="street"))
    calm, angry = (heard(scene, [clause(volume=volume)]) for volume in (1.0, 1.6))
    pause = slice(round(1.55 * RATE), round(1.65 * RATE))
    assert level_db(angry.samples[pause]) == pytest.approx(level_db(calm.samples[pause]), abs=0.5)


def test_a_soft_spoken_persona_is_not_drowned() -> None:
    still = Sound(np.zeros(40 * RATE, np.float32), RATE)
    usual, soft = (
        level_db(heard(Scene(Surroundings(background="shop"), loudness=loudness), [still]).samples)
        for loudness in (1.0, 0.5)
    )
    assert soft == pytest.approx(usual - 6, abs=0.2)


@pytest.mark.parametrize("background", PLACES)
def test_the_background_goes_on_from_clause_to_clause(background: Background) -> None:
    whole = Sound(np.zeros(6 * RATE, np.float32), RATE)
    parts = [Sound(part, RATE) for part in np.split(whole.samples, [10_000, 70_000])]
    scene = Scene(Surroundings(background=background))
    assert np.allclose(heard(scene, [whole]).samples, heard(scene, parts).samples, atol=1e-5)


def test_the_pauses_are_not_dead_and_the_ends_fade() -> None:
    whole = heard(Scene(Surroundings(background="office")), [clause(), clause()]).samples
    middle = whole[round(1.55 * RATE) : round(1.8 * RATE)]
    assert level_db(middle) > -60
    assert np.abs(whole[:20]).max() < 0.001
    assert np.abs(whole[-20:]).max() < 0.001


def test_a_quiet_wide_line_is_left_as_it_was() -> None:
    said = clause()
    assert np.array_equal(heard(Scene(Surroundings(band="wide")), [said]).samples, said.samples)


def test_a_quiet_telephone_hisses_a_little() -> None:
    still = Sound(np.zeros(2 * RATE, np.float32), RATE)
    assert -66 < level_db(heard(Scene(Surroundings()), [still]).samples) < -58


def test_the_same_call_sounds_the_same_and_each_line_has_another_moment() -> None:
    still = [Sound(np.zeros(2 * RATE, np.float32), RATE)]
    street = Surroundings(background="street")
    assert np.array_equal(
        heard(Scene(street, 5), still, 3).samples, heard(Scene(street, 5), still, 3).samples
    )
    assert not np.allclose(
        heard(Scene(street, 5), still, 3).samples, heard(Scene(street, 5), still, 4).samples
    )
    assert not np.allclose(
        heard(Scene(street, 5), still, 3).samples, heard(Scene(street, 9), still, 3).samples
    )


def test_a_voice_that_takes_over_at_another_rate_is_heard_there_too() -> None:
    other = paced(Sound(voice(1.0), 16_000), "好。", Prosody())
    pieces = list(Scene(Surroundings(background="street")).heard([clause(), other], 0, 2))
    assert [piece.rate for piece in pieces] == [RATE, 16_000]
    assert in_band(pieces[1]) >= 0.95


@pytest.mark.parametrize("background", list(Background))
def test_a_second_of_sound_costs_next_to_no_time(background: Background) -> None:
    scene = Scene(Surroundings(background=background))
    scene.prepare()
    said = [clause(3.0) for _ in range(4)]
    best = min(_seconds(scene, said) for _ in range(5))
    assert best / sum(sound.seconds for sound in said) < 0.005


def _seconds(scene: Scene, said: Sequence[Sound]) -> float:
    began = time.thread_time()
    heard(scene, said)
    return time.thread_time() - began


@pytest.mark.parametrize("background", PLACES)
def test_the_background_back_from_a_loudspeaker_is_not_the_agent(background: Background) -> None:
    whole = heard(Scene(Surroundings(background=background, below=14)), [clause() for _ in range(4)])
    guard, share = EchoGuard(), 0.2
    guard.plays(whole, 0)
    size = round(512 / 16_000 * RATE)
    steps = [whole.samples[at : at + size] for at in range(0, len(whole.samples) - size, size)]
    taken = [guard.own(level_db(share * step), (number + 1) * 512) for number, step in enumerate(steps)]
    loud = [own for own, step in zip(taken, steps, strict=True) if level_db(share * step) > -50]
    assert loud
    assert not any(loud)
    assert guard.own(-20.0, 60 * 512)  # somebody who really speaks
