"""Where the time of many calls went, stage by stage, and what their customers will remember."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from grading.course import PEAK_END, STAGE
from grading.stages import plan

MEASURE = "measure."
NAMES = (PEAK_END, *(STAGE + stage.id for stage in plan().stages))


class CourseMeans:
    """Means over graded rows; calls that have no such measure are left out of it."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = defaultdict(float)
        self._calls: dict[str, int] = defaultdict(int)

    def add(self, row: Mapping[str, Any]) -> None:
        """Take one graded call in."""
        for name in NAMES:
            value = row.get(MEASURE + name)
            if value is not None:
                self._sums[name] += value
                self._calls[name] += 1

    def as_json(self) -> dict[str, Any]:
        """``peak_end`` 0 … 1 (lower is better) and the share of the time by stage."""
        return {PEAK_END: self._mean(PEAK_END),
                "stages": {stage.id: self._mean(STAGE + stage.id) for stage in plan().stages}}  # fmt: skip

    def _mean(self, name: str) -> float | None:
        return round(self._sums[name] / self._calls[name], 4) if self._calls[name] else None
