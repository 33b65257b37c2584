"""Writes nested values as YAML 1.2 with a comment at any line: no line of a trainer's file is crammed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 110  # up to which a comment stays on its line
SAFE = re.compile(r"^[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<(][^\n]*$")
UNSAFE = re.compile(r":(?:\s|$)|\s#|\s$")
IN_FLOW = re.compile(r"[,\[\]{}]")
NO_TEXT = re.compile(  # what YAML would read as something other than text
    r"^(?:true|false|null|yes|no|on|off|y|n|~|\.nan|[-+]?\.inf|[-+]?[0-9.][0-9_.,:eExXoOa-fA-F+-]*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Noted:
    """A value with remarks, which become comments at its line."""

    value: Any
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """A list or mapping to be written on one line."""

    value: Any


def noted(value: object, *remarks: str) -> Noted:
    """``value`` with these remarks, empty ones left out."""
    return Noted(value, tuple(" ".join(remark.split()) for remark in remarks if remark))


def yaml_text(content: Mapping[str, Any], head: Sequence[str] = ()) -> str:
    """The whole file; ``head`` are the comment lines at the top, without their ``#``."""
    lines = [f"# {line}" for line in head]
    return "\n".join([*lines, *_mapping(content, "")]) + "\n"


def _mapping(content: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, given in content.items():
        value, remarks = _parted(given)
        if _is_block(value):
            yield from _headed(f"{indent}{key}:", remarks, indent)
            yield from _block(value, indent + "  ")
        else:
            yield from _headed(f"{indent}{key}: {_inline(value)}", remarks, indent)


def _block(value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping):
        yield from _mapping(value, indent)
        return
    for given in value:
        item, remarks = _parted(given)
        if _is_block(item):
            lines = list(_block(item, indent + "  "))
            first = _first_content(lines)
            yield from (f"{indent}# {remark}" for remark in remarks)
            yield from lines[:first]
            yield f"{indent}- {lines[first][len(indent) + 2 :]}"
            yield from lines[first + 1 :]
        else:
            yield from _headed(f"{indent}- {_inline(item)}", remarks, indent)


def _first_content(lines: Sequence[str]) -> int:
    """The first line that is no comment: the dash goes there."""
    return next(place for place, line in enumerate(lines) if not line.lstrip().startswith("#"))


def _headed(line: str, remarks: Sequence[str], indent: str) -> Iterator[str]:
    """A line with its remarks: one that fits at its end, all others above it."""
    if len(remarks) == 1 and _width(line) + _width(remarks[0]) + 4 <= WIDTH:
        yield f"{line}  # {remarks[0]}"
        return
    yield from (f"{indent}# {remark}" for remark in remarks)
    yield line


def _width(text: str) -> int:
    """Columns on a screen: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _parted(given: object) -> tuple[Any, tuple[str, ...]]:
    return (given.value, given.remarks) if isinstance(given, Noted) else (given, ())


def _is_block(value: object) -> bool:
    return isinstance(value, Mapping | list | tuple) and len(value) > 0


def _inline(value: object) -> str:
    if isinstance(value, Flow):
        return _flow(value.value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    return scalar(value)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return scalar(value, flow=True)


def scalar(value: object, *, flow: bool = False) -> str:
    """A single value; text is quoted only where YAML would read it as something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = str(value)
    plain = SAFE.match(text) and not UNSAFE.search(text) and not NO_TEXT.match(text) and text.isprintable()
    return text if plain and not (flow and IN_FLOW.search(text)) else json.dumps(text, ensure_ascii=False)
