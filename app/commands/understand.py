"""``python -m app understand [FILE.jsonl]``: what each utterance does, one JSON object a line."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError, model_validator

from simulator.errors import BadInput
from simulator.transcript import Speaker, Turn
from simulator.understanding import Understanding, understand

KNOWN = {"zh", "cmn", "en"}
NOT_SAID = {"", "und"}  # und: BCP 47 for "not determined"
HAN = re.compile(r"[\u3400-\u9fff]")
NOT_READ = Understanding(acts={"other": 1.0}, unsure=True)


class Before(BaseModel):
    """A turn before the utterance; what else it holds (times, audio …) plays no part."""

    speaker: Speaker
    text: str


class Line(BaseModel):
    """One utterance to read, with the turns before it, the latest last. ``null`` counts as left out.

    Without a language the script decides between Chinese and English.
    """

    text: str
    speaker: Speaker = Speaker.AGENT
    language: str = ""
    context: tuple[Before, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: object) -> object:
        if not isinstance(data, dict):
            raise ValueError('should be an object, as in {"text": …}')
        return {key: value for key, value in data.items() if value is not None}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE.jsonl", help="default: standard input")


def run(args: argparse.Namespace) -> int:
    """Print one result a line. Raises BadInput, before anything is printed, when a line is wrong."""
    for line in [*_lines(_source(args.file))]:
        print(json.dumps(as_json(_read(line)), ensure_ascii=False))
    return 0


def _read(line: Line) -> Understanding:
    """The reading; of a language that is neither Chinese nor English nothing is claimed."""
    language = line.language.strip()
    if language.lower() in NOT_SAID:
        language = "zh" if HAN.search(line.text) else "en"
    elif re.split("[-_]", language.lower())[0] not in KNOWN:
        return NOT_READ
    context = [Turn(speaker=turn.speaker, text=turn.text) for turn in line.context]
    return understand(line.text, speaker=line.speaker, language=language, context=context)


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
        return raw.decode("utf-8-sig").split("\n")
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
        return Line.model_validate(json.loads(raw))
    except json.JSONDecodeError as error:
        raise BadInput(f"line {number}: not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise BadInput(f"line {number}: not JSON that can be read: nested too deeply") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole line"
        raise BadInput(f"line {number}: {field}: {first['msg']}") from error
