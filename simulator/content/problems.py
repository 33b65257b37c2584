"""Turns what is wrong with content into ``place:line: object: what is wrong, what is valid``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedBase, CommentedMap, CommentedSeq

from simulator.content.wording_checks import Problem
from simulator.content.yaml_reading import Place, plain, shown

WORDS = {
    "float_parsing": "must be a number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": "must hold keys and values",
    "list_type": "must be a list: each entry on a line of its own, after a dash",
    "too_short": "needs at least one entry",
}

Model = TypeVar("Model", bound=BaseModel)


def parse(data: CommentedMap, place: Place, model: type[Model], problems: list[str]) -> Model | None:
    """Validate ``data``; each pydantic error becomes one problem at its own line."""
    try:
        return model.model_validate(plain(data))
    except ValidationError as error:
        problems.extend(at(place, data, item["loc"], explain(item, model)) for item in error.errors())
        return None


def report(problems: list[str], place: Place, data: CommentedMap, wrong: Iterable[Problem]) -> None:
    """Add the problems that a check found, each at its line."""
    problems.extend(at(place, data, loc, message) for loc, message in wrong)


def at(place: Place, data: object, loc: Sequence[int | str], message: str) -> str:
    """``place:line: object: message`` for a location inside ``data``."""
    known, line = line_of(data, loc)
    name = ".".join(str(part) for part in known) or "file"
    return f"{shown(place)}:{line}: {name}: {message}"


def by_line(problems: list[str], place: Place) -> list[str]:
    """One file's problems in the order of its lines."""
    before = len(shown(place)) + 1
    return sorted(problems, key=lambda problem: int(problem[before:].split(":")[0]))


def line_of(data: object, loc: Sequence[int | str]) -> tuple[list[int | str], int]:
    """The part of ``loc`` that exists in the file, and the 1-based line of its last piece."""
    known: list[int | str] = []
    line = 0
    node: Any = data
    for part in loc:
        if isinstance(node, CommentedMap):
            place = node.lc.key(part) if part in node else None
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            place = node.lc.item(part)
        else:
            place = None
        if place is None:
            if not isinstance(part, str) or not part.startswith(("[", "function-")):
                known.append(part)
            continue
        known.append(part)
        line = place[0]
        node = node[part]
        if not isinstance(node, CommentedBase):
            break
    return known, line + 1


def explain(item: ErrorDetails, model: type[BaseModel]) -> str:
    """One pydantic error in words that a trainer can act on."""
    given, kind = item.get("input"), item["type"]
    if kind == "extra_forbidden":
        valid = _fields_at(model, item["loc"][:-1])
        return f"unknown key{nearest(str(item['loc'][-1]), valid)}"
    if kind == "missing":
        return "missing"
    if kind == "string_type" and isinstance(given, int | float):
        return f"must be text: write it in quotes, '{given}'"
    if kind in ("model_type", "model_attributes_type"):
        return f"must hold the keys {', '.join(sorted(_fields_at(model, item['loc'])))}{_is(given)}"
    return _plainly(item) + _is(given)


def _plainly(item: ErrorDetails) -> str:
    kind, given = item["type"], item.get("input")
    if kind in ("float_type", "int_type") and isinstance(given, str):
        return "must be a number, without quotes"
    if kind in WORDS:
        return WORDS[kind]
    return item["msg"].replace("Input should be ", "must be ", 1)


def _is(given: object) -> str:
    return f" (is {given!r})" if isinstance(given, str | int | float | bool) else ""


def nearest(name: str, valid: Collection[str]) -> str:
    """What comes after the name of something that does not exist: the likeliest, and all that do."""
    close = get_close_matches(name, valid, n=1)
    meant = f" (did you mean '{close[0]}'?)" if close else ""
    return f"{meant}; valid: {', '.join(sorted(valid))}"


def _fields_at(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """The field names of the model that ``loc`` leads to."""
    for part in loc:
        if not isinstance(part, str) or part not in model.model_fields:
            continue
        inner = _model_in(model.model_fields[part].annotation)
        if inner is not None:
            model = inner
    return sorted(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
