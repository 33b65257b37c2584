"""Who may hear which call: a key is given to one page of one session, and stands in the address."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from functools import cached_property

from app.recording import Murmur, Recording
from app.storage.records import StoredCall
from app.storage.store import Store

MOST = 2_000  # keys; the oldest is forgotten first


class Heard:
    """A call that somebody hears again."""

    def __init__(self, store: Store, call_id: str) -> None:
        self.store = store
        self.call_id = call_id

    @property
    def call(self) -> StoredCall:
        """The call as it is kept now. Raises BadInput once it has been deleted."""
        return self.store.call(self.call_id)

    @cached_property
    def recording(self) -> Recording:
        """Only where its pieces lie is remembered; each is read when it is heard."""
        turns = self.store.turns
        murmurs = [Murmur(at, wav) for at, wav in turns.murmurs(self.call_id)]
        return Recording(
            self.call.transcript.turns, lambda turn: turns.audio(self.call_id, turn), murmurs
        )


class Keys:
    """What each key opens. Safe for threads."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Heard] = OrderedDict()
        self._lock = threading.Lock()

    def give(self, heard: Heard) -> str:
        """A key for it."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._open[key] = heard
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return key

    def opens(self, key: str) -> Heard | None:
        """What this key opens; None for one that nobody gave out."""
        with self._lock:
            return self._open.get(key)


KEYS = Keys()  # of the process: the pages give keys out, the server's end takes them
