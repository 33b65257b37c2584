"""``python -m app understand [FILE.jsonl]``: what each utterance does, one JSON object a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from simulator.errors import BadInput
from simulator.transcript import Speaker, Turn
from simulator.understanding import Understanding, understand


class Line(BaseModel):
    """One utterance to read, with the turns before it, the latest last."""

    text: str
    speaker: Speaker = Speaker.AGENT
    language: str = "zh-CN"
    context: tuple[Turn, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE.jsonl", help="default: standard input")


def run(args: argparse.Namespace) -> int:
    """Print one result a line. Raises BadInput, before anything is printed, when a line is wrong."""
    for line in [*_lines(_source(args.file))]:
        found = understand(line.text, speaker=line.speaker, language=line.language, context=line.context)
        print(json.dumps(as_json(found), ensure_ascii=False))
    return 0


def as_json(found: Understanding) -> dict[str, Any]:
    """The public form: acts, feelings, facts, unsure."""
    return {
        "acts": found.acts,
        "feelings": {str(feeling): value for feeling, value in found.feelings.items()},
        "facts": [
            {"kind": str(fact.kind), "text": fact.text, "value": fact.value, "unit": fact.unit}
            for fact in found.facts
        ],
        "unsure": found.unsure,
    }


def _source(name: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8").split("\n")
    except OSError as error:
        raise BadInput(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: not UTF-8 at byte {error.start}") from error


def _lines(source: Iterable[str]) -> Iterator[Line]:
    for number, raw in enumerate(source, 1):
        if raw.strip():
            yield _line(raw, number)


def _line(raw: str, number: int) -> Line:
    try:
        return Line.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        raise BadInput(f"line {number}: {field}: {first['msg']}") from error
