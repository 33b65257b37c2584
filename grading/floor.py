"""The floor under agreement: an item on which grader and people agree too little is advice, no more.

What hangs on a verdict (a certificate) must not hang on such an item. Few ratings prove nothing: an item
that has been rated too seldom is not under the floor.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import BaseModel, ConfigDict, Field

from grading.agreement import Agreement
from grading.counting import recounted
from grading.result import Result
from grading.scorecard import Scorecard


class Floor(BaseModel):
    """Set by the centre: the least κ, and the number of ratings from which it is asked for."""

    model_config = ConfigDict(frozen=True)

    kappa: float = Field(0.6, ge=0, le=1)
    ratings: int = Field(20, ge=1)

    def rated_enough(self, found: Agreement) -> bool:
        """Whether the item has been rated often enough to be judged by."""
        return found.count >= self.ratings


def under(floor: Floor, items: Mapping[str, Agreement]) -> frozenset[str]:
    """The items under the floor. Where κ is undefined everybody always said the same: not under it."""
    return frozenset(
        name for name, found in items.items() if floor.rated_enough(found) and _low(floor, found)
    )


def _low(floor: Floor, found: Agreement) -> bool:
    """κ is compared as it is shown, with two decimals: 0.60 is not under 0.60."""
    return found.kappa is not None and round(found.kappa, 2) < floor.kappa


def without(result: Result, advice: Collection[str], card: Scorecard) -> Result:
    """The result as a certificate counts it: the items in ``advice`` left out, the rest added up anew."""
    return recounted(result, [item for item in result.items if item.id not in advice], card)
