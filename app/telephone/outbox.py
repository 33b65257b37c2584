"""What goes to the browser; while none is connected it waits."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable

Message = str | bytes
Send = Callable[[Message | None], None]
KEPT_MESSAGES = 400  # while nobody reads: more than a reconnect takes …
KEPT_BYTES = 8 << 20  # … and more than the longest line


class Outbox:
    """Messages to one browser at a time; a later connection takes over from an earlier one."""

    def __init__(self) -> None:
        self._send: Send | None = None
        self._waiting: deque[Message] = deque()
        self._size = 0  # of what waits

    def connect(self, send: Send, **first: object) -> None:
        """A browser is there: it gets ``first``, and then what it has missed."""
        if self._send is not None:
            self._send(None)
        self._send = send
        self.tell(**first)
        waiting, self._waiting, self._size = self._waiting, deque(), 0
        for message in waiting:
            send(message)

    def disconnect(self, send: Send, unsent: Iterable[Message] = ()) -> None:
        """That browser is gone, for now or for good, and never got what is ``unsent``."""
        if self._send is send:
            self._send = None
            for message in unsent:
                self._keep(message)

    def tell(self, **message: object) -> None:
        """Say something beside the sound."""
        self.post(json.dumps(message, ensure_ascii=False))

    def post(self, message: Message) -> None:
        """Send this, now or as soon as somebody is there."""
        if self._send is not None:
            self._send(message)
        else:
            self._keep(message)

    def _keep(self, message: Message) -> None:
        self._waiting.append(message)
        self._size += len(message)
        while len(self._waiting) > KEPT_MESSAGES or self._size > KEPT_BYTES:
            self._size -= len(self._waiting.popleft())
