"""The server's end of a replay: the recording, in any parts that a browser asks for, and its word times.

Nothing of it may be kept by the browser: what is deleted here would live on there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.replaying.aligning import known_words
from app.replaying.keys import KEYS, Heard
from simulator.errors import BadInput, DuilianError

PATH = "/replay"
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Answer = Callable[[Request], Response]


def routes() -> list[BaseRoute]:
    """What the server offers beside the pages."""
    return [
        Route(f"{PATH}/{{key}}/call.wav", _opened(sound)),
        Route(f"{PATH}/{{key}}/words", _opened(words)),
    ]


def sound(heard: Heard, request: Request) -> Response:
    """The stereo WAV, or the bytes of it that are asked for."""
    recording = heard.recording
    if not heard.store.turns.recorded(heard.call_id) or not recording.seconds:
        return _gone()
    headers = NOT_KEPT | {"Accept-Ranges": "bytes"}
    if "download" in request.query_params:
        headers["Content-Disposition"] = f'attachment; filename="{heard.call_id}.wav"'
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None:
        headers["Content-Length"] = str(recording.size)
        return StreamingResponse(recording.read(0, recording.size), headers=headers, media_type="audio/wav")
    first, last = _part(asked[1], asked[2], recording.size)
    if not first < last:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{recording.size}"})
    headers["Content-Range"] = f"bytes {first}-{last - 1}/{recording.size}"
    headers["Content-Length"] = str(last - first)
    return StreamingResponse(recording.read(first, last), 206, headers=headers, media_type="audio/wav")


def words(heard: Heard, request: Request) -> Response:
    """The words of the turns whose times are known, by turn; whether that is all that will be known."""
    known, complete = known_words(heard.call)
    return JSONResponse({"words": known, "complete": complete}, headers=NOT_KEPT)


def _part(first: str, last: str, size: int) -> tuple[int, int]:
    """From where to where (one past) a range reaches; the last so many bytes where it has no beginning."""
    if not first:
        return max(0, size - int(last or 0)), size
    return int(first), min(size, int(last) + 1 if last else size)


def _opened(answer: Callable[[Heard, Request], Response]) -> Answer:
    @wraps(answer)
    def respond(request: Request) -> Response:
        heard = KEYS.opens(request.path_params["key"])
        try:
            return _gone() if heard is None else answer(heard, request)
        except BadInput:  # deleted
            return _gone()
        except DuilianError as error:
            return JSONResponse({"error": error.code}, 503, headers=NOT_KEPT)

    return respond


def _gone() -> Response:
    return Response(status_code=404, headers=NOT_KEPT)
