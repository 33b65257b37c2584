"""What may be written at a place of a content file that is being typed, with a word about each.

The text may be broken: the place is told from indentation (``placing.py``), what fits there from the models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from simulator.content.checks import PLACES
from simulator.content.inline_yaml import Node, Path
from simulator.content.placing import Reader, nodes
from simulator.content.references import refers
from simulator.content.scenario import Scenario
from simulator.content.shapes import (
    Shape,
    alternatives,
    choices,
    explanation,
    is_lines,
    is_model,
    key_names,
    meaning,
    shape_at,
)
from simulator.content.wording_checks import WHO

WORD = re.compile(r"[A-Za-z0-9_./-]*$")
REST_OF_KEY = re.compile(r"\w*:")
SLOT = re.compile(r"\{[A-Za-z0-9_-]*$")
TELLING = ("short", "title", "opinion", "offer", "name", "about")  # keys that say what an item is
Names = Mapping[str, Mapping[str, str]]
"""Valid names from outside the file by field (``persona``, ``skills`` …), each with what it is."""


@dataclass(frozen=True)
class Completion:
    """Something that may be written.

    ``insert`` is what is put in; ``${}`` in it is where the cursor goes, a tab is one step of indentation.
    ``first``: it is needed and not there yet.
    """

    label: str
    detail: str
    insert: str
    kind: Literal["key", "value"]
    first: bool = False


@dataclass(frozen=True)
class Completions:
    """What may stand where the cursor is, and how many characters before it are part of that."""

    typed: int = 0
    options: list[Completion] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """Where the cursor stands: in what, and as which part of it."""

    path: Path
    part: Literal["key", "value", "either"]
    depth: int = 1  # steps from the line's indentation to what stands under a key written here
    empty: bool = True  # nothing but the word at the cursor stands there


def completions(
    text: str, line: int, column: int, model: type[BaseModel] = Scenario, names: Names | None = None
) -> Completions:
    """What fits at ``line`` (from 1) and ``column`` (from 0): keys, values, names."""
    raw = next(iter(text.split("\n")[line - 1 : line]), "")
    before = raw[:column]
    typed = len(WORD.search(before)[0])  # type: ignore[index]  # it fits an empty text too
    place = _place(text, line, before, typed)
    shape = shape_at(model, place.path) if place else None
    if place is None or shape is None:
        return Completions()
    if SLOT.search(before) and place.part != "key" and str in alternatives(shape.kind):
        slots = dict.fromkeys(WHO, "") | _items(text, ("facts",))
        return Completions(typed, [Completion(name, told, name, "value") for name, told in slots.items()])
    if not place.empty:
        return Completions()
    found: list[Completion] = []
    if place.part != "value":
        followed = REST_OF_KEY.match(raw, column) is not None
        written = (line, column - typed)
        found += _keys(text, written, model, place, shape, followed)
    if place.part != "key":
        found += _values(text, model, place, shape, names or {})
    return Completions(typed, found)


def _place(text: str, line: int, before: str, typed: int) -> _Place | None:
    reader = Reader()
    for number, raw in enumerate(text.split("\n")[: line - 1], 1):
        reader.read(raw, number)
    inside = reader.text_indent
    reader.read(before, line)
    if reader.inline is not None:
        part: Literal["key", "value"] = "key" if reader.inline.awaits_key() else "value"
        rest = reader.inline.token.strip().lstrip("\"'")
        return _Place(reader.inline.here(), part, empty=len(rest) <= typed)
    if reader.text_indent is not None:
        return None
    indent = len(before) - len(before.lstrip(" "))
    if reader.value is not None:
        spaced = before.endswith(" ") or reader.value
        return _Place(reader.path(), "value", empty=len(reader.value) <= typed) if spaced else None
    if reader.word is None:
        if inside is not None or before.strip():
            return None
        reader.close(indent)
    column = indent if reader.word is None else len(before) - len(reader.word)
    return _Place(reader.path(), "either", 1 + (column - indent) // 2, len(reader.word or "") <= typed)


def _keys(
    text: str, written: tuple[int, int], model: type[BaseModel], place: _Place, shape: Shape, followed: bool
) -> Iterator[Completion]:
    """The keys of a mapping that it does not have yet, needed ones first."""
    others = (node for node in nodes(text) if (node.line, node.column) != written)
    there = {node.path[-1] for node in others if node.path[:-1] == place.path}
    for kind in alternatives(shape.kind):
        if is_model(kind):
            for name, field_ in kind.model_fields.items():
                if name not in there and name != "variant":
                    told = explanation(model, (*place.path, name)) or field_.description or ""
                    insert = name if followed else name + _after(field_.annotation, place)
                    yield Completion(name, plain(told), insert, "key", field_.is_required())
        elif get_origin(kind) is dict:
            for name in key_names(kind):
                if name not in there:
                    told = explanation(model, (*place.path, name))
                    insert = name if followed else name + _under(get_args(kind)[1], place)
                    yield Completion(name, plain(told), insert, "key")


def _after(kind: Any, place: _Place) -> str:  # noqa: ANN401 - an annotation
    """What a key is followed by, as the files here are written."""
    first = next(alternatives(kind), None)
    if get_origin(first) is list:
        inner = next(alternatives(get_args(first)[0]))
        return _under(first, place) if is_model(inner) else ": [${}]"
    if get_origin(first) is dict or is_model(first):
        return _under(first, place)
    return ": "


def _under(kind: Any, place: _Place) -> str:  # noqa: ANN401 - an annotation
    """A list or mapping that begins in the next line."""
    first = next(alternatives(kind), None)
    listed = get_origin(first) is list or (first is not None and is_lines(first))
    return ":\n" + "\t" * place.depth + ("- " if listed else "")


def _values(
    text: str, model: type[BaseModel], place: _Place, shape: Shape, names: Names
) -> Iterator[Completion]:
    for value in choices(shape):
        yield Completion(value, plain(meaning(model, place.path, value)), value, "value")
    kinds = refers(shape.owner, shape.field) if str in alternatives(shape.kind) else ()
    own = _items(text, kinds) if kinds else {}
    if shape.field == "at":
        own = dict.fromkeys(PLACES, "") | own
    for name, told in {**names.get(shape.field, {}), **own}.items():
        yield Completion(name, plain(told), name, "value")


def _items(text: str, kinds: tuple[str, ...]) -> dict[str, str]:
    """The ids of a file's items of some kinds, each with what it says about itself."""
    found: dict[Path, dict[str, str]] = {}
    for node in nodes(text):
        if _is_item_key(node, kinds):
            found.setdefault(node.path[:-1], {})[str(node.path[-1])] = node.value
    return {
        keys["id"]: next((keys[name] for name in TELLING if keys.get(name)), "")
        for keys in found.values()
        if keys.get("id")
    }


def _is_item_key(node: Node, kinds: tuple[str, ...]) -> bool:
    """facts.2.id, segments.0.facts.1.short: a key of an item of one of these kinds."""
    return len(node.path) >= 3 and node.path[-3] in kinds and isinstance(node.path[-2], int)


def plain(told: str) -> str:
    """A sentence of the README as a person reads it."""
    return re.sub(r"\*\*|`", "", told)
