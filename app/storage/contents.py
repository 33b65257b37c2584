"""Scenarios and personas that trainers write: a draft a name, and a history of versions that only grows."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from sqlalchemy import func, tuple_
from sqlalchemy import select as select_columns
from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from app.storage.reading import storable
from app.storage.records import LIVE, ContentDraft, ContentVersion, Name, Step
from app.storage.tables import ContentDraftRow, ContentVersionRow, LearnerRow, now
from app.storage.transactions import Transactions
from simulator.errors import BadInput

TURN = "SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"
Done = TypeVar("Done")


class Contents:
    """Who saves or publishes a draft tells by its ``stamp`` which state of it they have seen."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    # -- drafts

    def draft(self, name: Name) -> ContentDraft | None:
        """The text being worked on, or None."""
        with self._transactions.reading() as session:
            row = session.get(ContentDraftRow, (name.kind, name.id))
            return _draft(session, row) if row else None

    def drafts(self) -> list[ContentDraft]:
        """All texts being worked on, the latest first."""
        with self._transactions.reading() as session:
            rows = session.exec(select(ContentDraftRow).order_by(col(ContentDraftRow.saved_at).desc()))
            return [_draft(session, row) for row in rows.all()]

    def put(self, name: Name, text: str, seen: str | None, by: int, base: int | None = None) -> ContentDraft:
        """Keep the draft as it reads now. ``seen``: the stamp of the state that was changed, None for none.

        When somebody else has saved since, their draft stays, ``text`` is put aside as a version, and
        BadInput (``draft_changed``) says who, when, and which version.
        """
        text = storable(text)

        def keep(session: Session) -> ContentDraft | BadInput:
            row = _locked(session, name)
            if (row.stamp if row else None) != seen and (row is None or row.text != text):
                return _overtaken(session, name, row, text, by)
            if row is None:
                row = ContentDraftRow(kind=name.kind, content_id=name.id, text=text, stamp="", base=base)
                session.add(row)
            row.text, row.stamp, row.editor_id, row.saved_at = text, secrets.token_hex(8), by, now()
            session.flush()
            return _draft(session, row)

        return _or_raise(self._in_turn(name, keep))

    def discard(self, name: Name, seen: str, by: int) -> None:
        """Give the draft up; its text stays in the history. Raises BadInput (``draft_changed``)."""

        def give_up(session: Session) -> BadInput | None:
            row = _seen(session, name, seen)
            if isinstance(row, BadInput):
                return row
            if row.text != _latest_text(session, name):
                _enter(session, name, Step.ASIDE, by, row.text)
            session.delete(row)
            return None

        _or_raise(self._in_turn(name, give_up))

    # -- versions

    def save(self, name: Name, seen: str, by: int, note: str = "") -> ContentVersion:
        """Set the draft down as a version. Raises BadInput (``draft_changed``)."""

        def set_down(session: Session) -> ContentVersion | BadInput:
            row = _seen(session, name, seen)
            if isinstance(row, BadInput):
                return row
            entry = _enter(session, name, Step.SAVED, by, row.text, note)
            row.base = entry.number
            return entry

        return _or_raise(self._in_turn(name, set_down))

    def publish(
        self, name: Name, seen: str, by: int, note: str = "", gates: dict[str, Any] | None = None
    ) -> ContentVersion:
        """Offer the draft from now on; it is a draft no more. Raises BadInput (``draft_changed``).

        Whoever publishes has checked the text: nothing is checked here.
        """

        def go_live(session: Session) -> ContentVersion | BadInput:
            row = _seen(session, name, seen)
            if isinstance(row, BadInput):
                return row
            entry = _enter(session, name, Step.PUBLISHED, by, row.text, note, gates)
            session.delete(row)
            return entry

        return _or_raise(self._in_turn(name, go_live))

    def enter(
        self, name: Name, step: Step, by: int | None, text: str | None = None, note: str = ""
    ) -> ContentVersion:
        """Add an entry to the history that does not come from the draft."""
        text = storable(text) if text is not None else None
        return self._in_turn(name, lambda session: _enter(session, name, step, by, text, note))

    def history(self, name: Name) -> list[ContentVersion]:
        """All entries of a name, the latest first."""
        entries = (
            select(ContentVersionRow, LearnerRow.name)
            .join(LearnerRow, isouter=True)
            .where(*_of(name))
            .order_by(col(ContentVersionRow.number).desc())
        )
        with self._transactions.reading() as session:
            return [_version(row, by) for row, by in session.exec(entries)]

    def text(self, name: Name, number: int) -> str:
        """The text of a version. Raises BadInput (``unknown_version``) when there is none."""
        wanted = select(ContentVersionRow.text).where(*_of(name), ContentVersionRow.number == number)
        with self._transactions.reading() as session:
            found = session.exec(wanted).first()
        if found is None:
            raise BadInput(f"{name.id} has no text {number}", code="unknown_version", number=number)
        return found

    # -- what is offered

    def live_stamp(self) -> tuple[object, ...]:
        """Changes whenever ``live`` would answer something else."""
        changed = select(func.max(ContentVersionRow.id), func.count()).where(
            col(ContentVersionRow.step).in_(LIVE)
        )
        with self._transactions.reading() as session:
            return tuple(session.exec(changed).one())

    def live(self) -> list[ContentVersion]:
        """The latest step of each name that changed what is offered."""
        latest = (
            select_columns(
                ContentVersionRow.kind, ContentVersionRow.content_id, func.max(ContentVersionRow.number)
            )  # type: ignore[call-overload]
            .where(col(ContentVersionRow.step).in_(LIVE))
            .group_by(ContentVersionRow.kind, ContentVersionRow.content_id)
        )
        key = tuple_(ContentVersionRow.kind, ContentVersionRow.content_id, ContentVersionRow.number)
        entries = (
            select(ContentVersionRow, LearnerRow.name).join(LearnerRow, isouter=True).where(key.in_(latest))
        )
        with self._transactions.reading() as session:
            return [_version(row, by) for row, by in session.exec(entries)]

    def texts(self, rows: Collection[int]) -> dict[int, str]:
        """The texts of these entries, by row."""
        wanted = select(ContentVersionRow.id, ContentVersionRow.text).where(
            col(ContentVersionRow.id).in_(rows)
        )
        with self._transactions.reading() as session:
            return {row: text for row, text in session.exec(wanted) if row is not None and text is not None}

    def _in_turn(self, name: Name, work: Callable[[Session], Done]) -> Done:
        """One transaction; writers of the same name wait for each other (those of SQLite do anyhow)."""
        with self._transactions.writing() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.execute(sql(TURN), {"name": f"{name.kind} {name.id}"})
            return work(session)


def _or_raise(done: Done | BadInput) -> Done:
    """An overtaken writer's text must be committed before they are told."""
    if isinstance(done, BadInput):
        raise done
    return done


def _locked(session: Session, name: Name) -> ContentDraftRow | None:
    return session.get(ContentDraftRow, (name.kind, name.id), with_for_update=True)


def _seen(session: Session, name: Name, seen: str) -> ContentDraftRow | BadInput:
    """The draft if it is still as it was seen; nothing is put aside, for nothing would be lost."""
    row = _locked(session, name)
    if row is None or row.stamp != seen:
        return _changed(session, name, row, None)
    return row


def _overtaken(session: Session, name: Name, row: ContentDraftRow | None, text: str, by: int) -> BadInput:
    latest = session.exec(
        select(ContentVersionRow).where(*_of(name)).order_by(col(ContentVersionRow.number).desc()).limit(1)
    ).first()
    if latest is not None and (latest.step, latest.text, latest.by_id) == (Step.ASIDE, text, by):
        return _changed(session, name, row, latest.number)  # told once more
    return _changed(session, name, row, _enter(session, name, Step.ASIDE, by, text).number)


def _changed(session: Session, name: Name, row: ContentDraftRow | None, number: int | None) -> BadInput:
    if row is None:  # published or discarded meanwhile: the history tells by whom
        return BadInput(
            f"the draft of {name.id} is gone", code="draft_gone", id=name.id, number=number or "-"
        )
    by, at = _editor(session, row.editor_id), f"{row.saved_at.astimezone():%H:%M:%S}"
    return BadInput(
        f"{by} has changed the draft of {name.id} at {at}",
        code="draft_changed",
        id=name.id,
        by=by,
        at=at,
        number=number or "-",
    )


def _enter(
    session: Session,
    name: Name,
    step: Step,
    by: int | None,
    text: str | None = None,
    note: str = "",
    gates: dict[str, Any] | None = None,
) -> ContentVersion:
    number = session.exec(select(func.max(ContentVersionRow.number)).where(*_of(name))).one()
    row = ContentVersionRow(
        kind=name.kind,
        content_id=name.id,
        number=(number or 0) + 1,
        step=step.value,
        text=text,
        note=storable(note).strip(),
        gates=gates,
        by_id=by,
    )
    session.add(row)
    session.flush()
    return _version(row, _editor(session, by))


def _of(name: Name) -> tuple[Any, ...]:
    return ContentVersionRow.kind == name.kind, ContentVersionRow.content_id == name.id


def _latest_text(session: Session, name: Name) -> str | None:
    with_text = select(ContentVersionRow.text).where(*_of(name), col(ContentVersionRow.text).is_not(None))
    return session.exec(with_text.order_by(col(ContentVersionRow.number).desc()).limit(1)).first()


def _editor(session: Session, learner: int | None) -> str:
    row = session.get(LearnerRow, learner) if learner is not None else None
    return row.name if row else ""


def _draft(session: Session, row: ContentDraftRow) -> ContentDraft:
    name = Name("persona" if row.kind == "persona" else "scenario", row.content_id)
    return ContentDraft(name, row.text, row.stamp, row.base, _editor(session, row.editor_id), row.saved_at)


def _version(row: ContentVersionRow, by: str | None) -> ContentVersion:
    assert row.id is not None  # a primary key
    return ContentVersion(
        row=row.id,
        name=Name("persona" if row.kind == "persona" else "scenario", row.content_id),
        number=row.number,
        step=Step(row.step),
        note=row.note,
        gates=row.gates,
        by=by or "",
        made_at=row.made_at,
    )
