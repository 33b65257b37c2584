"""The turns of a call as they are said, corrected and heard, and their sound."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.storage.reading import storable, turn_row, without_words
from app.storage.recordings import Recordings
from app.storage.tables import RecordingRow, TurnRow
from app.storage.transactions import Transactions, known
from simulator.errors import BadInput, Unavailable
from simulator.transcript import Turn, Word

log = logging.getLogger(__name__)


class Turns:
    """A turn is found by its call and its index (0-based), which is its position in the call."""

    def __init__(self, transactions: Transactions, recordings: Recordings) -> None:
        self._transactions = transactions
        self._recordings = recordings

    def add(self, call_id: str, index: int, turn: Turn, audio: bytes | None = None) -> bool:
        """Keep the turn at ``index`` (0-based) and its WAV.

        Repeating an index changes nothing, except that audio is added where there was none. Returns
        False when the text is safe but the audio could not be kept, for instance on a full disk.
        """
        with self._transactions.writing() as session:
            known(session, call_id)
            if session.get(TurnRow, (call_id, index)) is None:
                session.add(turn_row(call_id, index, turn))
        return audio is None or self._keep_audio(call_id, index, audio)

    def put(self, call_id: str, index: int, turn: Turn) -> None:
        """Keep the turn at ``index`` in place of what was there and after it."""
        with self._transactions.writing() as session:
            known(session, call_id)
            self._cut(session, call_id, index)
            session.add(turn_row(call_id, index, turn))

    def correct(self, call_id: str, index: int, text: str) -> None:
        """Replace what the recogniser misheard; the first hearing is kept."""
        with self._transactions.writing() as session:
            row = _known_turn(session, call_id, index)
            row.heard = row.text if row.heard is None else row.heard
            row.text, row.rest = storable(text), without_words(row)

    def take_back(self, call_id: str, index: int) -> None:
        """Remove the turns from this one on, with their audio: others will stand there."""
        with self._transactions.writing() as session:
            known(session, call_id)
            self._cut(session, call_id, index)

    def amend(self, call_id: str, index: int, turn: Turn) -> None:
        """Keep what was learned of a turn afterwards: when it was heard, how much of it, what beside it."""
        with self._transactions.writing() as session:
            row = _known_turn(session, call_id, index)
            row.text, row.rest = storable(turn.text), turn_row(call_id, index, turn).rest

    def keep_words(self, call_id: str, index: int, text: str, words: Sequence[Word]) -> bool:
        """Keep when each word of a turn is heard.

        False, and nothing kept, where the turn has another text by now, or its sound has been deleted.
        """
        with self._transactions.writing() as session:
            row = _known_turn(session, call_id, index)
            if row.text != text or session.get(RecordingRow, (call_id, index)) is None:
                return False
            row.rest = {**row.rest, "words": [word.model_dump() for word in words]}
        return True

    def recorded(self, call_id: str) -> set[int]:
        """The turns of a call whose audio is kept."""
        positions = select(RecordingRow.position).where(RecordingRow.call_id == call_id)
        with self._transactions.reading() as session:
            return set(session.exec(positions))

    def audio(self, call_id: str, index: int) -> bytes | None:
        """The WAV of one turn, or None when it was not recorded."""
        with self._transactions.reading() as session:
            row = session.get(RecordingRow, (call_id, index))
            name = row.file if row else None
        return self._recordings.read(name) if name else None

    def keep_murmur(self, call_id: str, at: float, audio: bytes) -> None:
        """Keep the WAV of a sign of listening that the customer gave ``at`` seconds from pick-up."""
        try:
            with self._transactions.writing() as session:
                known(session, call_id)
                self._recordings.write_murmur(call_id, at, audio)
        except OSError as error:
            log.warning("a murmur in %s is lost: %s", call_id, error)

    def murmurs(self, call_id: str) -> list[tuple[float, bytes]]:
        """The signs of listening that the customer gave: seconds from pick-up and WAV, in order."""
        try:
            return self._recordings.murmurs(call_id)
        except OSError as error:  # deleted in between
            log.warning("the murmurs of %s cannot be read: %s", call_id, error)
            return []

    def _keep_audio(self, call_id: str, index: int, audio: bytes) -> bool:
        try:
            with self._transactions.writing() as session:
                known(session, call_id)
                if session.get(RecordingRow, (call_id, index)) is None:
                    name = self._recordings.write(call_id, index, audio)
                    session.add(RecordingRow(call_id=call_id, position=index, file=name, size=len(audio)))
        except (OSError, Unavailable) as error:
            log.warning("audio of turn %d of %s is lost: %s", index, call_id, error)
            return False
        return True

    def _cut(self, session: Session, call_id: str, index: int) -> None:
        later = (col(RecordingRow.call_id) == call_id, col(RecordingRow.position) >= index)
        for row in session.exec(select(RecordingRow).where(*later)):
            try:
                self._recordings.remove(row.file)
            except OSError as error:
                raise Unavailable(f"a recording cannot be deleted: {error}", code="storage") from error
        words = (col(TurnRow.call_id) == call_id, col(TurnRow.position) >= index)
        session.execute(delete(RecordingRow).where(*later))
        session.execute(delete(TurnRow).where(*words))


def _known_turn(session: Session, call_id: str, index: int) -> TurnRow:
    known(session, call_id)
    row = session.get(TurnRow, (call_id, index))
    if row is None:
        raise BadInput(f"call {call_id} has no turn {index}", code="unknown_turn", turn=index)
    return row
