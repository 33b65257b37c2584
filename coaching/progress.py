"""How a learner's calls went over time: what grew, what fell, and what cannot be told yet. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import sqrt
from statistics import fmean, variance

from grading.result import Verdict

LEAST = 4  # calls from which a change may be told
WIDEST = 8  # calls at each end that are compared
WORTH_SAYING = 0.05  # change of a share (0 … 1) under which nobody would notice
CLEAR = 2.0  # standard errors from which a change is more than chance
SMOOTH = 5  # calls in a running mean


@dataclass(frozen=True)
class Done:
    """One graded call; ``total`` 0 … 100, ``points``: by item (earned, possible), judged items only."""

    id: str
    scenario: str
    title: str
    when: datetime
    scorecard: str
    total: float
    passed: bool
    peak_end: float | None  # 0 calm … 1 worst; None where it was not measured
    verdicts: Mapping[str, Verdict]
    points: Mapping[str, tuple[float, float]]
    helped: bool = False  # the coach was at the side

    def share(self, items: Collection[str]) -> float | None:
        """Earned of possible in these items, 0 … 1; None when none of them applied."""
        judged = [self.points[item] for item in items if item in self.points]
        possible = sum(most for _, most in judged)
        return sum(earned for earned, _ in judged) / possible if possible else None


class Trend(StrEnum):
    """What a row of calls says."""

    GREW = "grew"
    FELL = "fell"
    STEADY = "steady"  # no more than the calls differ among themselves
    UNKNOWN = "unknown"  # too few calls


@dataclass(frozen=True)
class Change:
    """The first calls against the latest: means of ``calls`` each (0 … 1), and what may be said."""

    trend: Trend
    before: float | None
    now: float | None
    calls: int


def change(values: Sequence[float | None]) -> Change:
    """Compare both ends of a row (oldest first); calls without a value are left out.

    A change counts only where it is larger than chance: twice the standard error of the difference.
    """
    known = [value for value in values if value is not None]
    if len(known) < LEAST:
        return Change(Trend.UNKNOWN, None, fmean(known) if known else None, len(known))
    width = min(WIDEST, len(known) // 2)
    first, last = known[:width], known[-width:]
    step = fmean(last) - fmean(first)
    chance = CLEAR * sqrt((variance(first) + variance(last)) / width)
    clear = abs(step) >= max(WORTH_SAYING, chance)
    trend = (Trend.GREW if step > 0 else Trend.FELL) if clear else Trend.STEADY
    return Change(trend, fmean(first), fmean(last), width)


def running(values: Sequence[float | None], width: int = SMOOTH) -> list[float | None]:
    """The mean of each value and those before it, ``width`` in all; None while there are too few."""
    means: list[float | None] = []
    for end in range(1, len(values) + 1):
        known = [value for value in values[max(0, end - width) : end] if value is not None]
        means.append(fmean(known) if end >= width and known else None)
    return means


@dataclass(frozen=True)
class Record:
    """One scenario: its title, best and latest total, how often, when last, and the latest call.

    ``best`` counts calls without the coach, ``helped`` those with it; None where there are none.
    """

    scenario: str
    title: str
    best: float | None
    helped: float | None
    latest: float
    times: int
    last: datetime
    call: str


def records(calls: Iterable[Done]) -> list[Record]:
    """By scenario, the one practised last first; ``calls`` oldest first."""
    by_scenario: dict[str, list[Done]] = {}
    for call in calls:
        by_scenario.setdefault(call.scenario, []).append(call)
    found = [_record(some) for some in by_scenario.values()]
    return sorted(found, key=lambda record: record.last, reverse=True)


def _record(some: Sequence[Done]) -> Record:
    latest = some[-1]
    best, helped = (
        max((call.total for call in some if call.helped is kind), default=None) for kind in (False, True)
    )
    times = len(some)
    return Record(latest.scenario, latest.title, best, helped, latest.total, times, latest.when, latest.id)
