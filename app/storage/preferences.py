"""What the centre sets for everybody, by name."""

from __future__ import annotations

from typing import Any

from app.storage.tables import PreferenceRow
from app.storage.transactions import Transactions


class Preferences:
    """Small settings that people change on a page; what an operator sets is in the environment."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get(self, name: str) -> dict[str, Any] | None:
        """What was set under this name, or None."""
        with self._transactions.reading() as session:
            row = session.get(PreferenceRow, name)
            return row.value if row else None

    def put(self, name: str, value: dict[str, Any]) -> None:
        """Keep ``value`` (plain JSON) under this name; it replaces an earlier one."""
        with self._transactions.writing() as session:
            session.merge(PreferenceRow(name=name, value=value))
