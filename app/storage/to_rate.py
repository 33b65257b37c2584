"""The query for the calls that a person may rate."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, or_, select
from sqlmodel import col

from app.storage.records import Wanted
from app.storage.tables import CallRow, LearnerRow, RatedItemRow, RatingRow, TurnRow
from simulator.transcript import Speaker

CALL, STARTED = col(CallRow.id), col(CallRow.started_at)
SAVED = col(RatingRow.saved_at)
TITLE = col(CallRow.scenario)["title"].as_string()  # not the whole snapshot, which has many pages


def to_rate(rater: int, wanted: Wanted) -> Select[Any]:
    """The columns of a CallToRate, in its order. Calls in which the agent said nothing are left out."""
    begun, rated = _begun(rater), _rated(rater)
    turn = col(TurnRow.call_id) == CALL, col(TurnRow.speaker) == Speaker.AGENT.value
    columns: tuple[Any, ...] = (CALL, TITLE, LearnerRow.name, STARTED, begun, rated, _others(rater))
    return (
        select(*columns)
        .select_from(CallRow)
        .join(LearnerRow)
        .where(col(CallRow.ended).is_not(None), exists().where(*turn), *_filters(wanted))
        .order_by(case((begun, 0), (~rated, 1), else_=2), STARTED.desc())
    )


def _begun(rater: int) -> ColumnElement[bool]:
    """Whether the person has a rating open in which something stands."""
    filled = exists().where(col(RatedItemRow.rating_id) == col(RatingRow.id))
    return exists().where(*_by(rater), SAVED.is_(None), filled)


def _rated(rater: int) -> ColumnElement[bool]:
    return exists().where(*_by(rater), SAVED.is_not(None))


def _by(rater: int) -> tuple[ColumnElement[bool], ...]:
    return col(RatingRow.call_id) == CALL, col(RatingRow.rater_id) == rater


def _others(rater: int) -> ScalarSelect[int]:
    """How many other people have rated the call."""
    people = func.count(func.distinct(col(RatingRow.rater_id)))
    theirs = col(RatingRow.call_id) == CALL, col(RatingRow.rater_id) != rater, SAVED.is_not(None)
    return select(people).where(*theirs).scalar_subquery()


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    places = (col(LearnerRow.name), TITLE, col(CallRow.scenario_id))
    found = [or_(*(place.icontains(word, autoescape=True) for place in places)) for word in wanted.words]
    if wanted.day is not None:
        found.append(and_(wanted.day[0] <= STARTED, wanted.day[1] > STARTED))
    return found
