"""Voices, real and made up, and the way from a loudspeaker back to the microphone."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.signal import butter, lfilter

from simulator.content.persona import Prosody, Timbre
from simulator.voice.backends import speakers
from simulator.voice.detector import RATE
from simulator.voice.sound import Delivery, Samples
from simulator.voice.wav import resample

NOISE_DB = -65


@cache
def spoken(text: str, timbre: Timbre, rate: float = 1.0, language: str = "zh-CN") -> Samples:
    """The words as this voice says them."""
    sound = speakers(("embedded",)).speak_whole(text, Delivery(timbre, Prosody(rate=rate), language))
    assert sound is not None
    return resample(sound, RATE).samples


def babble(seed: int, seconds: float = 3.0) -> Samples:
    """Syllables of noise, each with a colour of its own: no two seeds are alike."""
    rng = np.random.default_rng(seed)
    parts = []
    while sum(map(len, parts)) < seconds * RATE:
        size = int(rng.uniform(0.08, 0.2) * RATE)
        low = rng.uniform(200, 1500)
        band = butter(2, (low / (RATE / 2), 2 * low / (RATE / 2)), "band")
        syllable = lfilter(*band, rng.normal(0, 1, size)) * np.hanning(size)
        parts.append(0.1 * syllable / np.sqrt(np.mean(syllable**2)))
    return np.concatenate(parts)[: int(seconds * RATE)].astype(np.float32)


def echo(played: Samples, db: float, seconds: float, rings: bool) -> Samples:
    """Through a small loudspeaker and a room back to the microphone."""
    thin, dull = butter(2, 250 / (RATE / 2), "high"), butter(2, 4000 / (RATE / 2))
    sound = lfilter(*dull, lfilter(*thin, played))
    if rings:
        after = np.arange(int(0.35 * RATE))
        room = 0.08 * np.random.default_rng(1).normal(0, 1, len(after)) * 10 ** (-6 * after / RATE)
        room[0] = 1
        sound = np.convolve(sound, room)[: len(played)]
    late = np.concatenate([np.zeros(int(seconds * RATE)), sound])[: len(played)]
    return (10 ** (db / 20) * late).astype(np.float32)


def noise(size: int) -> Samples:
    """A quiet room."""
    return np.random.default_rng(0).normal(0, 10 ** (NOISE_DB / 20), size).astype(np.float32)
