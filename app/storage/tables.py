"""The tables. They have a registry of their own, so that Streamlit may reload this module.

Nothing here leaves the package: the store answers in the plain values of ``records``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    MetaData,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={  # SQLite can only alter a constraint that has a name
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC: SQLite forgets the zone, PostgreSQL answers in the server's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment with its zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Table(SQLModel, registry=registry(metadata=METADATA)):
    """Base of the tables below."""


class LearnerRow(Table, table=True):
    """Somebody who practises."""

    __tablename__: ClassVar[str] = "learner"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200, unique=True)
    created_at: datetime = Field(default_factory=now, sa_type=Moment)


class CallRow(Table, table=True):
    """One call, with the scenario and the persona as they were when it began."""

    __tablename__: ClassVar[str] = "call"
    id: str = Field(max_length=40, primary_key=True)
    learner_id: int = Field(foreign_key="learner.id", ondelete="CASCADE", index=True)
    scenario_id: str = Field(max_length=200, index=True)
    scenario: dict[str, Any] = Field(sa_type=JSON)
    persona: dict[str, Any] = Field(sa_type=JSON)
    seed: int = Field(sa_type=BigInteger)
    language: str = Field(max_length=35)
    assisted: bool
    started_at: datetime = Field(default_factory=now, sa_type=Moment)
    rings: int | None = None
    ended: str | None = Field(default=None, max_length=40)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class TurnRow(Table, table=True):
    """One turn; ``heard`` is the text before a correction, ``rest`` every other field of the turn."""

    __tablename__: ClassVar[str] = "turn"
    call_id: str = Field(max_length=40, foreign_key="call.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    speaker: str = Field(max_length=20)
    text: str
    heard: str | None = None
    rest: dict[str, Any] = Field(sa_type=JSON)


class RecordingRow(Table, table=True):
    """The audio of one turn: ``file`` is relative to the media folder."""

    __tablename__: ClassVar[str] = "recording"
    call_id: str = Field(max_length=40, primary_key=True)
    position: int = Field(primary_key=True)
    file: str = Field(max_length=200)
    size: int  # bytes
    __table_args__ = (
        ForeignKeyConstraint(["call_id", "position"], ["turn.call_id", "turn.position"], ondelete="CASCADE"),
    )


class NoteRow(Table, table=True):
    """What the learner wrote on the note pad during the call."""

    __tablename__: ClassVar[str] = "note"
    call_id: str = Field(max_length=40, foreign_key="call.id", ondelete="CASCADE", primary_key=True)
    text: str


class HintRow(Table, table=True):
    """A hint that the coach showed after the turn at ``position``, as coaching writes it."""

    __tablename__: ClassVar[str] = "hint"
    call_id: str = Field(max_length=40, foreign_key="call.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    hint: dict[str, Any] = Field(sa_type=JSON)
    shown_at: datetime = Field(default_factory=now, sa_type=Moment)


class ResultRow(Table, table=True):
    """The graded call; total, passed and scorecard are lifted out for lists and charts."""

    __tablename__: ClassVar[str] = "result"
    call_id: str = Field(max_length=40, foreign_key="call.id", ondelete="CASCADE", primary_key=True)
    scorecard: str = Field(max_length=200)
    total: float | None = None
    passed: bool | None = None
    result: dict[str, Any] = Field(sa_type=JSON)
    graded_at: datetime = Field(default_factory=now, sa_type=Moment)


class RatingRow(Table, table=True):
    """A person's rating of a call: open until ``saved_at``, counting until ``superseded_at``."""

    __tablename__: ClassVar[str] = "rating"
    id: int | None = Field(default=None, primary_key=True)
    call_id: str = Field(max_length=40, foreign_key="call.id", ondelete="CASCADE", index=True)
    rater_id: int = Field(foreign_key="learner.id", ondelete="CASCADE", index=True)
    scorecard: str = Field(max_length=200, index=True)
    blind: bool
    begun_at: datetime = Field(default_factory=now, sa_type=Moment)
    saved_at: datetime | None = Field(default=None, sa_type=Moment)
    superseded_at: datetime | None = Field(default=None, sa_type=Moment)


class RatedItemRow(Table, table=True):
    """One item of a rating; ``graded`` is the grader's own verdict, known once the rating is saved."""

    __tablename__: ClassVar[str] = "rated_item"
    rating_id: int = Field(foreign_key="rating.id", ondelete="CASCADE", primary_key=True)
    item: str = Field(max_length=200, primary_key=True)
    verdict: str | None = Field(default=None, max_length=20)
    remark: str = ""
    graded: str | None = Field(default=None, max_length=20)


class OverrideRow(Table, table=True):
    """An entry of the history of overrides; without ``verdict`` it withdraws the one before."""

    __tablename__: ClassVar[str] = "verdict_override"
    id: int | None = Field(default=None, primary_key=True)
    call_id: str = Field(max_length=40, foreign_key="call.id", ondelete="CASCADE", index=True)
    item: str = Field(max_length=200)
    before: str = Field(max_length=20)
    verdict: str | None = Field(default=None, max_length=20)
    reason: str
    by_id: int | None = Field(default=None, foreign_key="learner.id", ondelete="SET NULL", index=True)
    made_at: datetime = Field(default_factory=now, sa_type=Moment)


class PreferenceRow(Table, table=True):
    """What the centre has set, by name."""

    __tablename__: ClassVar[str] = "preference"
    name: str = Field(max_length=100, primary_key=True)
    value: dict[str, Any] = Field(sa_type=JSON)
    set_at: datetime = Field(default_factory=now, sa_type=Moment)


class ContentDraftRow(Table, table=True):
    """A text being worked on; ``stamp`` changes with every save, so that nobody overwrites unseen."""

    __tablename__: ClassVar[str] = "content_draft"
    kind: str = Field(max_length=20, primary_key=True)
    content_id: str = Field(max_length=200, primary_key=True)
    text: str
    stamp: str = Field(max_length=40)
    base: int | None = None  # the version that it began from
    editor_id: int | None = Field(default=None, foreign_key="learner.id", ondelete="SET NULL", index=True)
    saved_at: datetime = Field(default_factory=now, sa_type=Moment)


class ContentVersionRow(Table, table=True):
    """An entry of the history of one scenario or persona, which only grows."""

    __tablename__: ClassVar[str] = "content_version"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20)
    content_id: str = Field(max_length=200)
    number: int
    step: str = Field(max_length=20)
    text: str | None = None  # None: a step without a text of its own, such as retiring
    note: str = ""
    gates: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    by_id: int | None = Field(default=None, foreign_key="learner.id", ondelete="SET NULL", index=True)
    made_at: datetime = Field(default_factory=now, sa_type=Moment)
    __table_args__ = (UniqueConstraint("kind", "content_id", "number"),)
