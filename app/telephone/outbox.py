"""What goes to the browser; while none is connected it waits."""

from __future__ import annotations

import json
from collections.abc import Callable

Message = str | bytes
Send = Callable[[Message | None], None]
KEPT_MESSAGES = 400  # while nobody is connected: more than a reconnect takes


class Outbox:
    """Messages to one browser at a time; a later connection takes over from an earlier one."""

    def __init__(self) -> None:
        self._send: Send | None = None
        self._waiting: list[Message] = []

    def connect(self, send: Send, **first: object) -> None:
        """A browser is there: it gets ``first``, and then what it has missed."""
        if self._send is not None:
            self._send(None)
        self._send = send
        self.tell(**first)
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            send(message)

    def disconnect(self, send: Send) -> None:
        """That browser is gone, for now or for good."""
        if self._send is send:
            self._send = None

    def tell(self, **message: object) -> None:
        """Say something beside the sound."""
        self.post(json.dumps(message, ensure_ascii=False))

    def post(self, message: Message) -> None:
        """Send this, now or as soon as somebody is there."""
        if self._send is not None:
            self._send(message)
        else:
            self._waiting = [*self._waiting, message][-KEPT_MESSAGES:]
