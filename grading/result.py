"""What grading yields: a verdict an item with its evidence, totals, critical errors, measures.

``unscored`` (could not be judged) and ``na`` (the call gave no occasion) leave both sides of the sum:
neither ever counts as missed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Verdict(StrEnum):
    """The five outcomes of an item."""

    MET = "met"
    PARTIAL = "partial"
    MISSED = "missed"
    NA = "na"
    UNSCORED = "unscored"

    @property
    def share(self) -> float | None:
        """The share of the points it earns; None where the points leave the sum."""
        return SHARES.get(self)


SHARES = {Verdict.MET: 1.0, Verdict.PARTIAL: 0.5, Verdict.MISSED: 0.0}


class Evidence(BaseModel):
    """Where a verdict rests: a turn (0-based) and words that stand verbatim in it."""

    model_config = ConfigDict(frozen=True)

    turn: int
    quote: str


class Overridden(BaseModel):
    """A person gave the verdict: what the grader had said, who changed it, why, and when (ISO 8601)."""

    model_config = ConfigDict(frozen=True)

    graded: Verdict
    by: str
    why: str
    at: str


class ItemResult(BaseModel):
    """One item's verdict, what it earned, why, and what to say instead.

    ``evidence``, ``why`` and ``advice`` are the grader's, also where ``override`` says whose the verdict is.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    verdict: Verdict
    points: float
    earned: float
    evidence: tuple[Evidence, ...] = ()
    why: str = ""
    advice: str = ""
    override: Overridden | None = Field(default=None, exclude_if=lambda value: value is None)


class Grader(BaseModel):
    """Who graded: the version of the rules, and the model judge where one was asked for."""

    model_config = ConfigDict(frozen=True)

    version: str
    model: str | None = None


class Result(BaseModel):
    """A graded call. ``critical`` lists the ids of items failed critically; they cap ``total``."""

    model_config = ConfigDict(frozen=True)

    call_id: str
    scorecard: str
    total: float
    passed: bool
    critical: tuple[str, ...]
    items: tuple[ItemResult, ...]
    measures: dict[str, float | None] = Field(default_factory=dict)
    grader: Grader

    def item(self, name: str) -> ItemResult:
        """The result of one item. Raises KeyError when the scorecard has none of that id."""
        for item in self.items:
            if item.id == name:
                return item
        raise KeyError(name)

    def as_json(self) -> dict[str, Any]:
        """The graded call as ``docs/formats.md`` has it; whole numbers are written without a point."""
        return {name: _short(value) for name, value in self.model_dump(mode="json").items()}

    def to_json(self) -> str:
        """``as_json`` on one line; the same result gives the same bytes."""
        return json.dumps(self.as_json(), ensure_ascii=False, separators=(", ", ": "))


def total_of(items: Sequence[ItemResult], critical: bool, cap: float) -> float:
    """100 × earned ÷ applicable, one decimal; at most ``cap`` after a critical error.

    A call in which nothing could be judged has 0 points.
    """
    judged = [item for item in items if item.verdict.share is not None]
    applicable = sum(item.points for item in judged)
    if not applicable:
        return 0.0
    total = round(100 * sum(item.earned for item in judged) / applicable, 1)
    return min(total, cap) if critical else total


def _short(node: object) -> object:
    if isinstance(node, dict):
        return {key: _short(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_short(value) for value in node]
    if isinstance(node, float) and node.is_integer():
        return int(node)
    return node
