"""How far the grader agrees with people: exact agreement, Cohen's κ, quadratic weighted κ, with intervals.

Gold verdicts stand beside ``turns`` as ``gold: {item: verdict}``. Items that either side did not score
(``unscored``, or missing) are left out; ``na`` is a verdict of its own, without a place on the scale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from grading.grader import grade
from grading.result import Verdict
from grading.scorecard import Scorecard
from simulator.errors import TranscriptError
from simulator.transcript import Transcript

Pair = tuple[Verdict, Verdict]
"""Gold first, the grader second."""

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
    """One item's (or all items') agreement. ``kappa`` and ``qwk`` are None where they are undefined."""

    count: int
    exact: float
    interval: Interval
    kappa: float | None
    qwk: float | None
    confusions: Mapping[Pair, int]


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
    """Agreement over single verdicts, with a Wilson interval."""
    same = sum(gold == graded for gold, graded in pairs)
    return Agreement(
        count=len(pairs),
        exact=same / len(pairs) if pairs else 0.0,
        interval=wilson(same, len(pairs)),
        kappa=cohen_kappa(pairs),
        qwk=weighted_kappa(pairs),
        confusions=Counter(pair for pair in pairs if pair[0] != pair[1]),
    )


def overall(calls: Sequence[Mapping[str, Pair]]) -> Agreement:
    """Agreement over all items; verdicts of one call hang together, so whole calls are resampled."""
    found = agreement([pair for call in calls for pair in call.values()])
    return Agreement(found.count, found.exact, bootstrap(calls), found.kappa, found.qwk, found.confusions)


def by_item(calls: Sequence[Mapping[str, Pair]], names: Iterable[str]) -> dict[str, Agreement]:
    """Agreement item by item, in the order of ``names``; items nobody labelled are left out."""
    found = {name: [call[name] for call in calls if name in call] for name in names}
    return {name: agreement(pairs) for name, pairs in found.items() if pairs}


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Agreement beyond chance over the verdicts as categories; None when chance alone explains all."""
    if not pairs:
        return None
    size = len(pairs)
    gold, graded = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    chance = sum(gold[verdict] * graded[verdict] for verdict in gold) / size**2
    seen = sum(a == b for a, b in pairs) / size
    return None if chance == 1 else (seen - chance) / (1 - chance)


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Quadratic weighted κ on missed < partial < met; pairs with ``na`` are left out."""
    scale = [(SCALE[a], SCALE[b]) for a, b in pairs if a in SCALE and b in SCALE]
    if not scale:
        return None
    gold, graded = Counter(a for a, _ in scale), Counter(b for _, b in scale)
    seen = sum((a - b) ** 2 for a, b in scale) / len(scale)
    chance = sum(gold[a] * graded[b] * (a - b) ** 2 for a in gold for b in graded) / len(scale) ** 2
    return None if chance == 0 else 1 - seen / chance


def wilson(hits: int, size: int) -> Interval:
    """Wilson's 95 % interval of a share."""
    if size == 0:
        return Interval(0.0, 1.0)
    share = hits / size
    middle = (share + Z**2 / (2 * size)) / (1 + Z**2 / size)
    half = Z * sqrt(share * (1 - share) / size + Z**2 / (4 * size**2)) / (1 + Z**2 / size)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def bootstrap(calls: Sequence[Mapping[str, Pair]]) -> Interval:
    """The 95 % interval of exact agreement when whole calls are drawn again; seeded."""
    counts = [(sum(a == b for a, b in call.values()), len(call)) for call in calls]
    if not sum(size for _, size in counts):
        return Interval(0.0, 1.0)
    draw = Random(SEED)
    shares = []
    for _ in range(RESAMPLES):
        sample = draw.choices(counts, k=len(counts))
        size = sum(count for _, count in sample)
        shares.append(sum(hits for hits, _ in sample) / size if size else 0.0)
    shares.sort()
    return Interval(shares[int(0.025 * RESAMPLES)], shares[int(0.975 * RESAMPLES) - 1])
