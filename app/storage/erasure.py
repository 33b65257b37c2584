"""What people want to have forgotten: calls, and what can be heard of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func
from sqlmodel import col, select

from app.storage.database import forget
from app.storage.reading import without_words
from app.storage.recordings import Recordings
from app.storage.tables import NoteRow, RecordingRow, TurnRow
from app.storage.transactions import Transactions, known
from simulator.errors import Unavailable


class Erasure:
    """Removes for good: rows, files, and what the database would still keep of them elsewhere."""

    def __init__(self, transactions: Transactions, recordings: Recordings) -> None:
        self._transactions = transactions
        self._recordings = recordings

    def call(self, call_id: str) -> None:
        """Remove a call for good."""
        self.calls([call_id])

    def calls(self, call_ids: Iterable[str]) -> None:
        """Remove calls for good: audio files first, so that a failure can be tried again."""
        wordy = [self._erase(call_id) for call_id in call_ids]
        forget(self._transactions.writer, rewrite=any(wordy))

    def recording(self, call_id: str) -> None:
        """Remove what can be heard of a call, and when its words were; what was said and the result stay."""
        with self._transactions.writing() as session:
            known(session, call_id)
            self._delete_files(call_id)
            session.execute(delete(RecordingRow).where(col(RecordingRow.call_id) == call_id))
            for turn in session.exec(select(TurnRow).where(TurnRow.call_id == call_id)):
                turn.rest = without_words(turn)
        forget(self._transactions.writer)

    def _erase(self, call_id: str) -> bool:
        """Whether anything was said or written in it."""
        with self._transactions.writing() as session:
            row = known(session, call_id)
            turns = session.exec(select(func.count()).where(TurnRow.call_id == call_id)).one()
            noted = session.get(NoteRow, call_id) is not None
            self._delete_files(call_id)
            session.delete(row)
        return noted or turns > 0

    def _delete_files(self, call_id: str) -> None:
        try:
            self._recordings.delete(call_id)
        except OSError as error:
            raise Unavailable(f"recordings cannot be deleted: {error}", code="storage") from error
