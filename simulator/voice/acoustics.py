"""What a voice does, measured with numpy alone: pitch, level, pauses, syllables.

Frames of 40 ms every 10 ms at 16 kHz. Pitch is the strongest lag of the windowed autocorrelation divided
by the window's own (Boersma 1993); syllables are voiced peaks of the intensity with a dip before them
(after de Jong & Wempe 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.voice.sound import Samples, Sound
from simulator.voice.wav import resample

Curve = NDArray[np.float64]
Flags = NDArray[np.bool_]

RATE = 16_000
HOP = 160
WINDOW = 640
FRAMES_A_SECOND = RATE / HOP
LOWEST_HZ, HIGHEST_HZ = 75, 500
VOICED_STRENGTH = 0.45
SPEECH_BELOW_PEAK_DB = 30.0
FLOOR_DB = -60.0
PAUSE_SECONDS = 0.2
SYLLABLE_BELOW_PEAK_DB = 20.0
SYLLABLE_DIP_DB = 1.0
SYLLABLE_APART = 8  # frames
BLOCK = 3000  # frames analysed at once, so that an hour needs no more memory than half a minute


@dataclass(frozen=True)
class Frames:
    """Per frame of 10 ms: pitch in Hz, whether voiced, level in dB below full scale, whether speech."""

    f0_hz: Curve
    voiced: Flags
    level_db: Curve
    speech: Flags


@dataclass(frozen=True)
class Acoustics:
    """Measures of one stretch of one person's speech.

    ``f0_sd_st`` and ``f0_range_st`` are in semitones round the median; ``syllables`` are counted nuclei;
    pauses are silences of at least 0.2 s between the first and the last speech.
    """

    seconds: float
    speech_seconds: float
    voiced_seconds: float
    f0_median_hz: float
    f0_sd_st: float
    f0_range_st: float
    level_db: float
    pauses: int
    pause_seconds: float
    syllables: int

    @property
    def syllables_a_second(self) -> float:
        """Articulation rate: syllables by the time without pauses."""
        return self.syllables / self.speech_seconds if self.speech_seconds else 0.0


def analyse(sound: Sound) -> Acoustics:
    """Measure one person's sound; all zeros when nobody speaks in it."""
    return summarise(frames(sound), sound.seconds)


def voiced_seconds(sound: Sound) -> float:
    """How long a voice is heard."""
    return float(frames(sound).voiced.sum() / FRAMES_A_SECOND)


def frames(sound: Sound) -> Frames:
    """Frame by frame curves of a sound."""
    samples = resample(sound, RATE).samples
    if len(samples) < WINDOW:
        samples = np.pad(samples, (0, WINDOW - len(samples)))
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    blocks = [_pitch(windows[start : start + BLOCK]) for start in range(0, len(windows), BLOCK)]
    f0, strength, level = (np.concatenate(curve) for curve in zip(*blocks, strict=True))
    peak = float(np.percentile(level, 95))
    speech = level > max(peak - SPEECH_BELOW_PEAK_DB, FLOOR_DB)
    return Frames(_median_of_5(f0), (strength > VOICED_STRENGTH) & speech, level, speech)


def _pitch(windows: Samples) -> tuple[Curve, Curve, Curve]:
    """Per window: the pitch candidate in Hz, its strength 0 … 1, the level in dB."""
    centred = windows - windows.mean(axis=1, keepdims=True)
    level = 10 * np.log10((centred.astype(np.float64) ** 2).mean(axis=1) + 1e-12)
    hann = np.hanning(WINDOW)
    own = _autocorrelation(hann[None])[0]
    correlation = _autocorrelation(centred * hann)
    normal = correlation / (correlation[:, :1] + 1e-9) / (own / own[0] + 1e-9)
    shortest, longest = RATE // HIGHEST_HZ, RATE // LOWEST_HZ
    lags = np.arange(shortest, longest)
    octave_cost = 0.01 * np.log2(lags / shortest)
    strengths = normal[:, shortest:longest] - octave_cost
    best = strengths.argmax(axis=1)
    return RATE / (best + shortest), strengths[np.arange(len(best)), best], level


def _autocorrelation(windows: NDArray[np.floating]) -> Curve:
    spectrum = np.fft.rfft(windows, 2048, axis=1)
    return np.asarray(np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :WINDOW], np.float64)


def _median_of_5(curve: Curve) -> Curve:
    padded = np.pad(curve, 2, "edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1))


def summarise(curves: Frames, seconds: float) -> Acoustics:
    """Curves of one person's speech as figures."""
    if not curves.voiced.any():
        return Acoustics(seconds, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0, 0)
    pitch = curves.f0_hz[curves.voiced]
    median = float(np.median(pitch))
    semitones = 12 * np.log2(pitch / median)
    pauses = pause_lengths(curves.speech)
    first_to_last = np.flatnonzero(curves.speech)
    talked = (first_to_last[-1] - first_to_last[0] + 1) / FRAMES_A_SECOND - sum(pauses)
    return Acoustics(
        seconds=seconds,
        speech_seconds=float(talked),
        voiced_seconds=float(curves.voiced.sum() / FRAMES_A_SECOND),
        f0_median_hz=median,
        f0_sd_st=float(np.std(semitones)),
        f0_range_st=float(np.percentile(semitones, 95) - np.percentile(semitones, 5)),
        level_db=float(10 * np.log10(np.mean(10 ** (curves.level_db[curves.speech] / 10)))),
        pauses=len(pauses),
        pause_seconds=float(sum(pauses)),
        syllables=len(syllable_frames(curves)),
    )


def runs(flags: Flags) -> list[tuple[int, int]]:
    """Each run of True as (first, one past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def pause_lengths(speech: Flags, least: float = PAUSE_SECONDS) -> list[float]:
    """Lengths in seconds of the silences inside the speech."""
    spoken = runs(speech)
    gaps = [(b[0] - a[1]) / FRAMES_A_SECOND for a, b in pairwise(spoken)]
    return [gap for gap in gaps if gap >= least]


def syllable_frames(curves: Frames) -> list[int]:
    """The frames of the syllable nuclei."""
    bell = np.hanning(7)
    level = np.convolve(curves.level_db, bell / bell.sum(), "same")
    floor = float(np.percentile(curves.level_db, 95)) - SYLLABLE_BELOW_PEAK_DB
    near_voice = np.convolve(curves.voiced, np.ones(5), "same") > 0
    rising = np.diff(level, prepend=level[0]) >= 0
    falling = np.diff(level, append=level[-1]) < 0
    peaks = np.flatnonzero(rising & falling & near_voice & (level > floor))
    return _with_dips(peaks, level)


def _with_dips(peaks: NDArray[np.intp], level: Curve) -> list[int]:
    """Peaks that a dip separates from the last one kept."""
    kept: list[int] = []
    for peak in peaks:
        last = kept[-1] if kept else 0
        dip = level[peak] - level[last : peak + 1].min()
        if dip >= SYLLABLE_DIP_DB and (not kept or peak - last >= SYLLABLE_APART):
            kept.append(int(peak))
    return kept
