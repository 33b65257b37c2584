"""Writes a call down as it happens. While storage is away the call goes on, and this catches up later."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from app.storage.store import Store
from simulator.errors import Unavailable
from simulator.transcript import EndReason, Turn
from simulator.voice.failover import Note

log = logging.getLogger(__name__)
NOT_STORED = Note("errors.storage")
AUDIO_NOT_KEPT = Note("call.audio_not_kept")


class Logbook:
    """The stored side of one call; ``kept`` turns are in it already. Never raises Unavailable."""

    def __init__(self, store: Store, call_id: str, kept: int = 0) -> None:
        self._store = store
        self._call_id = call_id
        self._kept = kept
        self._sounds: dict[int, bytes] = {}
        self._reopened: int | None = None  # a stored turn that was not over
        self._ended: EndReason | None = None
        self._writing = threading.Lock()  # the page and the line being spoken both write

    def turns(self, turns: Sequence[Turn], sounds: dict[int, bytes] | None = None) -> tuple[Note, ...]:
        """Store every turn that is not stored yet, with its WAV by position; say what could not be."""
        with self._writing:
            self._sounds |= sounds or {}
            return self._write(turns)

    def _write(self, turns: Sequence[Turn]) -> tuple[Note, ...]:
        try:
            while self._kept < len(turns):
                store = self._store.turns.put if self._kept == self._reopened else self._store.turns.add
                store(self._call_id, self._kept, turns[self._kept])
                self._kept, self._reopened = self._kept + 1, None
            lost = [index for index in list(self._sounds) if not self._keep_sound(index, turns)]
            if self._ended is not None:
                self._store.end_call(self._call_id, self._ended)
                self._ended = None
        except Unavailable as error:
            log.warning("call %s is ahead of its storage: %s", self._call_id, error)
            return (NOT_STORED,)
        return (AUDIO_NOT_KEPT,) if lost else ()

    def take_back(self, index: int) -> None:
        """What was said from this turn on was not: others take its place."""
        with self._writing:
            self._sounds = {place: sound for place, sound in self._sounds.items() if place < index}
            if self._kept > index:
                self._tried(lambda: self._store.turns.take_back(self._call_id, index))
                self._kept = index

    def reopen(self, index: int) -> None:
        """Turn ``index`` was not over, and is not answered. What is on file of it stays until it is."""
        self.take_back(index + 1)
        with self._writing:
            self._sounds.pop(index, None)
            if self._kept > index:
                self._kept, self._reopened = index, index

    def ended(self, reason: EndReason, turns: Sequence[Turn]) -> tuple[Note, ...]:
        """The call is over."""
        self._ended = reason
        return self.turns(turns)

    def heard(self, index: int, turn: Turn) -> None:
        """A turn was really heard so, from ``turn.start`` to ``turn.end``."""
        if index < self._kept:
            self._tried(lambda: self._store.turns.amend(self._call_id, index, turn))

    def murmured(self, at: float, wav: bytes) -> None:
        """The customer gave a sign of listening then, in seconds from pick-up."""
        self._tried(lambda: self._store.turns.keep_murmur(self._call_id, at, wav))

    def note(self, text: str) -> None:
        """Keep the note pad."""
        self._tried(lambda: self._store.note(self._call_id, text))

    def _keep_sound(self, index: int, turns: Sequence[Turn]) -> bool:
        if index >= len(turns):
            return True
        kept = self._store.turns.add(self._call_id, index, turns[index], self._sounds[index])
        del self._sounds[index]
        return kept

    def _tried(self, store: Callable[[], None]) -> None:
        try:
            store()
        except Unavailable as error:  # the words are safe with the turns; this is a detail of them
            log.warning("call %s: a detail was not stored: %s", self._call_id, error)
