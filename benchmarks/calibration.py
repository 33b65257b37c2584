"""How often the intervals of κ and weighted κ hold the truth, and how long the agreement card takes.

    python -m benchmarks.calibration

Simulated raters: a share of verdicts agrees by rule, the rest by chance. Nothing is asserted here.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.calibration import advisory, agreement_card
from app.storage import Store
from app.wiring import library
from grading.agreement import Agreement, Interval, Pair, agreement
from grading.grader import grade
from grading.result import Verdict
from grading.scorecard import load_scorecard
from simulator.transcript import Transcript

LEVELS = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA)
MIXES = ((0.4, 0.25, 0.3, 0.05), (0.85, 0.05, 0.1, 0.0))  # how common the levels are
SHARES = (0.6, 0.8, 0.95)  # of verdicts that agree by rule
SIZES = (10, 20, 60, 200)
DRAWS = 400
RATINGS = 300


def main() -> None:
    """Print both."""
    draw = np.random.default_rng(1)
    print("ratings  κ held  weighted κ held   (lowest and highest share over six kinds of raters)")
    for size in SIZES:
        held = np.array([coverage(mix, share, size, draw) for mix in MIXES for share in SHARES])
        kappa, qwk = zip(held.min(axis=0), held.max(axis=0), strict=True)
        print(f"{size:>7}  {kappa[0]:.2f}–{kappa[1]:.2f}  {qwk[0]:.2f}–{qwk[1]:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        time_the_card(Path(folder))


def coverage(
    mix: tuple[float, ...], share: float, size: int, draw: np.random.Generator
) -> tuple[float, float]:
    """The shares of samples whose intervals hold the κ and the weighted κ of the whole population."""
    chances = np.outer(mix, mix) * (1 - share) + np.diag(mix) * share
    pairs: list[Pair] = [(mine, graded) for mine in LEVELS for graded in LEVELS]
    everybody = [
        pair
        for pair, chance in zip(pairs, chances.ravel(), strict=True)
        for _ in range(round(chance * 20_000))
    ]
    truth = agreement(everybody)
    found = [
        agreement([pairs[n] for n in draw.choice(len(pairs), size, p=chances.ravel())]) for _ in range(DRAWS)
    ]
    return (
        _held(found, lambda one: one.kappa_interval, truth.kappa or 0),
        _held(found, lambda one: one.qwk_interval, truth.qwk or 0),
    )


def _held(found: list[Agreement], of: Callable[[Agreement], Interval | None], truth: float) -> float:
    intervals = [interval for one in found if (interval := of(one)) is not None]
    return sum(interval.low <= truth <= interval.high for interval in intervals) / len(intervals)


def time_the_card(folder: Path) -> None:
    """The card and the advisory items over many ratings, on SQLite."""
    store, card = Store(f"sqlite:///{(folder / 'x.db').as_posix()}", folder), load_scorecard("inbound@1")
    scenario = next(iter(library().scenarios.values()))
    persona, learner = library().persona(scenario.persona), store.learners.named("a learner")
    result = grade(Transcript(call_id="c", language="en", turns=()), card).as_json()
    for number in range(RATINGS):
        call = store.begin_call(learner=learner, scenario=scenario, persona=persona, seed=0, language="en")
        store.verdicts.save(call, result)
        rating = store.ratings.begin(call, store.learners.named(f"rater {number % 5}"), card.id).id
        for item in card.items:
            store.ratings.put(rating, item.id, LEVELS[(number + len(item.id)) % 3])
        store.ratings.save(rating, [item.id for item in card.items])
    for name, work in (
        ("the agreement card", lambda: agreement_card(store, card)),
        ("the items under the floor, as a report asks", lambda: advisory(store, card.id)),
    ):
        began = time.perf_counter()
        work()
        print(f"{name}, {RATINGS} ratings: {1000 * (time.perf_counter() - began):.0f} ms")
    store.close()


if __name__ == "__main__":
    main()
