"""Everything the app keeps. Each method is one transaction, committed before it returns."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, update
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.storage.contents import Contents
from app.storage.database import forget, open_engine, parse_url
from app.storage.hints import Hints
from app.storage.preferences import Preferences
from app.storage.ratings import Ratings
from app.storage.reading import SUMMARY, storable, stored_call, summary, turn_row
from app.storage.recordings import Recordings
from app.storage.records import Best, CallSummary, GradedCall, StoredCall
from app.storage.tables import (
    CallRow,
    ContentDraftRow,
    ContentVersionRow,
    LearnerRow,
    NoteRow,
    OverrideRow,
    RatingRow,
    RecordingRow,
    ResultRow,
    TurnRow,
    now,
)
from app.storage.transactions import Transactions, database_errors, known
from app.storage.verdicts import Verdicts
from grading.scorecard import Scorecard, load_scorecard
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.errors import BadInput, Unavailable
from simulator.transcript import EndReason, Turn, Word

LONGEST_NAME = 200
log = logging.getLogger(__name__)


class Store:
    """Learners and their calls, in the database of ``url``, with audio files below ``media``.

    ``url`` is ``sqlite:///path`` or ``postgresql://…``; missing tables are made. Safe to share between
    threads and processes. Raises Unavailable (code ``storage``) while the database cannot be used,
    a full disk included; BadInput (code ``unknown_call``) for a call id that is not there.
    """

    def __init__(self, url: str, media: Path, scorecard: Callable[[str], Scorecard] = load_scorecard) -> None:
        self.media = media
        self._recordings = Recordings(media)
        with database_errors():
            self._database = Transactions(open_engine(parse_url(url)))
        self._writing, self._reading = self._database.writing, self._database.reading
        self.verdicts = Verdicts(self._database, scorecard)
        self.ratings = Ratings(self._database)
        self.preferences = Preferences(self._database)
        self.contents = Contents(self._database)
        self.hints = Hints(self._database)

    def close(self) -> None:
        """Close the connections; the store opens new ones if it is used again."""
        self._database.writer.dispose()

    # -- learners

    def learner(self, name: str) -> int:
        """The id of the learner of this name, who is entered if new."""
        name = storable(name).strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadInput(
                f"a learner needs a name of at most {LONGEST_NAME} characters",
                code="learner_name",
                longest=LONGEST_NAME,
            )
        known = select(LearnerRow.id).where(LearnerRow.name == name)
        with self._reading() as session:
            found = session.exec(known).first()
        if found is None:
            try:
                with self._writing() as session:
                    session.add(LearnerRow(name=name))
            except IntegrityError:  # another process was faster
                log.debug("learner entered twice at once")
            with self._reading() as session:
                found = session.exec(known).one()
        assert found is not None  # a primary key
        return found

    def learners(self) -> dict[int, str]:
        """All learners, id to name, in the order of their names."""
        with self._reading() as session:
            rows = session.exec(select(LearnerRow).order_by(LearnerRow.name)).all()
            return {row.id: row.name for row in rows if row.id is not None}

    def hand_over(self, guest: int, learner: int) -> None:
        """The guest turns out to be this learner: their calls are the learner's, the guest is forgotten."""
        if guest == learner:
            return

        def mine(column: int | None) -> ColumnElement[bool]:
            return col(column) == guest

        with self._writing() as session:
            session.execute(update(CallRow).where(mine(CallRow.learner_id)).values(learner_id=learner))
            session.execute(update(RatingRow).where(mine(RatingRow.rater_id)).values(rater_id=learner))
            for row in (OverrideRow, ContentVersionRow):
                session.execute(update(row).where(mine(row.by_id)).values(by_id=learner))
            edited = update(ContentDraftRow).where(mine(ContentDraftRow.editor_id))
            session.execute(edited.values(editor_id=learner))
            found = session.get(LearnerRow, guest)
            if found is not None:
                session.delete(found)

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

    def add_turn(self, call_id: str, index: int, turn: Turn, audio: bytes | None = None) -> bool:
        """Keep the turn at ``index`` (0-based) and its WAV.

        Repeating an index changes nothing, except that audio is added where there was none. Returns
        False when the text is safe but the audio could not be kept, for instance on a full disk.
        """
        with self._writing() as session:
            known(session, call_id)
            if session.get(TurnRow, (call_id, index)) is None:
                session.add(turn_row(call_id, index, turn))
        return audio is None or self._keep_audio(call_id, index, audio)

    def put_turn(self, call_id: str, index: int, turn: Turn) -> None:
        """Keep the turn at ``index`` in place of what was there and after it."""
        with self._writing() as session:
            known(session, call_id)
            self._cut(session, call_id, index)
            session.add(turn_row(call_id, index, turn))

    def _keep_audio(self, call_id: str, index: int, audio: bytes) -> bool:
        try:
            with self._writing() as session:
                known(session, call_id)
                if session.get(RecordingRow, (call_id, index)) is None:
                    name = self._recordings.write(call_id, index, audio)
                    session.add(RecordingRow(call_id=call_id, position=index, file=name, size=len(audio)))
        except (OSError, Unavailable) as error:
            log.warning("audio of turn %d of %s is lost: %s", index, call_id, error)
            return False
        return True

    def keep_murmur(self, call_id: str, at: float, audio: bytes) -> None:
        """Keep the WAV of a sign of listening that the customer gave ``at`` seconds from pick-up."""
        try:
            with self._writing() as session:
                known(session, call_id)
                self._recordings.write_murmur(call_id, at, audio)
        except OSError as error:
            log.warning("a murmur in %s is lost: %s", call_id, error)

    def correct_turn(self, call_id: str, index: int, text: str) -> None:
        """Replace what the recogniser misheard; the first hearing is kept."""
        with self._writing() as session:
            row = _known_turn(session, call_id, index)
            row.heard = row.text if row.heard is None else row.heard
            row.text, row.rest = storable(text), _without_words(row)

    def take_back(self, call_id: str, index: int) -> None:
        """Remove the turns from this one on, with their audio: others will stand there."""
        with self._writing() as session:
            known(session, call_id)
            self._cut(session, call_id, index)

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

    def amend_turn(self, call_id: str, index: int, turn: Turn) -> None:
        """Keep what was learned of a turn afterwards: when it was heard, how much of it, what beside it."""
        with self._writing() as session:
            row = _known_turn(session, call_id, index)
            row.text, row.rest = storable(turn.text), turn_row(call_id, index, turn).rest

    def keep_words(self, call_id: str, index: int, text: str, words: Sequence[Word]) -> bool:
        """Keep when each word of a turn is heard.

        False, and nothing kept, where the turn has another text by now, or its sound has been deleted.
        """
        with self._writing() as session:
            row = _known_turn(session, call_id, index)
            if row.text != text or session.get(RecordingRow, (call_id, index)) is None:
                return False
            row.rest = {**row.rest, "words": [word.model_dump() for word in words]}
        return True

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

    def save_result(self, call_id: str, result_json: dict[str, Any]) -> dict[str, Any]:
        """Keep a graded call (the JSON of docs/formats.md); a later grading replaces it.

        Returns what is kept: verdicts that people have overridden stay so.
        """
        return self.verdicts.save(call_id, result_json)

    def delete_call(self, call_id: str) -> None:
        """Remove a call for good."""
        self.delete_calls([call_id])

    def delete_calls(self, call_ids: Iterable[str]) -> None:
        """Remove calls for good: audio files first, so that a failure can be tried again."""
        wordy = [self._delete(call_id) for call_id in call_ids]
        forget(self._database.writer, rewrite=any(wordy))

    def _delete(self, call_id: str) -> bool:
        """Whether anything was said or written in it."""
        with self._writing() as session:
            row = known(session, call_id)
            turns = session.exec(select(func.count()).where(TurnRow.call_id == call_id)).one()
            noted = session.get(NoteRow, call_id) is not None
            self._delete_files(call_id)
            session.delete(row)
        return noted or turns > 0

    def delete_recording(self, call_id: str) -> None:
        """Remove what can be heard of a call, and when its words were; what was said and the result stay."""
        with self._writing() as session:
            known(session, call_id)
            self._delete_files(call_id)
            session.execute(delete(RecordingRow).where(col(RecordingRow.call_id) == call_id))
            for turn in session.exec(select(TurnRow).where(TurnRow.call_id == call_id)):
                turn.rest = _without_words(turn)
        forget(self._database.writer)

    def _delete_files(self, call_id: str) -> None:
        try:
            self._recordings.delete(call_id)
        except OSError as error:
            raise Unavailable(f"recordings cannot be deleted: {error}", code="storage") from error

    # -- looking back

    def call(self, call_id: str) -> StoredCall:
        """The call with all its turns, as far as it went."""
        with self._reading() as session:
            return stored_call(session, known(session, call_id))

    def times(self, learner: int, scenario: str) -> int:
        """How many calls of this scenario are kept of the learner."""
        mine = select(func.count()).where(CallRow.learner_id == learner, CallRow.scenario_id == scenario)
        with self._reading() as session:
            return session.exec(mine).one()

    def open_call(self, learner: int) -> StoredCall | None:
        """The learner's latest call that has not ended, or None."""
        unfinished = select(CallRow).where(CallRow.learner_id == learner, col(CallRow.ended).is_(None))
        with self._reading() as session:
            row = session.exec(unfinished.order_by(col(CallRow.started_at).desc()).limit(1)).first()
            return stored_call(session, row) if row else None

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
        with self._reading() as session:
            return [summary(*row) for row in session.execute(latest)]

    def results(self, call_ids: Collection[str]) -> dict[str, dict[str, Any]]:
        """The graded calls among these, by call id."""
        columns: tuple[Any, ...] = (ResultRow.call_id, ResultRow.result)
        graded = select_columns(*columns).where(col(ResultRow.call_id).in_(call_ids))
        with self._reading() as session:
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
        with self._reading() as session:
            return {scenario: Best(*found) for scenario, *found in session.execute(tally)}

    def graded_calls(self, learner: int) -> list[GradedCall]:
        """All the learner's finished calls that were graded, oldest first, in one query."""
        columns = (*SUMMARY[:4], ResultRow.result, CallRow.assisted)
        with self._reading() as session:
            found = session.execute(_graded(columns, learner).order_by(col(CallRow.started_at)))
            return [GradedCall(*row) for row in found]

    def graded_stamp(self, learner: int) -> tuple[object, ...]:
        """Changes whenever ``graded_calls`` would answer something else."""
        columns = (func.count(), func.max(ResultRow.graded_at), func.sum(ResultRow.total))
        with self._reading() as session:
            return tuple(session.execute(_graded(columns, learner)).one())

    def recorded(self, call_id: str) -> set[int]:
        """The turns of a call whose audio is kept."""
        positions = select(RecordingRow.position).where(RecordingRow.call_id == call_id)
        with self._reading() as session:
            return set(session.exec(positions))

    def audio(self, call_id: str, index: int) -> bytes | None:
        """The WAV of one turn, or None when it was not recorded."""
        with self._reading() as session:
            row = session.get(RecordingRow, (call_id, index))
            name = row.file if row else None
        return self._recordings.read(name) if name else None

    def murmurs(self, call_id: str) -> list[tuple[float, bytes]]:
        """The signs of listening that the customer gave: seconds from pick-up and WAV, in order."""
        try:
            return self._recordings.murmurs(call_id)
        except OSError as error:  # deleted in between
            log.warning("the murmurs of %s cannot be read: %s", call_id, error)
            return []


def _graded(columns: Sequence[Any], learner: int) -> Select[Any]:
    """Of the learner's finished and graded calls."""
    return (
        select_columns(*columns)
        .select_from(CallRow)
        .join(ResultRow)
        .where(col(CallRow.learner_id) == learner, col(CallRow.ended).is_not(None))
    )


def _without_words(row: TurnRow) -> dict[str, Any]:
    return {name: value for name, value in row.rest.items() if name != "words"}


def _known_turn(session: Session, call_id: str, index: int) -> TurnRow:
    known(session, call_id)
    row = session.get(TurnRow, (call_id, index))
    if row is None:
        raise BadInput(f"call {call_id} has no turn {index}", code="unknown_turn", turn=index)
    return row
