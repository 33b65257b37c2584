"""What a scorer returns: the verdict, the reason's name, and where it rests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grading.reading import Reading
from grading.result import Evidence, Verdict


@dataclass(frozen=True)
class Finding:
    """``why`` names a sentence in ``grading/reasons.yaml``; ``slots`` fill it and the advice.

    Without ``why`` the meaning of the verdict's level on the scorecard is the reason.
    """

    verdict: Verdict
    why: str | None
    evidence: tuple[Evidence, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)


Scorer = Callable[[Reading, Mapping[str, Any]], Finding]


def met(why: str, *evidence: Evidence | None) -> Finding:
    """Full points."""
    return _finding(Verdict.MET, why, evidence)


def partial(why: str, *evidence: Evidence | None) -> Finding:
    """Half the points."""
    return _finding(Verdict.PARTIAL, why, evidence)


def missed(why: str, *evidence: Evidence | None) -> Finding:
    """No points."""
    return _finding(Verdict.MISSED, why, evidence)


def not_applicable(why: str, *evidence: Evidence | None) -> Finding:
    """The call gave no occasion."""
    return _finding(Verdict.NA, why, evidence)


def unscored(why: str) -> Finding:
    """It could not be judged."""
    return Finding(Verdict.UNSCORED, why)


def _finding(verdict: Verdict, why: str, evidence: tuple[Evidence | None, ...]) -> Finding:
    return Finding(verdict, why, tuple(piece for piece in evidence if piece is not None and piece.quote))
