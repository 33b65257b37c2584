"""Backgrounds as endless loops, made once a process.

Half a minute of each is made from its own seed and then only read: a call costs nothing, and starts
anywhere in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from simulator.content.surroundings import Background, Bandwidth
from simulator.voice.sound import Samples, Sound
from simulator.voice.surroundings import children, places
from simulator.voice.surroundings.band import response
from simulator.voice.surroundings.noise import RATE, SIZE, Random, Wave, coloured, unit
from simulator.voice.wav import resample


def line_noise(random: Random) -> Wave:
    """What a telephone line hisses by itself."""
    return coloured(random, (20, 0), (8000, 0))


MADE: Mapping[Background, Callable[[Random], Wave]] = {
    Background.NONE: line_noise,
    Background.STREET: places.street,
    Background.OFFICE: places.office,
    Background.SHOP: places.shop,
    Background.PLAYING: children.playing,
    Background.CRYING: children.crying,
}
PEAK = 3.0  # times the mean: no event startles


@lru_cache(maxsize=8)
def bed(background: Background, band: Bandwidth, rate: int) -> Samples:
    """The loop as it is heard through the band, at this rate, with a mean power of 1."""
    wave = MADE[background](np.random.default_rng(list(Background).index(background)))
    bounded = PEAK * np.tanh(wave / PEAK)
    spectrum = np.fft.rfft(bounded) * response(np.fft.rfftfreq(SIZE, 1 / RATE), band)
    even = unit(np.fft.irfft(spectrum, SIZE))
    return resample(Sound(even.astype(np.float32), RATE), rate).samples
