"""Reads calls on file: one JSON object, JSON Lines, or either of them gzipped."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from simulator.errors import BadInput
from simulator.transcript import Transcript


def read_calls(name: str) -> Iterator[tuple[str, Transcript]]:
    """Each call with its place (``file:line``); ``-`` is standard input.

    Raises BadInput for a file that cannot be read, TranscriptError for a call that is none.
    """
    yield from calls_in(name, _raw(name))


def calls_in(name: str, raw: bytes) -> Iterator[tuple[str, Transcript]]:
    """The same for a file's content that is on no disk; ``name`` is what messages call it."""
    text = _text(name, raw)
    if not text.strip():
        raise BadInput(f"{name}: is empty; expected a call (JSON) or one a line (JSONL)")
    whole = _whole(text)
    if whole is not None:
        calls = whole if isinstance(whole, list) else [whole]
        for number, data in enumerate(calls, 1):
            where = f"{name}:1" if len(calls) == 1 else f"{name}: call {number}"
            yield where, Transcript.read(data, where)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield f"{name}:{number}", Transcript.read(_one(line, f"{name}:{number}"), f"{name}:{number}")


def _raw(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: cannot be read: {error.strerror or error}") from error


def _text(name: str, raw: bytes) -> str:
    try:
        if raw[:2] == b"\x1f\x8b":
            raw = gzip.decompress(raw)
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{name}: cannot be read: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise BadInput(f"{name}: broken gzip: {error}") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: not UTF-8 at byte {error.start}") from error


def _whole(text: str) -> object | None:
    """The file as one JSON value, or None when it holds one a line."""
    try:
        value: object = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    return value


def _one(line: str, where: str) -> object:
    try:
        value: object = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"{where}: no JSON: {error.msg} (column {error.colno})") from error
    except RecursionError as error:
        raise BadInput(f"{where}: nested too deeply") from error
    return value
