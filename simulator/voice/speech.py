"""Where somebody speaks: what stands out of this recording's own noise and holds a voice.

The threshold follows the recording, not an absolute level: a little above the noise heard in the pauses, and
never more than 35 dB below the loud syllables. Noise is what stays even and voiceless for a while, so that a
soft syllable is not taken for it. A burst without a voice (a click, a breath, typing) is no speech.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.voice.curves import FRAMES_A_SECOND, RATE, WINDOW, Curve, Curves, Flags

VOICED_STRENGTH = 0.45
QUIETEST_DB = -80.0  # a voice below that is none: digital silence, a muted line
DEEPEST_DB = 35.0  # below the loud syllables
DEEPEST_UNKNOWN_DB = 30.0  # likewise, where no pause shows what the noise is like
OVER_NOISE_DB = 3.0
LEAST_CONTRAST_DB = 8.0
EVEN_DB = 8.0  # noise moves no more than that within a pause
QUIET_DB = 25.0  # so far below the voice a stretch counts as a pause whatever it holds
STRETCH = 30  # frames of a pause in which the noise is looked for
SURROUNDINGS = 3000  # frames within which the noise stays the same
LEAST_VOICED = 5  # frames of voice that a burst of speech holds
TOUCHING = 20  # frames: bursts nearer than that are judged together
EDGE_SECONDS = WINDOW / RATE - 1 / FRAMES_A_SECOND  # a frame is speech already when its end touches some


def speech_flags(curves: Curves) -> Flags:
    """Which frames are speech."""
    level = smoothed(curves.speech_db, 5)
    voiced = curves.strength > VOICED_STRENGTH
    peak = loud_syllables_db(level, voiced)
    if peak is None:
        return np.zeros(len(level), np.bool_)
    return with_voice(level > _threshold(level, voiced, peak), voiced)


def loud_syllables_db(level: Curve, voiced: Flags) -> float | None:
    """The level of the loud syllables; None where there is no voice at all.

    A third of a second that is so loud is enough: one side of a call may say very little.
    """
    loudest = np.sort(level[voiced & (level > QUIETEST_DB)])[::-1]
    if len(loudest) < LEAST_VOICED:
        return None
    top = loudest[min(STRETCH, len(loudest) // 4)]
    return float(np.percentile(loudest[loudest > top - QUIET_DB], 90))


def _threshold(level: Curve, voiced: Flags, peak: float) -> Curve:
    """Per frame the level above which it is speech, by the noise of its surroundings."""
    noise = [_noise_db(*piece, peak) for piece in _surroundings(level, voiced)]
    known = [value for value in noise if value is not None]
    usual = float(np.median(known)) if known else None
    limits = [_limit(value if value is not None else usual, peak) for value in noise]
    return np.repeat(limits, SURROUNDINGS)[: len(level)]


def _limit(noise: float | None, peak: float) -> float:
    if noise is None:
        return peak - DEEPEST_UNKNOWN_DB
    return max(peak - DEEPEST_DB, noise + OVER_NOISE_DB)


def _surroundings(level: Curve, voiced: Flags) -> list[tuple[Curve, Flags]]:
    starts = range(0, len(level), SURROUNDINGS)
    return [(level[at : at + SURROUNDINGS], voiced[at : at + SURROUNDINGS]) for at in starts]


def _noise_db(level: Curve, voiced: Flags, peak: float) -> float | None:
    """The upper edge of the quietest pause; None where there is no pause."""
    if len(level) < STRETCH:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(level, STRETCH)
    highest, lowest = windows.max(axis=1), windows.min(axis=1)
    voice = np.convolve(voiced, np.full(STRETCH, 1 / STRETCH), "valid")
    even = (highest < peak - LEAST_CONTRAST_DB) & (highest - lowest < EVEN_DB) & (voice < 0.25)
    pause = highest[even | (highest < peak - QUIET_DB)]
    return float(pause.min()) if len(pause) else None


def with_voice(loud: Flags, voiced: Flags) -> Flags:
    """The loud frames of the bursts that hold a voice."""
    kept = np.zeros(len(loud), np.bool_)
    sounding = loud & voiced
    for first, last in bridged(runs(loud), TOUCHING):
        if sounding[first:last].sum() >= LEAST_VOICED:
            kept[first:last] = loud[first:last]
    return kept


def runs(flags: Flags) -> list[tuple[int, int]]:
    """Each run of True as (first, one past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def bridged(pieces: list[tuple[int, int]], most: float) -> list[tuple[int, int]]:
    """Runs with less than ``most`` frames between them as one."""
    joined: list[tuple[int, int]] = []
    for first, last in pieces:
        if joined and first - joined[-1][1] < most:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def smoothed(curve: Curve, frames: int) -> NDArray[np.float64]:
    """The curve under a bell of so many (odd) frames."""
    bell = np.hanning(frames + 2)[1:-1]
    return np.convolve(np.pad(curve, frames // 2, "edge"), bell / bell.sum(), "valid")
