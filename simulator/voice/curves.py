"""Sound as curves: pitch, strength of the voice and level, every 10 ms. Numpy alone.

Frames of 40 ms at 16 kHz. Pitch is the strongest lag of the windowed autocorrelation divided by the
window's own (Boersma 1993). Besides the plain level there are two of what carries speech: without hum and
rumble, and without hiss too. A long recording is worked off in blocks: an hour needs little more memory than
a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from simulator.voice.sound import Samples, Sound
from simulator.voice.wav import resample

Curve = NDArray[np.float64]
Flags = NDArray[np.bool_]

RATE = 16_000
HOP = 160
WINDOW = 640
TRANSFORM = 1024  # a window and the longest lag: the correlation does not wrap round
FRAMES_A_SECOND = RATE / HOP
BLOCK_SECONDS = 30
LOWEST_HZ, HIGHEST_HZ = 75, 500
RUMBLE_HZ = 300.0  # below that a level counts less and less: mains hum, traffic, handling
SPEECH_HZ = 4000.0  # telephones carry no more
VOWEL_HZ = 2500.0  # above that s and sh are louder than vowels
NUMBER_OF_BANDS = 9
SILENT = 1e-12


@dataclass(frozen=True)
class Curves:
    """One value a frame. Levels in dB below full scale; ``strength`` of the voicing 0 … 1.

    ``chord_db`` is high where many bands sound at once, as they do in a vowel (after Wang & Narayanan 2007).
    """

    f0_hz: Curve
    strength: Curve
    level_db: Curve
    speech_db: Curve
    vowel_db: Curve
    chord_db: Curve


def curves(sound: Sound) -> Curves:
    """The curves of a sound at any rate."""
    return curves_of([sound.samples[:, None]], sound.rate)[0]


def curves_of(pieces: Iterable[Samples], rate: int) -> list[Curves]:
    """The curves of each channel of a recording that arrives in (n, channels) pieces of any size."""
    seam = rate // 10
    read = [
        [_of_block(block) for block in _even(held, before, rate)]
        for before, held in _overlapping(pieces, BLOCK_SECONDS * rate, seam)
    ]
    return [_joined(parts) for parts in zip(*read, strict=True)]


def _overlapping(pieces: Iterable[Samples], step: int, seam: int) -> Iterator[tuple[int, Samples]]:
    """Blocks of ``step`` samples with a seam on both sides, and the length of the seam before."""
    held: Samples | None = None
    before = 0
    for piece in pieces:
        held = piece if held is None else np.concatenate([held, piece])
        while len(held) > before + step + seam:
            yield before, held[: before + step + seam]
            held = held[before + step - seam :]
            before = seam
    if held is not None:
        yield before, held


def _even(held: Samples, before: int, rate: int) -> Iterator[Samples]:
    """Each channel of a block at 16 kHz without its seams, but for the rest of the last frame's window."""
    inner = len(held) - before > BLOCK_SECONDS * rate
    until = BLOCK_SECONDS * RATE + WINDOW - HOP if inner else None
    for channel in held.T:
        samples = resample(Sound(channel, rate), RATE).samples[round(before * RATE / rate) :]
        yield samples[:until]


def _joined(parts: Sequence[Curves]) -> Curves:
    """Curves of consecutive blocks as those of the whole."""
    return Curves(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Curves))
    )


def _of_block(samples: Samples) -> Curves:
    if len(samples) < WINDOW:
        samples = np.pad(samples, (0, WINDOW - len(samples)))
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    centred = ((windows - windows.mean(axis=1, keepdims=True)) * HANN).astype(np.float32)
    power = np.abs(np.fft.rfft(centred, TRANSFORM, axis=1)) ** 2
    f0, strength = _pitch(power)
    level, speech, vowel = (_decibel(power @ weight) for weight in (PLAIN, SPEECH, VOWEL))
    return Curves(f0, strength, level, speech, vowel, _chord(power))


def _pitch(power: Curve) -> tuple[Curve, Curve]:
    """Per window: the pitch candidate in Hz and its strength."""
    correlation = np.fft.irfft(power, axis=1)[:, :LONGEST]
    normal = correlation / (correlation[:, :1] + SILENT) / OWN
    lags = np.arange(SHORTEST, LONGEST)
    strengths = normal[:, SHORTEST:] - 0.01 * np.log2(lags / SHORTEST)
    best = strengths.argmax(axis=1)
    return RATE / (best + SHORTEST), strengths[np.arange(len(best)), best]


def _chord(power: Curve) -> Curve:
    """Per window how much any two bands sound together, each by the fourth root of its power."""
    bands = (power @ BANDS + SILENT**2) ** 0.25
    pairs = (bands.sum(axis=1) ** 2 - (bands**2).sum(axis=1)) / 2
    return np.asarray(10 * np.log10(pairs))


def _decibel(power: Curve) -> Curve:
    return np.asarray(10 * np.log10(power + SILENT))


def _weights() -> tuple[Curve, Curve, Curve]:
    """Per bin what turns a power spectrum into the mean square of all, of speech, of vowels."""
    hertz = np.fft.rfftfreq(TRANSFORM, 1 / RATE)
    plain = np.full(len(hertz), 2 / (TRANSFORM * (HANN**2).sum()))
    plain[[0, -1]] /= 2
    gentle, steep = (1 / (1 + (RUMBLE_HZ / np.maximum(hertz, 1)) ** order) for order in (4, 16))
    return plain, plain * gentle * (hertz < SPEECH_HZ), plain * steep * (hertz < VOWEL_HZ)


def _bands() -> Curve:
    """(bins, bands) what turns a power spectrum into the mean square of each band of the vowels."""
    hertz = np.fft.rfftfreq(TRANSFORM, 1 / RATE)[:, None]
    edges = np.geomspace(RUMBLE_HZ, VOWEL_HZ, NUMBER_OF_BANDS + 1)
    return np.where((hertz >= edges[:-1]) & (hertz < edges[1:]), PLAIN[:, None], 0.0)


SHORTEST, LONGEST = RATE // HIGHEST_HZ, RATE // LOWEST_HZ
HANN = np.hanning(WINDOW)
PLAIN, SPEECH, VOWEL = _weights()
BANDS = _bands()
_own = np.fft.irfft(np.abs(np.fft.rfft(HANN, TRANSFORM)) ** 2)[:LONGEST]
OWN = _own / _own[0]
