"""What backgrounds are made of, each as a loop of ``SECONDS`` at ``RATE`` that meets itself at the ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
SECONDS = 32
SIZE = RATE * SECONDS

Wave: TypeAlias = NDArray[np.float64]
Random: TypeAlias = np.random.Generator
Shape: TypeAlias = Callable[[Wave], Wave]  # frequencies in Hz → amplitude


def coloured(random: Random, *points: tuple[float, float], size: int = SIZE) -> Wave:
    """Noise whose spectrum goes through these (Hz, dB); mean power 1."""
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    hz, gains = np.array(points).T
    amplitude = 10 ** (np.interp(frequencies, hz, gains, left=-90, right=-90) / 20)
    phases = np.exp(2j * np.pi * random.random(len(frequencies)))
    return unit(np.fft.irfft(amplitude * phases, size))


def resonant(wave: Wave, *peaks: tuple[float, float, float]) -> Wave:
    """The wave through resonances (Hz, width in Hz, dB), as a mouth or a body has them."""
    frequencies = np.fft.rfftfreq(len(wave), 1 / RATE)
    amplitude = np.zeros(len(frequencies))
    for hz, width, gain in peaks:
        amplitude += 10 ** (gain / 20) / (1 + np.square((frequencies - hz) * (2 / width)))
    return np.asarray(np.fft.irfft(np.fft.rfft(wave) * amplitude, len(wave)))


def in_a_room(wave: Wave, random: Random, seconds: float, share: float) -> Wave:
    """The wave some steps away: ``share`` (0 … 1) of it comes back from the walls, within ``seconds``."""
    size = round(seconds * RATE)
    walls = random.normal(size=size) * np.exp(-6.0 * np.arange(size) / size)
    walls *= np.sqrt(share / np.square(walls).sum())
    walls[0] += np.sqrt(1 - share)
    return np.fft.irfft(np.fft.rfft(wave) * np.fft.rfft(walls, len(wave)), len(wave))


def drifting(random: Random, every: float, low: float, high: float, seconds: float = SECONDS) -> Wave:
    """A curve that wanders between low and high, another value ``every`` so many seconds."""
    count = max(2, round(seconds / every))
    values = random.uniform(low, high, count)
    places = clock(seconds) * (count / seconds)
    return np.asarray(np.interp(places, np.arange(count + 1), np.append(values, values[0])))


def add(loop: Wave, event: Wave, at: float) -> None:
    """Put an event into the loop, ``at`` so many seconds; what is over its end goes on at its beginning."""
    first = round(at * RATE) % len(loop)
    before = min(len(event), len(loop) - first)
    loop[first : first + before] += event[:before]
    loop[: len(event) - before] += event[before:]


def tones(seconds: float, partials: Sequence[tuple[float, float]], decay: float = 0.0) -> Wave:
    """(Hz, amplitude) sounding together, with soft edges; ``decay`` in times it fades a second."""
    time = clock(seconds)
    wave = np.sum([size * np.sin(2 * np.pi * hz * time + hz) for hz, size in partials], axis=0)
    return edged(wave * np.exp(-decay * time), 0.012)


def voice(pitch: Wave) -> Wave:
    """A glottis: a buzz with this pitch in Hz, sample by sample."""
    phase = np.cumsum(pitch) / RATE
    saw = 2 * (phase - np.floor(phase)) - 1
    return saw * saw * saw


def edged(wave: Wave, seconds: float) -> Wave:
    """The wave, faded in and out."""
    size = min(round(seconds * RATE), len(wave) // 2)
    ramp = (1 - np.cos(np.pi * np.arange(size) / size)) / 2
    wave = wave.copy()
    wave[:size] *= ramp
    wave[len(wave) - size :] *= ramp[::-1]
    return wave


def curve(seconds: float, *points: tuple[float, float]) -> Wave:
    """A curve of that length through (share of it, value)."""
    shares, values = np.array(points).T
    return np.asarray(np.interp(clock(seconds) / seconds, shares, values))


def clock(seconds: float) -> Wave:
    """The seconds of each sample."""
    return np.arange(round(seconds * RATE)) / RATE


def unit(wave: Wave) -> Wave:
    """The wave with a mean power of 1."""
    return np.asarray(wave / (np.sqrt(np.square(wave).mean()) + 1e-12))
