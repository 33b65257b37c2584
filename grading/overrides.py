"""A person's verdict goes before the grader's: the only place where it does.

Overrides are a history that only grows: the latest entry of an item is in force, and one without a verdict
takes the item back to the grader's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from grading.counting import recounted
from grading.result import ItemResult, Overridden, Result, Verdict
from grading.scorecard import Scorecard


@dataclass(frozen=True)
class Override:
    """One entry: who changed which item's verdict, from what to what, when (UTC) and why."""

    item: str
    before: Verdict
    verdict: Verdict | None  # None: withdrawn
    reason: str
    by: str
    at: datetime


def in_force(history: Iterable[Override]) -> dict[str, Override]:
    """By item, the override that holds after this ``history`` (oldest first)."""
    latest = {entry.item: entry for entry in history}
    return {item: entry for item, entry in latest.items() if entry.verdict is not None}


def overridden(result: Result, overrides: Mapping[str, Override], card: Scorecard) -> Result:
    """The result with exactly these overrides; earlier ones that it carries are undone.

    Totals follow by the grader's own rule. Overrides of items that the result lacks change nothing.
    """
    items = [_item(graded(item), overrides.get(item.id)) for item in result.items]
    return recounted(result, items, card)


def graded(item: ItemResult) -> ItemResult:
    """The item as the grader judged it."""
    return item if item.override is None else _judged(item, item.override.graded, None)


def _item(item: ItemResult, entry: Override | None) -> ItemResult:
    if entry is None or entry.verdict is None:
        return item
    mark = Overridden(graded=item.verdict, by=entry.by, why=entry.reason, at=entry.at.isoformat())
    return _judged(item, entry.verdict, mark)


def _judged(item: ItemResult, verdict: Verdict, mark: Overridden | None) -> ItemResult:
    earned = item.points * (verdict.share or 0.0)
    return item.model_copy(update={"verdict": verdict, "earned": earned, "override": mark})
