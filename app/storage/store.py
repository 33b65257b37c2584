"""Everything the app keeps. Each method is one transaction, committed before it returns."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from sqlmodel import col, select

from app.storage.contents import Contents
from app.storage.database import open_engine, parse_url
from app.storage.erasure import Erasure
from app.storage.hints import Hints
from app.storage.history import History
from app.storage.learners import Learners
from app.storage.preferences import Preferences
from app.storage.ratings import Ratings
from app.storage.reading import storable, stored_call
from app.storage.recordings import Recordings
from app.storage.records import StoredCall
from app.storage.tables import CallRow, NoteRow, now
from app.storage.transactions import Transactions, database_errors, known
from app.storage.turns import Turns
from app.storage.verdicts import Verdicts
from grading.scorecard import Scorecard, load_scorecard
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.transcript import EndReason


class Store:
    """Calls and all else that is kept, in the database of ``url``, with audio files below ``media``.

    ``url`` is ``sqlite:///path`` or ``postgresql://…``; missing tables are made. Safe to share between
    threads and processes. Raises Unavailable (code ``storage``) while the database cannot be used,
    a full disk included; BadInput (code ``unknown_call``) for a call id that is not there.
    """

    def __init__(self, url: str, media: Path, scorecard: Callable[[str], Scorecard] = load_scorecard) -> None:
        self.media = media
        recordings = Recordings(media)
        with database_errors():
            self._database = Transactions(open_engine(parse_url(url)))
        self._writing, self._reading = self._database.writing, self._database.reading
        self.learners = Learners(self._database)
        self.turns = Turns(self._database, recordings)
        self.history = History(self._database)
        self.erasure = Erasure(self._database, recordings)
        self.verdicts = Verdicts(self._database, scorecard)
        self.ratings = Ratings(self._database)
        self.preferences = Preferences(self._database)
        self.contents = Contents(self._database)
        self.hints = Hints(self._database)

    def close(self) -> None:
        """Close the connections; the store opens new ones if it is used again."""
        self._database.writer.dispose()

    # -- a call as it happens

    def begin_call(
        self,
        *,
        learner: int,
        scenario: Scenario,
        persona: Persona,
        seed: int,
        language: str,
        assisted: bool = False,
    ) -> str:
        """Enter a call that starts to ring; return its id."""
        call_id = f"c-{secrets.token_hex(8)}"
        row = CallRow(
            id=call_id,
            learner_id=learner,
            scenario_id=scenario.id,
            scenario=scenario.model_dump(mode="json"),
            persona=persona.model_dump(mode="json"),
            seed=seed,
            language=language,
            assisted=assisted,
        )
        with self._writing() as session:
            session.add(row)
        return call_id

    def answer(self, call_id: str, rings: int) -> None:
        """The learner picked up after so many rings."""
        with self._writing() as session:
            known(session, call_id).rings = rings

    def note(self, call_id: str, text: str) -> None:
        """Keep the note pad as it reads now."""
        with self._writing() as session:
            known(session, call_id)
            session.merge(NoteRow(call_id=call_id, text=storable(text)))

    def end_call(self, call_id: str, reason: EndReason) -> None:
        """The call is over; the first reason given stands."""
        with self._writing() as session:
            row = known(session, call_id)
            if row.ended is None:
                row.ended, row.ended_at = reason.value, now()

    # -- looking back

    def call(self, call_id: str) -> StoredCall:
        """The call with all its turns, as far as it went."""
        with self._reading() as session:
            return stored_call(session, known(session, call_id))

    def open_call(self, learner: int) -> StoredCall | None:
        """The learner's latest call that has not ended, or None."""
        unfinished = select(CallRow).where(CallRow.learner_id == learner, col(CallRow.ended).is_(None))
        with self._reading() as session:
            row = session.exec(unfinished.order_by(col(CallRow.started_at).desc()).limit(1)).first()
            return stored_call(session, row) if row else None
