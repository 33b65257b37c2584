"""The server's end of the WebSocket. It only carries: what is heard and said is ``OpenLine``'s.

Hearing and writing down happen on threads of their own, so that no line, and no page, waits for another line.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.telephone.open_line import OpenLine
from app.telephone.switchboard import SWITCHBOARD
from app.telephone.wire import AGAIN, GONE, REFUSED, from_our_page, unpack_frame

log = logging.getLogger(__name__)
PATH = "/line"
EARS = ThreadPoolExecutor(64, thread_name_prefix="line-ear")  # made when needed, one a message under way
MOST_BYTES = 4 << 20  # that wait for one browser: a minute and a half of speech …
MOST_MESSAGES = 300  # … or of whatever else; more, and it is not reading
CLOSES_SECONDS = 1.0  # for a browser to be told so


def routes() -> list[BaseRoute]:
    """What the server offers beside the pages."""
    return [WebSocketRoute(f"{PATH}/{{token}}", answer)]


async def answer(socket: WebSocket) -> None:
    """Carry one connection of a line until either side leaves. A later one takes over from an earlier one."""
    line = SWITCHBOARD.line(socket.path_params["token"])
    await socket.accept()
    if not from_our_page(socket.headers):
        await socket.close(REFUSED)
        return
    if line is None or line.over:
        await socket.close(GONE)
        return
    await _carry(socket, line)


async def _carry(socket: WebSocket, line: OpenLine) -> None:
    loop = asyncio.get_running_loop()
    queue = Queue()

    def send(message: str | bytes | None) -> None:
        loop.call_soon_threadsafe(queue.put, message)

    reader = asyncio.create_task(_read(socket, line))
    writer = asyncio.create_task(_write(socket, queue))
    choked = asyncio.create_task(queue.choked.wait())
    line.connect(send)
    try:
        await asyncio.wait((reader, choked), return_when=asyncio.FIRST_COMPLETED)
        if queue.choked.is_set():
            log.info("a browser does not read what it is sent: it has to come back")
    finally:
        line.disconnect(send, queue.unsent)
        await _end(reader, writer, choked)
    if queue.choked.is_set():
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            await asyncio.wait_for(socket.close(AGAIN), CLOSES_SECONDS)


async def _end(*tasks: asyncio.Task[object]) -> None:
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended


async def _read(socket: WebSocket, line: OpenLine) -> None:
    """Hand on what the browser says and hears, one after the other."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(WebSocketDisconnect):
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            if message.get("bytes") is not None:
                frame = unpack_frame(message["bytes"])
                if frame is not None:
                    await loop.run_in_executor(EARS, line.frame, *frame)
            elif message.get("text"):
                await loop.run_in_executor(EARS, _told, line, message["text"])


class Queue:
    """What waits to be sent on one connection; ``choked`` once that is too much. For one thread."""

    def __init__(self) -> None:
        self.choked = asyncio.Event()
        self._waiting: deque[str | bytes | None] = deque()
        self._size = 0
        self._news = asyncio.Event()

    def put(self, message: str | bytes | None) -> None:
        """Have it sent; None ends the connection."""
        self._waiting.append(message)
        self._size += len(message or "")
        self._news.set()
        if self._size > MOST_BYTES or len(self._waiting) > MOST_MESSAGES:
            self.choked.set()

    async def first(self) -> str | bytes | None:
        """What comes next, which stays until it is ``sent``."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._waiting[0]

    def sent(self) -> None:
        """The first one has gone out."""
        self._size -= len(self._waiting.popleft() or "")

    @property
    def unsent(self) -> list[str | bytes]:
        """What never went out."""
        return [message for message in self._waiting if message is not None]


async def _write(socket: WebSocket, queue: Queue) -> None:
    """Send what waits; None ends the connection."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (message := await queue.first()) is not None:
            await (socket.send_text(message) if isinstance(message, str) else socket.send_bytes(message))
            queue.sent()
        await socket.close()


def _told(line: OpenLine, text: str) -> None:
    """What the browser says beside the sound; what is no JSON object is nobody's message."""
    try:
        message = json.loads(text)
    except ValueError:
        return
    if isinstance(message, dict):
        line.told(message)
