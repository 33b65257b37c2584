"""Adds verdicts up: total, passed, critical errors. The one rule, whoever gave the verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grading.result import ItemResult, Result, Verdict, total_of
from grading.scorecard import Scorecard


class Count(NamedTuple):
    """What a call's verdicts come to."""

    total: float
    passed: bool
    critical: tuple[str, ...]


def count(items: Sequence[ItemResult], card: Scorecard) -> Count:
    """Total, whether it passes, and the items failed critically, by the rules of ``card``."""
    failed = {item.id for item in card.items if item.critical}
    critical = tuple(item.id for item in items if item.id in failed and item.verdict is Verdict.MISSED)
    total = total_of(items, bool(critical), card.critical_cap)
    return Count(total, total >= card.pass_mark, critical)


def recounted(result: Result, items: Sequence[ItemResult], card: Scorecard) -> Result:
    """The result with these items instead of its own, added up anew."""
    found = count(items, card)
    return result.model_copy(update={"items": tuple(items), **found._asdict()})
