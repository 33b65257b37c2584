"""Reads YAML 1.2 from files and from texts on no disk; every problem as ``place:line: object: what``.

What comes out remembers its lines and comments. Hostile text is refused, never worked off: too large,
nested too deeply, or short with aliases that stand for millions of entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.reader import ReaderError

from simulator.content.yaml_hints import hint

ROOT = Path(__file__).resolve().parents[2]
LARGEST_FILE = 500_000  # bytes; a scenario of real quality has about 20,000
DEEPEST = 30  # levels; content needs eight
MOST_ENTRIES = 100_000  # with every alias written out
TOO_DEEP = f"nested more than {DEEPEST} levels deep"

Place = Path | str
"""Where a text comes from: a file, or the name of a text that is on no disk."""


def read_yaml(path: Path, problems: list[str]) -> CommentedMap | None:
    """The file as a mapping that remembers its lines, or None with the reason in ``problems``."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            problems.append(f"{shown(path)}:1: file: larger than {LARGEST_FILE} bytes")
            return None
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        problems.append(f"{shown(path)}:1: file: cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        problems.append(f"{shown(path)}:1: file: not UTF-8 at byte {error.start}")
        return None
    return read_text(path, text, problems)


def read_text(place: Place, text: str, problems: list[str]) -> CommentedMap | None:
    """The text as a mapping that remembers its lines, or None with the reason in ``problems``."""
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line, told = hint(error, text.splitlines())
        problems.append(f"{shown(place)}:{line}: yaml: {told}")
        return None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.append(f"{shown(place)}:{line}: yaml: holds a character that no text may")
        return None
    except YAMLError as error:
        problems.append(f"{shown(place)}:1: yaml: {' '.join(str(error).split())}")
        return None
    except RecursionError:
        problems.append(f"{shown(place)}:{_deep_line(text)}: yaml: {TOO_DEEP}")
        return None
    wrong = _no_mapping(data) or _unbounded(data)
    if wrong:
        problems.append(f"{shown(place)}:{wrong}")
        return None
    mapping: CommentedMap = data
    return mapping


def _no_mapping(data: object) -> str | None:
    if data is None:
        return "1: file: is empty"
    if not isinstance(data, CommentedMap):
        what = "a list" if isinstance(data, list) else "a text"
        return f"1: file: must be a mapping of keys to values, not {what}"
    return None


def _unbounded(data: CommentedMap) -> str | None:
    """What makes the data too much to be worked on, at its line; None when it is fit."""
    measured: dict[int, tuple[int, int]] = {}  # an alias is the very object that it names

    def measure(node: object, above: int) -> tuple[int, int]:
        """Entries and levels of ``node``, aliases written out."""
        if not isinstance(node, CommentedMap | CommentedSeq):
            return 1, 0
        if above >= DEEPEST:
            raise _TooMuch(node, TOO_DEEP)
        if id(node) not in measured:
            parts = [measure(child, above + 1) for child in _children(node)]
            entries, levels = (list(column) for column in zip((1, 0), *parts, strict=True))
            measured[id(node)] = sum(entries), 1 + max(levels)
        entries_here, levels_here = measured[id(node)]
        if above + levels_here > DEEPEST:
            raise _TooMuch(node, TOO_DEEP)
        if entries_here > MOST_ENTRIES:
            raise _TooMuch(node, f"its aliases (*) stand for more than {MOST_ENTRIES} entries")
        return entries_here, levels_here

    try:
        measure(data, 0)
    except _TooMuch as too_much:
        return str(too_much)
    return None


class _TooMuch(Exception):
    def __init__(self, node: CommentedMap | CommentedSeq, told: str) -> None:
        super().__init__(f"{node.lc.line + 1}: yaml: {told}")


def _children(node: CommentedMap | CommentedSeq) -> Iterator[object]:
    if isinstance(node, CommentedMap):
        yield from node.keys()  # a key may be a list or a mapping too
        yield from node.values()
    else:
        yield from node


def _deep_line(text: str) -> int:
    """The line at which the text gets nested too deeply; events come without recursion."""
    depth = 0
    for event in YAML(typ="rt").parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            return int(event.start_mark.line) + 1
    return 1


def shown(place: Place) -> str:
    """The place as people write it: a path relative to the project where it lies inside."""
    if isinstance(place, str):
        return place
    try:
        return place.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(place)


def plain(node: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """ruamel's remembering types as plain dicts, lists and scalars."""
    if isinstance(node, dict):
        return {_as_key(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for scalar in (str, int, float):
        if isinstance(node, scalar):
            return scalar(node)
    return node


def _as_key(key: Any) -> Any:  # noqa: ANN401 - a list cannot be a key of a dict; its text can
    simple = plain(key)
    return simple if isinstance(simple, str | int | float | bool) or simple is None else str(key)
