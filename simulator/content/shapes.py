"""What may stand at a place of a content file, by its pydantic model; what the READMEs say about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path as File
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from simulator.content.inline_yaml import Path

ROOT = File(__file__).resolve().parents[2]
READMES = {"Scenario": ROOT / "scenarios" / "README.md", "Persona": ROOT / "personas" / "README.md"}
VARIATIONS = ("segments", "twists")  # what stands in them is explained where it stands in the scenario
OF_THE_BRIEFING = ("card", "handover", "post")  # what a variation has of it, without its name
_ROW = re.compile(r"^\| `([\w.]+)` \| (.*) \|$", re.MULTILINE)
_NAMED = re.compile(r"`([\w-]+)` ([^`·;]+)")


@dataclass(frozen=True)
class Shape:
    """The type at a place, and the model and field that it belongs to."""

    kind: Any  # an annotation: a model, list[…], Literal …
    owner: type[BaseModel] | None = None
    field: str = ""


def shape_at(model: type[BaseModel], path: Path) -> Shape | None:
    """What stands at ``path``; None where nothing may."""
    shape: Shape | None = Shape(model)
    for part in path:
        shape = _within(shape, part) if shape else None
    return shape


def _within(shape: Shape, part: str | int) -> Shape | None:
    for kind in alternatives(shape.kind):
        if is_model(kind) and part in kind.model_fields:
            return Shape(kind.model_fields[part].annotation, kind, str(part))
        inner = get_args(kind)
        if get_origin(kind) is list and isinstance(part, int):
            return Shape(inner[0], shape.owner, shape.field)
        if get_origin(kind) is dict and isinstance(part, str) and part in key_names(kind):
            return Shape(inner[1], shape.owner, shape.field)
        if is_lines(kind) and isinstance(part, int):  # a bare list fits every mood
            return Shape(str, shape.owner, shape.field)
    return None


def is_lines(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    """Whether it is wordings by mood."""
    return get_origin(kind) is dict and get_args(kind)[1] == list[str]


def alternatives(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - an annotation
    """The types that a value may have, without ``Annotated`` and ``None``."""
    if get_origin(kind) is Annotated:
        yield from alternatives(get_args(kind)[0])
    elif get_origin(kind) in (Union, UnionType):
        for inner in get_args(kind):
            yield from alternatives(inner)
    elif kind is not type(None):
        yield kind


def is_model(kind: Any) -> bool:  # noqa: ANN401 - an annotation
    """Whether it is a model with named fields."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def key_names(kind: Any) -> list[str]:  # noqa: ANN401 - an annotation
    """The keys that a mapping may have, where they are listed (moods, moves)."""
    return _members(get_args(kind)[0])


def _members(kind: Any) -> list[str]:  # noqa: ANN401 - an annotation
    return [str(member.value) for member in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def choices(shape: Shape) -> list[str]:
    """The values that are valid at a place, where they are listed."""
    found: list[str] = []
    for kind in alternatives(shape.kind):
        if get_origin(kind) is Literal:
            found += [str(value) for value in get_args(kind)]
        elif _members(kind):
            found += _members(kind)
        elif kind is bool:
            found += ["true", "false"]
    return found


def explanation(model: type[BaseModel], path: Sequence[str | int]) -> str:
    """What the README says about the field at ``path``; empty where it says nothing."""
    names = [part for part in path if isinstance(part, str)]
    if names[:1] and names[0] in VARIATIONS and len(names) > 1:
        names = names[1:]
    if names[:1] and names[0] in OF_THE_BRIEFING:
        names = ["briefing", *names]
    told = _explained(model.__name__)
    if names[-2:-1] == ["lines"]:  # a move, or a mood of what is said
        return _explained("Persona").get(names[-1], "")
    return told.get(".".join(names), "")


def meaning(model: type[BaseModel], path: Sequence[str | int], value: str) -> str:
    """What the README says about one of the values a field may have: `asked` only to a fitting question."""
    told: dict[str, str] = dict(_NAMED.findall(explanation(model, path)))
    return told.get(value, "").strip(" :,")


@lru_cache
def _explained(name: str) -> dict[str, str]:
    """The rows of the tables of a README by what stands in their first cell."""
    return _rows(READMES[name]) if name in READMES else {}


def _rows(readme: File) -> dict[str, str]:
    text = readme.read_text(encoding="utf-8")
    return {name: told.replace("\\|", "|") for name, told in _ROW.findall(text)}
