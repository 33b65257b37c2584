"""How far the grader agrees with people: exact agreement, Cohen's κ, quadratic weighted κ, with intervals.

Gold verdicts stand beside ``turns`` as ``gold: {item: verdict}``. Items that either side did not score
(``unscored``, or missing) are left out; ``na`` is a verdict of its own, without a place on the scale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from grading.grader import grade
from grading.result import Verdict
from grading.scorecard import Scorecard
from simulator.errors import TranscriptError
from simulator.transcript import Transcript

Pair = tuple[Verdict, Verdict]
"""Gold first, the grader second."""
Credit = Callable[[Verdict, Verdict], float | None]
"""What a pair earns, 0 … 1; None where it does not count."""

SCALE = {Verdict.MISSED: 0, Verdict.PARTIAL: 1, Verdict.MET: 2}
Z = 1.96
RESAMPLES = 1000
SEED = 20


@dataclass(frozen=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """One item's (or all items') agreement; κ, QWK and their intervals are None where they are undefined."""

    count: int
    exact: float
    interval: Interval
    kappa: float | None
    qwk: float | None
    confusions: Mapping[Pair, int]
    kappa_interval: Interval | None
    qwk_interval: Interval | None


@dataclass(frozen=True)
class LabelledCall:
    """A call with people's verdicts by item id."""

    transcript: Transcript
    gold: Mapping[str, Verdict]

    @classmethod
    def of(cls, transcript: Transcript, where: str) -> LabelledCall:
        """Read ``gold`` from the call's own fields. Raises TranscriptError when it is missing or wrong."""
        gold = (transcript.model_extra or {}).get("gold")
        if not isinstance(gold, dict) or not gold:
            raise TranscriptError(f"{where}: gold: missing; give {{item: verdict}} beside turns")
        try:
            verdicts = {str(item): Verdict(verdict) for item, verdict in gold.items()}
        except ValueError as error:
            valid = ", ".join(verdict.value for verdict in Verdict)
            raise TranscriptError(f"{where}: gold: {error}; valid: {valid}") from error
        return cls(transcript, verdicts)


def pairs_of(calls: Iterable[LabelledCall], scorecard: Scorecard) -> list[dict[str, Pair]]:
    """Grade each call; per call the (gold, graded) pair of every item both sides scored."""
    found = []
    for call in calls:
        graded = {item.id: item.verdict for item in grade(call.transcript, scorecard).items}
        found.append(
            {
                name: (gold, graded[name])
                for name, gold in call.gold.items()
                if name in graded and Verdict.UNSCORED not in (gold, graded[name])
            }
        )
    return found


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Agreement over single verdicts, with Wilson intervals."""
    return _found(pairs, lambda credit: _wilson_of(pairs, credit))


def overall(calls: Sequence[Mapping[str, Pair]], groups: Sequence[Hashable] | None = None) -> Agreement:
    """Agreement over all items; verdicts of one call hang together, so whole calls are resampled.

    ``groups`` names the call of each mapping, where several people rated one; without it each is its own.
    """
    together: dict[Hashable, list[Pair]] = {}
    for group, call in zip(groups or range(len(calls)), calls, strict=True):
        together.setdefault(group, []).extend(call.values())
    pairs = [pair for found in together.values() for pair in found]
    return _found(pairs, lambda credit: bootstrap([_credits(found, credit) for found in together.values()]))


def by_item(calls: Sequence[Mapping[str, Pair]], names: Iterable[str]) -> dict[str, Agreement]:
    """Agreement item by item, in the order of ``names``; items nobody labelled are left out."""
    found = {name: [call[name] for call in calls if name in call] for name in names}
    return {name: agreement(pairs) for name, pairs in found.items() if pairs}


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Agreement beyond chance over the verdicts as categories; None when chance alone explains all."""
    return _beyond_chance(_mean(_credits(pairs, same)), _chance(pairs, same))


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Quadratic weighted κ on missed < partial < met; pairs with ``na`` are left out."""
    return _beyond_chance(_mean(_credits(pairs, nearness)), _chance(pairs, nearness))


def same(gold: Verdict, graded: Verdict) -> float:
    """What a pair earns towards exact agreement and κ: all or nothing."""
    return float(gold == graded)


def nearness(gold: Verdict, graded: Verdict) -> float | None:
    """What a pair earns towards QWK: 1 for the same level, 0.75 for a neighbour; None off the scale."""
    if gold not in SCALE or graded not in SCALE:
        return None
    return 1 - ((SCALE[gold] - SCALE[graded]) / 2) ** 2


def _found(pairs: Sequence[Pair], interval_of: Callable[[Credit], Interval]) -> Agreement:
    exact, near = interval_of(same), interval_of(nearness)
    return Agreement(
        count=len(pairs),
        exact=_mean(_credits(pairs, same)),
        interval=exact,
        kappa=cohen_kappa(pairs),
        qwk=weighted_kappa(pairs),
        confusions=Counter(pair for pair in pairs if pair[0] != pair[1]),
        kappa_interval=_interval_beyond_chance(exact, _chance(pairs, same)),
        qwk_interval=_interval_beyond_chance(near, _chance(pairs, nearness)),
    )


def _credits(pairs: Iterable[Pair], credit: Credit) -> tuple[float, int]:
    """The sum of credits, and of how many pairs."""
    given = [earned for pair in pairs if (earned := credit(*pair)) is not None]
    return sum(given), len(given)


def _mean(credits: tuple[float, int]) -> float:
    return credits[0] / credits[1] if credits[1] else 0.0


def _chance(pairs: Iterable[Pair], credit: Credit) -> float:
    """The mean credit if gold and grader gave their verdicts without regard to each other; 1 for no pairs."""
    scored = [pair for pair in pairs if credit(*pair) is not None]
    gold, graded = Counter(a for a, _ in scored), Counter(b for _, b in scored)
    met = sum(gold[a] * graded[b] * (credit(a, b) or 0.0) for a in gold for b in graded)
    return met / len(scored) ** 2 if scored else 1.0


def _beyond_chance(seen: float, chance: float) -> float | None:
    return None if chance == 1 else (seen - chance) / (1 - chance)


def _interval_beyond_chance(seen: Interval, chance: float) -> Interval | None:
    """The interval of the credit, carried over with chance held fixed.

    Resampling would give perfect agreement on three pairs an interval of no width; this does not.
    """
    low, high = _beyond_chance(seen.low, chance), _beyond_chance(seen.high, chance)
    return None if low is None or high is None else Interval(max(-1.0, low), min(1.0, high))


def _wilson_of(pairs: Sequence[Pair], credit: Credit) -> Interval:
    """Wilson's interval of the mean credit, stretched from the least credit that these verdicts allow to 1.

    On the safe side for credits in between, and the interval of κ where only two levels were given.
    """
    given, size = _credits(pairs, credit)
    levels = {verdict for pair in pairs for verdict in pair}
    least = min((earned for a in levels for b in levels if (earned := credit(a, b)) is not None), default=0.0)
    if least == 1:  # one level only
        return wilson(given, size)
    found = wilson((given - least * size) / (1 - least), size)
    return Interval(least + (1 - least) * found.low, least + (1 - least) * found.high)


def wilson(hits: float, size: int) -> Interval:
    """Wilson's 95 % interval of a share."""
    if size == 0:
        return Interval(0.0, 1.0)
    share = hits / size
    middle = (share + Z**2 / (2 * size)) / (1 + Z**2 / size)
    half = Z * sqrt(share * (1 - share) / size + Z**2 / (4 * size**2)) / (1 + Z**2 / size)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def bootstrap(calls: Sequence[tuple[float, int]]) -> Interval:
    """The 95 % interval of the mean credit if whole calls (credits, pairs) are drawn again; seeded."""
    given, sizes = np.array([call[0] for call in calls]), np.array([call[1] for call in calls])
    if not sizes.sum():
        return Interval(0.0, 1.0)
    draw = np.random.default_rng(SEED)
    drawn = (draw.integers(len(calls), size=len(calls)) for _ in range(RESAMPLES))
    shares = sorted(float(given[some].sum() / max(1, sizes[some].sum())) for some in drawn)
    return Interval(shares[int(0.025 * RESAMPLES)], shares[int(0.975 * RESAMPLES) - 1])
