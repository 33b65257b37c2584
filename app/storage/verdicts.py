"""Results with the verdicts that people have overridden: whatever is stored has the overrides applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from app.storage.reading import storable
from app.storage.tables import LearnerRow, OverrideRow, RatedItemRow, RatingRow, ResultRow
from app.storage.transactions import Transactions, known
from grading.overrides import Override, graded, in_force, overridden
from grading.result import Result, Verdict
from grading.scorecard import Scorecard
from simulator.errors import BadInput


class Verdicts:
    """One result a call. ``scorecard`` finds a scorecard by its name, for adding up again."""

    def __init__(self, transactions: Transactions, scorecard: Callable[[str], Scorecard]) -> None:
        self._transactions = transactions
        self._scorecard = scorecard

    def save(self, call_id: str, result_json: dict[str, Any]) -> dict[str, Any]:
        """Keep a graded call; a later grading replaces it, overrides stay in force. Returns what is kept."""
        with self._transactions.writing() as session:
            known(session, call_id)
            _tell_ratings(session, call_id, result_json)
            history = _history(session, call_id)
            return _keep(session, call_id, self._settled(result_json, history) if history else result_json)

    def override(self, call_id: str, item: str, verdict: Verdict, reason: str, by: int) -> None:
        """Put a person's verdict before the grader's. Raises BadInput without a reason or a known item."""
        if verdict is Verdict.UNSCORED:
            raise BadInput("a person judges: unscored is no override", code="override_unscored")
        self._enter(call_id, item, verdict, reason, by)

    def withdraw(self, call_id: str, item: str, reason: str, by: int) -> None:
        """Let the grader's verdict hold again; that is kept as history too."""
        self._enter(call_id, item, None, reason, by)

    def history(self, call_id: str) -> list[Override]:
        """All overrides and withdrawals of a call, oldest first."""
        with self._transactions.reading() as session:
            known(session, call_id)
            return _history(session, call_id)

    def _enter(self, call_id: str, item: str, verdict: Verdict | None, reason: str, by: int) -> None:
        reason = storable(reason).strip()
        if not reason:
            raise BadInput("an override needs a reason", code="override_reason")
        with self._transactions.writing() as session:
            known(session, call_id)
            result = _stored(session, call_id)
            before = next((i.verdict for i in result.items if i.id == item), None) if result else None
            if result is None or before is None:
                raise BadInput(f"call {call_id} has no verdict on '{item}'", code="override_item", item=item)
            session.add(
                OverrideRow(
                    call_id=call_id,
                    item=item,
                    before=before.value,
                    verdict=verdict.value if verdict else None,
                    reason=reason,
                    by_id=by,
                )
            )
            session.flush()
            _keep(session, call_id, self._settled(result.as_json(), _history(session, call_id)))

    def _settled(self, result_json: dict[str, Any], history: list[Override]) -> dict[str, Any]:
        result = Result.model_validate(result_json)
        return overridden(result, in_force(history), self._scorecard(result.scorecard)).as_json()


def graded_verdicts(session: Session, call_id: str) -> dict[str, Verdict]:
    """The grader's own verdicts of a call, by item; empty before it is graded."""
    result = _stored(session, call_id)
    return {item.id: graded(item).verdict for item in result.items} if result else {}


def _keep(session: Session, call_id: str, result_json: dict[str, Any]) -> dict[str, Any]:
    session.merge(
        ResultRow(
            call_id=call_id,
            scorecard=result_json["scorecard"],
            total=result_json["total"],
            passed=result_json["passed"],
            result=result_json,
        )
    )
    return result_json


def _stored(session: Session, call_id: str) -> Result | None:
    row = session.get(ResultRow, call_id)
    return Result.model_validate(row.result) if row else None


def _history(session: Session, call_id: str) -> list[Override]:
    entries = (
        select(OverrideRow, LearnerRow.name)
        .join(LearnerRow, isouter=True)
        .where(OverrideRow.call_id == call_id)
        .order_by(col(OverrideRow.id))
    )
    return [
        Override(
            item=row.item,
            before=Verdict(row.before),
            verdict=Verdict(row.verdict) if row.verdict else None,
            reason=row.reason,
            by=name or "",
            at=row.made_at,
        )
        for row, name in session.exec(entries)
    ]


def _tell_ratings(session: Session, call_id: str, result_json: dict[str, Any]) -> None:
    """Saved ratings are compared with what the grader says now."""
    saved = select(RatingRow.id).where(RatingRow.call_id == call_id, col(RatingRow.saved_at).is_not(None))
    if session.exec(saved.limit(1)).first() is None:
        return
    for item in Result.model_validate(result_json).items:
        session.execute(
            update(RatedItemRow)
            .where(col(RatedItemRow.item) == item.id, col(RatedItemRow.rating_id).in_(saved))
            .values(graded=graded(item).verdict.value)
        )
