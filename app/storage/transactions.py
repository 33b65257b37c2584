"""Transactions on the database, and what goes wrong with it as errors that people are told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from app.storage.database import READING
from app.storage.tables import CallRow
from simulator.errors import BadInput, Unavailable


class Transactions:
    """Each ``with`` is one transaction: committed at its end, undone when it raises."""

    def __init__(self, engine: Engine) -> None:
        self.writer = engine
        self._reader = engine.execution_options(**{READING: True})

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes; on SQLite it holds the lock from the start."""
        with database_errors(), Session(self.writer) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with database_errors(), Session(self._reader) as session:
            yield session


def known(session: Session, call_id: str) -> CallRow:
    """The call's row; a writer holds it until it commits, so that two of one call take turns."""
    writing = not session.get_bind().get_execution_options().get(READING, False)
    row = session.get(CallRow, call_id, with_for_update=writing)
    if row is None:
        raise BadInput(f"there is no call {call_id}", code="unknown_call", call=call_id)
    return row


@contextmanager
def database_errors() -> Iterator[None]:
    """A database that cannot be used now is Unavailable; other errors are bugs, or races."""
    try:
        yield
    except DatabaseError as error:
        if type(error) not in (OperationalError, DatabaseError):
            raise
        reason = str(error.orig).strip().splitlines()[0]
        raise Unavailable(f"the database cannot be used now: {reason}", code="storage") from error
    except PoolTimeout as error:
        raise Unavailable("the database is too busy now", code="storage") from error
