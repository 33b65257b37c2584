"""The server's end of the WebSocket. It only carries: what is heard and said is ``OpenLine``'s.

Hearing and writing down happen on threads of their own, so that no line, and no page, waits for another line.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from concurrent.futures import ThreadPoolExecutor

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.telephone.open_line import OpenLine
from app.telephone.switchboard import SWITCHBOARD
from app.telephone.wire import GONE, REFUSED, from_our_page, unpack_frame

log = logging.getLogger(__name__)
PATH = "/line"
EARS = ThreadPoolExecutor(64, thread_name_prefix="line-ear")  # made when needed, one a message under way


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
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[str | bytes | None] = asyncio.Queue()

    def send(message: str | bytes | None) -> None:
        loop.call_soon_threadsafe(waiting.put_nowait, message)

    writer = asyncio.create_task(_write(socket, waiting))
    line.connect(send)
    try:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                break
            if message.get("bytes") is not None:
                frame = unpack_frame(message["bytes"])
                if frame is not None:
                    await loop.run_in_executor(EARS, line.frame, *frame)
            elif message.get("text"):
                await loop.run_in_executor(EARS, _told, line, message["text"])
    except WebSocketDisconnect:
        pass
    finally:
        line.disconnect(send)
        writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writer


async def _write(socket: WebSocket, waiting: asyncio.Queue[str | bytes | None]) -> None:
    """Send what waits; None ends the connection."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (message := await waiting.get()) is not None:
            await (socket.send_text(message) if isinstance(message, str) else socket.send_bytes(message))
        await socket.close()


def _told(line: OpenLine, text: str) -> None:
    """What the browser says beside the sound; what is no JSON object is nobody's message."""
    try:
        message = json.loads(text)
    except ValueError:
        return
    if isinstance(message, dict):
        line.told(message)
