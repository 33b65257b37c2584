"""The telephone band: 300 to 3,400 Hz, a little brighter towards its upper end.

Sound comes piece by piece; the filter goes on where the last piece ended. It delays by half its
length, 16 ms.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.content.surroundings import Bandwidth
from simulator.voice.sound import Samples

Curve = NDArray[np.floating]

BAND = (  # Hz, dB: a little brighter above than below
    (180, -60.0), (260, -26.0), (300, -4.0), (330, 0.0), (1200, 0.0), (2200, 2.0), (3300, 1.0),
    (3500, -10.0), (3800, -60.0),
)  # fmt: skip
HZ, DB = np.array(BAND).T
SECONDS = 0.032  # length of the filter: long enough to keep a woman's fundamental out


def response(frequencies: Curve, band: Bandwidth) -> Curve:
    """How much of each frequency (Hz) comes through, 1 for all of it."""
    if band is Bandwidth.WIDE:
        return np.ones(len(frequencies))
    return np.asarray(10 ** (np.interp(frequencies, HZ, DB) / 20))


@lru_cache(maxsize=8)
def taps(rate: int) -> Samples:
    """The telephone band as a filter of odd length for this rate."""
    size = 2 * round(SECONDS * rate / 2) + 1
    grid = 8 * size
    wanted = response(np.fft.rfftfreq(grid, 1 / rate), Bandwidth.TELEPHONE)
    impulse = np.roll(np.fft.irfft(wanted, grid), size // 2)[:size]
    return np.asarray(impulse * np.hamming(size), np.float32)


class Filter:
    """The telephone band for one stream of samples at one rate."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._taps = taps(rate)
        self._past = np.zeros(len(self._taps) - 1, np.float32)

    def through(self, samples: Samples) -> Samples:
        """As many samples as were given, as they come out at the other end."""
        whole = np.concatenate([self._past, samples])
        self._past = whole[len(samples) :]
        size = 1 << (len(whole) - 1).bit_length()
        spectrum = np.fft.rfft(whole, size) * np.fft.rfft(self._taps, size)
        heard = np.fft.irfft(spectrum, size)[len(self._taps) - 1 : len(whole)]
        return heard.astype(np.float32)
