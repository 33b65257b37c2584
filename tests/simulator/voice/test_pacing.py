"""Every voice is as loud as the others, and its pauses are those of the mood."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.content.persona import Prosody
from simulator.voice.acoustics import analyse
from simulator.voice.failover import SpeakerChain
from simulator.voice.pacing import SPEECH_DB, limited, paced, speech_db
from simulator.voice.sound import Delivery, Sound
from tests.simulator.voice.sounds import RATE, Down, Tones, silence, syllables

PLAIN = Prosody()


def with_pause(seconds: float, loud: float = 1.0) -> Sound:
    """Two words with so much silence before, between and after them."""
    gap = silence(seconds)
    return Sound(np.concatenate([gap, loud * syllables(4), gap, loud * syllables(4), gap]), RATE)


@pytest.mark.parametrize("loud", [0.03, 0.3, 2.5])
def test_a_soft_voice_and_a_loud_one_are_heard_alike(loud: float) -> None:
    heard = paced(with_pause(0.4, loud), "喂。", PLAIN)
    assert speech_db(heard) == pytest.approx(SPEECH_DB, abs=0.3)


@pytest.mark.parametrize("volume", [0.5, 1.0, 1.6])
def test_the_volume_is_what_tells_a_loud_mood(volume: float) -> None:
    heard = paced(with_pause(0.4), "喂。", Prosody(volume=volume))
    assert speech_db(heard) == pytest.approx(SPEECH_DB + 20 * np.log10(volume), abs=0.5)


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_pauses_within_a_clause_last_as_long_as_the_mood_has_them(factor: float) -> None:
    heard = paced(with_pause(0.4), "喂，你好。", Prosody(pauses=factor))
    assert analyse(heard).pause_seconds == pytest.approx(0.4 * factor, abs=0.07)


@pytest.mark.parametrize(("factor", "rate"), [(0.6, 1.2), (1.0, 1.0), (1.5, 0.9)])
def test_the_pause_after_a_clause_is_added_whatever_the_voice_left(factor: float, rate: float) -> None:
    heard = [paced(with_pause(gap), "喂。", Prosody(pauses=factor, rate=rate)).samples for gap in (0.3, 0.9)]
    for samples in heard:
        silent = len(samples) - np.flatnonzero(np.abs(samples) > 0.003)[-1]
        assert silent / RATE == pytest.approx(0.32 * factor / rate, abs=0.06)


def test_a_consonant_is_no_pause() -> None:
    heard = paced(with_pause(0.08), "喂。", Prosody(pauses=2.0))
    assert heard.seconds < 2 * 0.8 + 0.08 + 2 * 0.32 + 0.1


@pytest.mark.parametrize("samples", [silence(0.5), silence(0)], ids=["silent", "empty"])
def test_nothing_said_stays_nothing(samples: np.ndarray) -> None:
    assert len(paced(Sound(samples, RATE), "喂。", PLAIN).samples) == len(samples)


def test_nothing_clips_however_loud() -> None:
    loud = limited(np.linspace(-3, 3, 100, dtype=np.float32))
    assert np.abs(loud).max() <= 1
    assert (np.diff(loud) >= 0).all()


def test_each_voice_of_a_chain_is_paced(calm: Delivery) -> None:
    angry = Delivery(calm.timbre, Prosody(pauses=0.5, volume=1.5), calm.language)
    for voices in ([Tones()], [Down(), Tones()], [Down(after=1), Tones()]):
        quiet, loud = (SpeakerChain(voices).speak_whole("喂？你好。", how) for how in (calm, angry))
        assert quiet is not None
        assert loud is not None
        assert speech_db(loud) > speech_db(quiet) + 3
        assert loud.seconds < quiet.seconds - 0.2
