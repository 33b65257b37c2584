"""Tells a side's own talk from the other side's, heard through: an echo, a headset that leaks, a bad line.

The leak is recognised by its level: while one side talks alone, the other channel goes up and down with it,
some decibels lower and some moments later. What stays under that level is nobody's talk.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from simulator.voice.acoustics import Frames
from simulator.voice.curves import Curve, Flags
from simulator.voice.speech import smoothed, with_voice

LATEST = 35  # frames: an echo over a network arrives within a third of a second
STEP = 2
LEAST_FRAMES = 50  # of possible leak, below which there is nothing to be found
LEAST_LOWER_DB = 3.0
STEADY_DB = 3.0  # a leak keeps its distance within this
EVEN_DB = 1.0  # a source that moves less proves nothing
LEAST_ALIKE = 0.6  # share of the frames that keep it; two people who talk at once reach 0.5
LEAST_THROUGHOUT = 0.6  # share of the source's loud moments in which a leak is heard
OVER_LEAK_DB = 6.0
RINGING = 12  # frames for which a room goes on sounding


def without_leak(one: Frames, other: Frames) -> Frames:
    """``one`` without the speech that is only the ``other`` side's, heard through."""
    leak = _leak_db(one, other)
    if leak is None:
        return one
    own = one.speech.copy()
    own[: len(leak)] &= smoothed(one.vowel_db, 5)[: len(leak)] > leak
    return one.only(with_voice(own, one.voiced))


def _leak_db(one: Frames, other: Frames) -> Curve | None:
    """Per frame the level under which ``one`` is the other side's leak; None where nothing leaks."""
    size = min(len(one.speech), len(other.speech))
    heard, source = (smoothed(side.vowel_db, 5)[:size] for side in (one, other))
    speech = one.speech[:size]
    shifted = {lag: _later(source, other.speech[:size], lag) for lag in range(0, LATEST, STEP)}
    likeness = {lag: _alike(heard, speech, *curves) for lag, curves in shifted.items()}
    lag = max(likeness, key=lambda at: likeness[at][0])
    alike, lower = likeness[lag]
    if alike < LEAST_ALIKE or not _throughout(heard, speech, *shifted[lag], lower):
        return None
    ringing = np.pad(source, (RINGING + lag, 0), "edge")
    return np.asarray(sliding_window_view(ringing, RINGING + 1).max(axis=1)[:size] + lower + OVER_LEAK_DB)


def _later(level: Curve, talking: Flags, lag: int) -> tuple[Curve, Flags]:
    """The curves, so many frames later."""
    return np.pad(level, (lag, 0), "edge")[: len(level)], np.pad(talking, (lag, 0))[: len(talking)]


def _alike(heard: Curve, speech: Flags, source: Curve, talking: Flags) -> tuple[float, float]:
    """The share of what is heard while the source is louder that lies one distance below it, and that."""
    lower = heard - source
    places = speech & talking & (lower < -LEAST_LOWER_DB)
    if places.sum() < LEAST_FRAMES or source[places].std() < EVEN_DB:
        return 0.0, 0.0  # too little, or a source so even that everything keeps its distance
    ordered = np.sort(lower[places])
    within = np.searchsorted(ordered, ordered + 2 * STEADY_DB, "right") - np.arange(len(ordered))
    first = int(within.argmax())
    return float(within[first] / len(ordered)), float(np.median(ordered[first : first + within[first]]))


def _throughout(heard: Curve, speech: Flags, source: Curve, talking: Flags, lower: float) -> bool:
    """Whether it is heard nearly whenever the source is loud enough; two people seldom talk at once."""
    expected = source + lower
    leaking = speech & talking & (np.abs(heard - expected) <= STEADY_DB)
    audible = talking & (expected > np.percentile(heard[leaking], 25))
    return bool(speech[audible].mean() >= LEAST_THROUGHOUT) if audible.any() else False
