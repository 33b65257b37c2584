"""The measures that a call's course gives: what the customer will remember, and where the time went."""

from __future__ import annotations

from grading.journey import journey
from grading.reading import Reading
from grading.stages import parts_of, plan

PEAK_END = "peak_end"
STAGE = "stage_"  # before the id of a stage: its share of the call's time


def course_measures(reading: Reading) -> dict[str, float | None]:
    """``peak_end``: mean of the customer's worst and last distress; ``stage_…``: shares of the time, 0 … 1.

    None where nobody said anything.
    """
    course = journey(reading.transcript)
    shares = {part.stage.id: part.share for part in parts_of(reading, course)}
    spent = {stage.id: shares.get(stage.id, 0.0) if shares else None for stage in plan().stages}
    return {PEAK_END: course.peak_end} | {STAGE + name: share for name, share in spent.items()}
