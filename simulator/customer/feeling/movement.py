"""How steps move the mood: temperament scales them, difficulty weighs bad treatment, inertia dampens."""

from __future__ import annotations

from simulator.content.persona import Temperament
from simulator.content.scenario import Scenario
from simulator.customer.feeling.reactions import PARTS, is_good, table, tongue_of
from simulator.customer.feeling.steps import Step
from simulator.transcript import Mood

BAD_WEIGHT = {1: 0.75, 2: 1.0, 3: 1.2}  # difficulty → weight of bad treatment
LARGEST_STEP = {True: 0.2, False: 0.3}  # for the better, for the worse: trust is lost faster than won
ROOM = 0.55  # distance to the end of the scale from which steps shrink
WORTH_TELLING = 0.012


def apply(
    mood: Mood, taken: list[Step], temper: Temperament, scenario: Scenario
) -> tuple[Mood, tuple[str, ...]]:
    """The mood after these steps, and each reason with the change it really made, largest first."""
    scaled = [
        {part: _scaled(part, step.change[part], temper, scenario.difficulty) for part in PARTS}
        for step in taken
    ]
    total = {part: sum(change[part] for change in scaled) for part in PARTS}
    after = {part: _moved(part, getattr(mood, part), total[part]) for part in PARTS}
    felt = {p: (after[p] - getattr(mood, p)) / total[p] if total[p] else 1.0 for p in PARTS}
    reasons = [
        _reason(step, {p: change[p] * felt[p] for p in PARTS}, tongue_of(scenario.language))
        for step, change in zip(taken, scaled, strict=True)
    ]
    told = sorted((r for r in reasons if r[0] >= WORTH_TELLING), key=lambda reason: -reason[0])
    return Mood(**after), tuple(text for _, text in told)


def _scaled(part: str, change: float, temper: Temperament, difficulty: int) -> float:
    if not change:
        return 0.0
    bad = not is_good(part, change)
    factor = {
        "anger": temper.irritability if bad else temper.forgiveness,
        "anxiety": temper.worry,
        "confusion": 1 / temper.grasp if bad else temper.grasp,
        "trust": temper.trustfulness if not bad else 1.0,
        "patience": 1 / temper.patience if bad else 1.0,
    }[part]
    return change * factor * (BAD_WEIGHT[difficulty] if bad else 1.0)


def _moved(part: str, value: float, change: float) -> float:
    """Inertia: a step shrinks towards the end of the scale it moves to; patience runs out to the last."""
    largest = LARGEST_STEP[is_good(part, change)]
    change = max(-largest, min(largest, change))
    room = (1 - value) if change > 0 else value
    shrunk = 1.0 if part == "patience" and change < 0 else min(1.0, room / ROOM)
    return round(min(1.0, max(0.0, value + change * shrunk)), 4)


def _reason(step: Step, change: dict[str, float], tongue: str) -> tuple[float, str]:
    """Its weight, and the reason with the strongest change as ``（火气 +0.12）``."""
    part, most = max(change.items(), key=lambda pair: abs(pair[1]))
    inside = f"{table().parts[part][tongue]} {most:+.2f}"
    return abs(most), f"{step.why}（{inside}）" if tongue == "zh" else f"{step.why} ({inside})"
