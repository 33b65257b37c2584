"""A trainer's place at one scenario or persona: its text, whether it is safe, what is wrong with it.

Knows no screen. Every change is stored as it is made; what another trainer has stored meanwhile is never
overwritten unseen, and what cannot be stored now stays here and is tried again.
"""

from __future__ import annotations

from typing import Any

from app.house import House
from app.storage.records import ContentDraft, ContentVersion, Name
from app.studio.preview import Preview
from app.studio.problems import Problem, taken_apart
from app.studio.publishing import publish
from app.studio.rehearsing import Rehearsal
from app.studio.texts import offered_text, ships
from simulator.content.loading import Library, Loaded, load_text
from simulator.content.persona import Persona
from simulator.content.scenario import Level, Scenario
from simulator.errors import BadInput, Unavailable
from simulator.rehearsal.report import Report

OVERTAKEN = ("draft_changed", "draft_gone")


class Workbench:
    """Opened at the draft of ``name``, else at the text that is offered."""

    def __init__(self, house: House, name: Name, by: int) -> None:
        self.house = house
        self.name = name
        self.by = by
        draft = house.store.contents.draft(name)
        text = draft.text if draft else offered_text(house, name)
        if text is None:
            raise BadInput(f"there is no {name.kind} '{name.id}'", code="content_gone", id=name.id)
        self.text = text
        self.draft: ContentDraft | None = draft
        self.overtaken: BadInput | None = None  # another trainer was faster; the text here is put aside too
        self.unsaved: Unavailable | None = None  # why the latest change is not stored yet
        self.adopted: ContentDraft | None = None  # what another trainer has saved and is shown here now
        self.preview: Preview | None = None
        self.rehearsal: Rehearsal | None = None
        self._loaded: tuple[object, Loaded] | None = None

    def close(self) -> None:
        """Leave the place; a rehearsal that runs is given up."""
        if self.rehearsal is not None:
            self.rehearsal.stop()

    # -- trying it

    def try_call(self, seed: int, level: Level | None = None) -> Preview | None:
        """Begin a call in text with the text as it stands; None while it is no sound scenario."""
        content = self.content
        self.preview = Preview(content, self.library, seed, level) if isinstance(content, Scenario) else None
        return self.preview

    def rehearse(self) -> Rehearsal | None:
        """Let bots call the text as it stands, in the background; None while it is no sound scenario."""
        self.close()
        content = self.content
        self.rehearsal = (
            Rehearsal(self.text, content, self.library.personas) if isinstance(content, Scenario) else None
        )
        return self.rehearsal

    @property
    def report(self) -> Report | None:
        """What the rehearsal of exactly this text says."""
        ran = self.rehearsal
        return ran.report if ran is not None and ran.text == self.text else None

    # -- the text

    def write(self, text: str) -> None:
        """The text reads so now."""
        if text != self.text:
            self.text, self.adopted = text, None
            self.keep()

    def keep(self) -> None:
        """Store the text unless it is stored; what goes wrong is in ``overtaken`` or ``unsaved``."""
        if self.overtaken is not None or (self.draft is not None and self.draft.text == self.text):
            return
        if self.draft is None and self.text == offered_text(self.house, self.name):
            return
        seen = self.draft.stamp if self.draft else None
        try:
            self.draft = self.house.store.contents.put(self.name, self.text, seen, self.by)
            self.unsaved = None
        except BadInput as error:
            if error.code not in OVERTAKEN:
                raise
            self.overtaken, self.unsaved = error, None
        except Unavailable as error:
            self.unsaved = error

    def look(self) -> None:
        """Follow what another trainer has saved, as long as nothing here would be lost."""
        if self.overtaken is not None:
            return
        if self.unsaved is not None:
            self.keep()
            return
        current = self.house.store.contents.draft(self.name)
        if (current.stamp if current else None) == (self.draft.stamp if self.draft else None):
            return
        if current is None:  # published or discarded meanwhile
            self.draft, self.text = None, offered_text(self.house, self.name) or self.text
        else:
            self.adopted = current if current.text != self.text else None
            self.draft, self.text = current, current.text

    def yield_to_theirs(self) -> None:
        """Go on with what the other trainer has saved; the text here is in the history."""
        self.overtaken = None
        self.draft = self.house.store.contents.draft(self.name)
        self.text = self.draft.text if self.draft else offered_text(self.house, self.name) or self.text

    def insist_on_mine(self) -> None:
        """Go on with the text here; what the other trainer has saved is set down as a version first."""
        current = self.house.store.contents.draft(self.name)
        if current is not None:
            self.house.store.contents.save(self.name, current.stamp, self.by)
        self.overtaken, self.draft = None, current
        self.keep()

    def restore(self, number: int) -> None:
        """Take the text of an earlier version; the one here is set down first."""
        text = self.house.store.contents.text(self.name, number)
        if self.draft is not None and self.draft.text != text:
            self.save()
        self.write(text)

    # -- versions

    def save(self, note: str = "") -> ContentVersion:
        """Set the text down as a version."""
        draft = self.stored()
        return self.house.store.contents.save(self.name, draft.stamp, self.by, note)

    def publish(self, note: str, gates: dict[str, Any] | None) -> ContentVersion:
        """Offer the text. Raises ContentError while anything is wrong with it, BadInput when overtaken."""
        entry = publish(self.house, self.name, self.stored().stamp, self.by, note, gates)
        self.draft = None
        return entry

    def discard(self) -> None:
        """Give the draft up and go back to what is offered; its text stays in the history."""
        if self.draft is not None:
            self.house.store.contents.discard(self.name, self.draft.stamp, self.by)
        self.draft = None
        self.text = offered_text(self.house, self.name) or self.text

    def stored(self) -> ContentDraft:
        """The draft as the text reads here. Raises BadInput or Unavailable when it cannot be stored."""
        self.keep()
        problem = self.overtaken or self.unsaved
        if problem is not None:
            raise problem
        if self.draft is None:  # nothing was changed: a version of what is offered
            self.draft = self.house.store.contents.put(self.name, self.text, None, self.by)
        return self.draft

    # -- what is wrong with it

    @property
    def ships(self) -> bool:
        """Whether a file of this name ships."""
        return ships(self.house, self.name)

    @property
    def library(self) -> Library:
        """The personas that it may name."""
        return self.house.library()

    @property
    def loaded(self) -> Loaded:
        """The text as content, checked against what is offered now; checked once a text."""
        library = self.library
        key = self.text, id(library)
        if self._loaded is None or self._loaded[0] != key:
            cards = self.house.content.cards
            self._loaded = key, load_text(self.name.kind, self.name.id, self.text, library, cards)
        return self._loaded[1]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the text, in the order of its lines."""
        return taken_apart(self.loaded.problems)

    @property
    def content(self) -> Scenario | Persona | None:
        """The sound content; None while there is any problem."""
        return self.loaded.content if not self.loaded.problems else None
