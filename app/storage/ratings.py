"""What people say of a call: ratings begun, saved and superseded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.storage.reading import storable
from app.storage.records import CallToRate, RatedCall, RatedItem, Rating, Wanted
from app.storage.tables import LearnerRow, RatedItemRow, RatingRow, now
from app.storage.to_rate import to_rate
from app.storage.transactions import Transactions, known
from app.storage.verdicts import graded_verdicts
from grading.agreement import Pair
from grading.result import Verdict
from simulator.errors import BadInput


class Ratings:
    """Ratings of calls. A saved one never changes; a later one by the same person supersedes it."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    # -- rating a call

    def begin(self, call_id: str, rater: int, scorecard: str) -> Rating:
        """The rating that this person has begun of the call, or a new one.

        It is blind if nothing told them the verdicts before: not their own call, not rated before.
        """
        with self._transactions.writing() as session:
            call = known(session, call_id)
            mine = session.exec(_of(call_id, rater)).all()
            row = next((row for row in mine if row.saved_at is None), None)
            if row is None:
                blind = call.learner_id != rater and not mine
                row = RatingRow(call_id=call_id, rater_id=rater, scorecard=scorecard, blind=blind)
                session.add(row)
                session.flush()
            return _rating(session, row)

    def put(self, rating: int, item: str, verdict: Verdict | None, remark: str = "") -> None:
        """Keep one item as it is rated now. Raises BadInput (``rating_saved``) once the rating is saved."""
        with self._transactions.writing() as session:
            _open(session, rating)
            session.merge(
                RatedItemRow(
                    rating_id=rating,
                    item=item,
                    verdict=verdict.value if verdict else None,
                    remark=storable(remark).strip(),
                )
            )

    def reveal(self, rating: int) -> None:
        """The rater wants to see the grader's verdicts first: the rating is no longer blind."""
        with self._transactions.writing() as session:
            _open(session, rating).blind = False

    def discard(self, rating: int) -> None:
        """Give up a rating that was begun."""
        with self._transactions.writing() as session:
            session.delete(_open(session, rating))

    def save(self, rating: int, needed: Collection[str]) -> None:
        """Close the rating for good; an earlier one by the same person counts no more.

        Raises BadInput (``rating_incomplete``) while one of the items ``needed`` has no verdict.
        """
        with self._transactions.writing() as session:
            row = _open(session, rating)
            items = {item.item: item for item in session.exec(_items(rating))}
            missing = [name for name in needed if name not in items or items[name].verdict is None]
            if missing:
                raise BadInput(
                    f"{len(missing)} items are not rated: {', '.join(missing)}",
                    code="rating_incomplete",
                    count=len(missing),
                )
            row.saved_at = now()
            for earlier in session.exec(_of(row.call_id, row.rater_id)):
                if earlier.id != rating and earlier.superseded_at is None:
                    earlier.superseded_at = row.saved_at
            graded = graded_verdicts(session, row.call_id)
            for name, item in items.items():
                item.graded = graded[name].value if name in graded else None

    def of(self, call_id: str, rater: int) -> list[Rating]:
        """This person's ratings of the call, latest first; one that was only begun comes first of all."""
        with self._transactions.reading() as session:
            known(session, call_id)
            rows = session.exec(_of(call_id, rater).order_by(col(RatingRow.id).desc()))
            return [_rating(session, row) for row in rows.all()]

    # -- over all calls

    def to_rate(self, rater: int, wanted: Wanted, limit: int) -> list[CallToRate]:
        """Finished calls to choose from: begun and unrated ones first, then the latest; no figures."""
        with self._transactions.reading() as session:
            return [CallToRate(*row) for row in session.execute(to_rate(rater, wanted).limit(limit))]

    def scorecards(self) -> list[str]:
        """The scorecards by which calls have been rated, the most used first."""
        used = (
            select(RatingRow.scorecard)
            .where(*CURRENT)
            .group_by(RatingRow.scorecard)
            .order_by(func.count().desc(), RatingRow.scorecard)
        )
        with self._transactions.reading() as session:
            return list(session.exec(used).all())

    def tally(self, scorecard: str) -> dict[str, Counter[Pair]]:
        """By item, how often which pair (person first, grader second) stands in the ratings that count."""
        columns: tuple[Any, ...] = (RatedItemRow.item, RatedItemRow.verdict, RatedItemRow.graded)
        pairs = (
            select_columns(*columns, func.count())
            .join(RatingRow)
            .where(*CURRENT, *COMPARED, col(RatingRow.scorecard) == scorecard)
            .group_by(*columns)
        )
        found: dict[str, Counter[Pair]] = {}
        with self._transactions.reading() as session:
            for item, mine, graded, count in session.execute(pairs):
                found.setdefault(item, Counter())[Verdict(mine), Verdict(graded)] = count
        return found

    def counted(self, scorecard: str) -> list[RatedCall]:
        """The ratings that count, each with its pairs (person first, grader second) by item."""
        of_rating: tuple[Any, ...] = (RatingRow.id, RatingRow.call_id, RatingRow.rater_id, RatingRow.blind)
        of_item: tuple[Any, ...] = (RatedItemRow.item, RatedItemRow.verdict, RatedItemRow.graded)
        items = (
            select_columns(*of_rating, *of_item)
            .join(RatedItemRow)
            .where(*CURRENT, *COMPARED, col(RatingRow.scorecard) == scorecard)
            .order_by(col(RatingRow.id))
        )
        found: dict[int, RatedCall] = {}
        with self._transactions.reading() as session:
            for rating, call, rater, blind, item, mine, graded in session.execute(items):
                rated = found.setdefault(rating, RatedCall(call, rater, blind, {}))
                rated.pairs[item] = (Verdict(mine), Verdict(graded))
        return list(found.values())


CURRENT: tuple[ColumnElement[bool], ...] = (
    col(RatingRow.saved_at).is_not(None),
    col(RatingRow.superseded_at).is_(None),
)
COMPARED: tuple[ColumnElement[bool], ...] = (
    col(RatedItemRow.verdict).is_not(None),
    col(RatedItemRow.graded) != Verdict.UNSCORED.value,  # and not NULL
)


def _of(call_id: str, rater: int) -> SelectOfScalar[RatingRow]:
    return select(RatingRow).where(RatingRow.call_id == call_id, RatingRow.rater_id == rater)


def _items(rating: int | None) -> SelectOfScalar[RatedItemRow]:
    return select(RatedItemRow).where(RatedItemRow.rating_id == rating)


def _open(session: Session, rating: int) -> RatingRow:
    """The row of a rating that may still change; the call is held until the commit."""
    row = session.get(RatingRow, rating)
    if row is None:
        raise BadInput(f"there is no rating {rating}", code="unknown_rating")
    known(session, row.call_id)
    session.refresh(row)
    if row.saved_at is not None:
        raise BadInput(f"rating {rating} is saved and does not change any more", code="rating_saved")
    return row


def _rating(session: Session, row: RatingRow) -> Rating:
    rater = session.get(LearnerRow, row.rater_id)
    assert row.id is not None  # a primary key
    return Rating(
        id=row.id,
        call=row.call_id,
        rater=rater.name if rater else "",
        scorecard=row.scorecard,
        blind=row.blind,
        begun_at=row.begun_at,
        saved_at=row.saved_at,
        superseded_at=row.superseded_at,
        items={item.item: _item(item) for item in session.exec(_items(row.id))},
    )


def _item(row: RatedItemRow) -> RatedItem:
    return RatedItem(Verdict(row.verdict) if row.verdict else None, row.remark)
