"""Which line a token opens. A token is given to one page of one session, and is good for one call."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from app.telephone.open_line import OpenLine


class Switchboard:
    """The open lines of this server by their tokens. Safe for threads.

    A line whose session is gone, without a word, is nobody's any more and is not kept alive from here.
    """

    def __init__(self) -> None:
        self._lines: WeakValueDictionary[str, OpenLine] = WeakValueDictionary()
        self._lock = threading.Lock()

    def enter(self, line: OpenLine) -> str:
        """A token that opens this line."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._lines[token] = line
        return token

    def line(self, token: str) -> OpenLine | None:
        """The line that this token opens; None for one that nobody gave out, or whose call is over."""
        with self._lock:
            return self._lines.get(token)


SWITCHBOARD = Switchboard()  # of the process: the WebSocket's end and the pages meet here
