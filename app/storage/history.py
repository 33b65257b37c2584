"""What a learner has practised, and how it went: lists, tallies, results."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, case, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from app.storage.reading import SUMMARY, summary
from app.storage.records import Best, CallSummary, GradedCall
from app.storage.tables import CallRow, ResultRow
from app.storage.transactions import Transactions


class History:
    """Reads only. A learner is given by their number."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def times(self, learner: int, scenario: str) -> int:
        """How many calls of this scenario are kept of the learner."""
        mine = select(func.count()).where(CallRow.learner_id == learner, CallRow.scenario_id == scenario)
        with self._transactions.reading() as session:
            return session.exec(mine).one()

    def calls(self, learner: int, limit: int = 50) -> list[CallSummary]:
        """The learner's calls, latest first."""
        latest = (
            select_columns(*SUMMARY)
            .select_from(CallRow)
            .join(ResultRow, isouter=True)
            .where(col(CallRow.learner_id) == learner)
            .order_by(col(CallRow.started_at).desc())
            .limit(limit)
        )
        with self._transactions.reading() as session:
            return [summary(*row) for row in session.execute(latest)]

    def results(self, call_ids: Collection[str]) -> dict[str, dict[str, Any]]:
        """The graded calls among these, by call id."""
        columns: tuple[Any, ...] = (ResultRow.call_id, ResultRow.result)
        graded = select_columns(*columns).where(col(ResultRow.call_id).in_(call_ids))
        with self._transactions.reading() as session:
            return {row[0]: row[1] for row in session.execute(graded)}

    def best(self, learner: int) -> dict[str, Best]:
        """How the learner fares, by scenario id: best totals, finished calls, when last."""
        helped, total = col(CallRow.assisted), col(ResultRow.total)
        columns: tuple[Any, ...] = (
            CallRow.scenario_id,
            func.max(case((~helped, total))),
            func.count(),
            func.max(CallRow.started_at),
            func.max(case((helped, total))),
        )
        tally = (
            select_columns(*columns)
            .select_from(CallRow)
            .join(ResultRow, isouter=True)
            .where(col(CallRow.learner_id) == learner, col(CallRow.ended).is_not(None))
            .group_by(col(CallRow.scenario_id))
        )
        with self._transactions.reading() as session:
            return {scenario: Best(*found) for scenario, *found in session.execute(tally)}

    def graded(self, learner: int) -> list[GradedCall]:
        """All the learner's finished calls that were graded, oldest first, in one query."""
        columns = (*SUMMARY[:4], ResultRow.result, CallRow.assisted)
        with self._transactions.reading() as session:
            found = session.execute(_graded(columns, learner).order_by(col(CallRow.started_at)))
            return [GradedCall(*row) for row in found]

    def stamp(self, learner: int) -> tuple[object, ...]:
        """Changes whenever ``graded`` would answer something else."""
        columns = (func.count(), func.max(ResultRow.graded_at), func.sum(ResultRow.total))
        with self._transactions.reading() as session:
            return tuple(session.execute(_graded(columns, learner)).one())


def _graded(columns: Sequence[Any], learner: int) -> Select[Any]:
    """Of the learner's finished and graded calls."""
    return (
        select_columns(*columns)
        .select_from(CallRow)
        .join(ResultRow)
        .where(col(CallRow.learner_id) == learner, col(CallRow.ended).is_not(None))
    )
