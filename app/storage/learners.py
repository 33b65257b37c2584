"""Who has practised, rated or written here, by name."""

from __future__ import annotations

import logging

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from app.storage.reading import storable
from app.storage.tables import CallRow, ContentDraftRow, ContentVersionRow, LearnerRow, OverrideRow, RatingRow
from app.storage.transactions import Transactions
from simulator.errors import BadInput

LONGEST_NAME = 200
log = logging.getLogger(__name__)


class Learners:
    """Everybody by a number of their own. Whoever comes without a name is one too: a guest."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def named(self, name: str) -> int:
        """The id of the learner of this name, who is entered if new."""
        name = storable(name).strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadInput(
                f"a learner needs a name of at most {LONGEST_NAME} characters",
                code="learner_name",
                longest=LONGEST_NAME,
            )
        known = select(LearnerRow.id).where(LearnerRow.name == name)
        with self._transactions.reading() as session:
            found = session.exec(known).first()
        if found is None:
            try:
                with self._transactions.writing() as session:
                    session.add(LearnerRow(name=name))
            except IntegrityError:  # another process was faster
                log.debug("learner entered twice at once")
            with self._transactions.reading() as session:
                found = session.exec(known).one()
        assert found is not None  # a primary key
        return found

    def names(self) -> dict[int, str]:
        """All learners, id to name, in the order of their names."""
        with self._transactions.reading() as session:
            rows = session.exec(select(LearnerRow).order_by(LearnerRow.name)).all()
            return {row.id: row.name for row in rows if row.id is not None}

    def hand_over(self, guest: int, learner: int) -> None:
        """The guest turns out to be this learner: their calls are the learner's, the guest is forgotten."""
        if guest == learner:
            return

        def mine(column: int | None) -> ColumnElement[bool]:
            return col(column) == guest

        with self._transactions.writing() as session:
            session.execute(update(CallRow).where(mine(CallRow.learner_id)).values(learner_id=learner))
            session.execute(update(RatingRow).where(mine(RatingRow.rater_id)).values(rater_id=learner))
            for row in (OverrideRow, ContentVersionRow):
                session.execute(update(row).where(mine(row.by_id)).values(by_id=learner))
            edited = update(ContentDraftRow).where(mine(ContentDraftRow.editor_id))
            session.execute(edited.values(editor_id=learner))
            found = session.get(LearnerRow, guest)
            if found is not None:
                session.delete(found)
