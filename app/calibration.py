"""Grader and people side by side: one call's comparison, the agreement card, the floor under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from app.storage.records import RatedCall, RatedItem, Rating
from app.storage.store import Store
from grading.agreement import SCALE, Agreement, agreement, by_item, overall
from grading.floor import Floor, under
from grading.overrides import graded
from grading.result import ItemResult, Result, Verdict
from grading.scorecard import Item, Scorecard

FLOOR = "calibration_floor"
OFF_SCALE = 2  # how far na is from every other verdict, in levels


# -- one call


@dataclass(frozen=True)
class Compared:
    """One item: what the person said and what the grader said, whatever was overridden later."""

    item: Item
    mine: RatedItem | None
    grader: Verdict
    result: ItemResult

    @property
    def apart(self) -> int:
        """Levels between the two; 0 where they agree, or where one of them said nothing."""
        mine = self.mine.verdict if self.mine else None
        if mine in (None, self.grader) or self.grader is Verdict.UNSCORED:
            return 0
        if mine not in SCALE or self.grader not in SCALE:
            return OFF_SCALE
        return abs(SCALE[mine] - SCALE[self.grader])


def compared(rating: Rating, result: Result, card: Scorecard) -> list[Compared]:
    """Every item that the grader judged: the widest apart first, then in the scorecard's order."""
    judged = {item.id: item for item in result.items}
    found = [
        Compared(item, rating.items.get(item.id), graded(judged[item.id]).verdict, judged[item.id])
        for item in card.items
        if item.id in judged
    ]
    return sorted(found, key=lambda one: -one.apart)


def choices(item: Item) -> tuple[Verdict, ...]:
    """What a person may say of an item: the levels that its scorecard describes."""
    return tuple(verdict for verdict in Verdict if verdict in item.levels and verdict is not Verdict.UNSCORED)


def unrated(rating: Rating, card: Scorecard) -> list[str]:
    """The items that still have no verdict."""
    done = {name for name, item in rating.items.items() if item.verdict is not None}
    return [item.id for item in card.items if item.id not in done]


# -- over all ratings


@dataclass(frozen=True)
class AgreementCard:
    """How far people and the grader agree by one scorecard, item by item and over all."""

    whole: Agreement
    items: Mapping[str, Agreement]
    ratings: Sequence[RatedCall]
    floor: Floor
    advisory: frozenset[str]

    @property
    def calls(self) -> int:
        """How many calls were rated."""
        return len({rating.call for rating in self.ratings})

    @property
    def raters(self) -> int:
        """How many people rated."""
        return len({rating.rater for rating in self.ratings})

    @property
    def sighted(self) -> int:
        """How many ratings were given after the grader's verdicts could be known."""
        return sum(not rating.blind for rating in self.ratings)


class Standing(StrEnum):
    """What an item's figures mean in plain words."""

    FEW = "few"
    SAME = "same"  # everybody always said the same: nothing to tell apart
    CLOSE = "close"
    FAIR = "fair"
    UNDER = "under"


CLOSE = 0.8  # κ from which two agree about as well as two trained people


def standing(found: Agreement, floor: Floor) -> Standing:
    """Where an item's agreement stands."""
    if not floor.rated_enough(found):
        return Standing.FEW
    if found.kappa is None:
        return Standing.SAME
    if under(floor, {"": found}):
        return Standing.UNDER
    return Standing.CLOSE if found.kappa >= CLOSE else Standing.FAIR


def agreement_card(store: Store, card: Scorecard) -> AgreementCard:
    """The card over all ratings in the store that count."""
    ratings = store.ratings.counted(card.id)
    pairs = [rating.pairs for rating in ratings]
    items = by_item(pairs, [item.id for item in card.items])
    floor = current_floor(store)
    whole = overall(pairs, [rating.call for rating in ratings])
    return AgreementCard(whole, items, ratings, floor, under(floor, items))


def advisory(store: Store, scorecard: str) -> frozenset[str]:
    """The items of a scorecard that are under the floor now: advice, not counted for certificates."""
    tally = store.ratings.tally(scorecard)
    return under(
        current_floor(store), {item: agreement(list(pairs.elements())) for item, pairs in tally.items()}
    )


def current_floor(store: Store) -> Floor:
    """The floor that the centre has set, or the usual one."""
    try:
        return Floor.model_validate(store.preferences.get(FLOOR) or {})
    except ValidationError:  # written by another version
        return Floor()


def set_floor(store: Store, floor: Floor) -> None:
    """Set the floor for everybody."""
    store.preferences.put(FLOOR, floor.model_dump())
