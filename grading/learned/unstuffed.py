"""The call without turns that only string stock phrases together: what is learned hears nothing in them."""

from __future__ import annotations

from collections.abc import Sequence

from grading.reading import Reading


def unstuffed(reading: Reading) -> tuple[Reading, Sequence[int]]:
    """The reading without stuffed turns, and for each turn left its place in the whole call."""
    turns = reading.transcript.turns
    kept = [t.index for t in reading.turns if not t.stuffed and t.index not in reading.stuffed]
    if len(kept) == len(turns):
        return reading, kept
    shorter = reading.transcript.model_copy(update={"turns": tuple(turns[i] for i in kept)})
    return Reading(shorter, reading.scenario, reading.acoustics, reading.manner), kept
