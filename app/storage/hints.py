"""The hints that the coach showed during a call, and that it was at work at all."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from app.storage.tables import HintRow
from app.storage.transactions import Transactions, known


class Hints:
    """What the learner was helped with. A call without the coach has neither hints nor the mark."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def assist(self, call_id: str) -> None:
        """Mark the call as one with the coach at the side; that is never taken back."""
        with self._transactions.writing() as session:
            known(session, call_id).assisted = True

    def add(self, call_id: str, position: int, hint: dict[str, Any]) -> None:
        """Keep a hint (plain JSON) shown after the turn at ``position``; the first one there stands."""
        with self._transactions.writing() as session:
            known(session, call_id)
            if session.get(HintRow, (call_id, position)) is None:
                session.add(HintRow(call_id=call_id, position=position, hint=hint))

    def of(self, call_id: str) -> list[dict[str, Any]]:
        """The call's hints in the order in which they were shown."""
        shown = select(HintRow).where(HintRow.call_id == call_id).order_by(col(HintRow.position))
        with self._transactions.reading() as session:
            return [row.hint for row in session.exec(shown)]
