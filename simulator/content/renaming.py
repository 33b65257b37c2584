"""Gives an item of a scenario another id, everywhere the file names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml.nodes import ScalarNode

from simulator.content.checks import PLACES, WITH_IDS
from simulator.content.inline_yaml import Path
from simulator.content.references import SLOTS, refers
from simulator.content.scenario import Scenario
from simulator.content.shapes import shape_at
from simulator.content.wording_checks import SPOKEN_KEYS, WHO
from simulator.content.yaml_spans import end, scalar, start, tree, walk
from simulator.errors import BadInput

ID = re.compile(r"[A-Za-z0-9][\w.-]*")


def rename(text: str, kind: str, old: str, new: str) -> str:
    """The text in which the item ``old`` of the list ``kind`` (facts, knowledge …) is called ``new``.

    Changes its id, also in segments and twists, every reference, and slots in what is said ({bill}).
    Raises BadInput when there is no such item, the new id is taken, or is no id.
    """
    places = list(walk(tree(text)))
    slot = f"{{{old}}}" if kind == SLOTS and old not in WHO else ""
    _refuse(places, kind, old, new)
    if slot and slot in text and new in WHO:
        raise _taken(new)
    alone = not any(
        _is_id(path, other) and node.value == old for path, node in places for other in _rivals(kind)
    )
    for path, node in reversed(places):
        written = text[start(node) : end(text, node)]
        if node.value == old and (_is_id(path, kind) or ((alone or path[-1] != "at") and _names(path, kind))):
            changed = scalar(new, inline=False, style=node.style or "")
        elif slot and slot in written and SPOKEN_KEYS.intersection(map(str, path)):
            changed = written.replace(slot, f"{{{new}}}")
        else:
            continue
        text = text[: start(node)] + changed + text[end(text, node) :]
    return text


def _refuse(places: list[tuple[Path, ScalarNode]], kind: str, old: str, new: str) -> None:
    ids = [node.value for path, node in places if _is_id(path, kind)]
    if kind not in WITH_IDS:
        raise BadInput(
            f"no list '{kind}' with ids; valid: {', '.join(WITH_IDS)}", code="rename_kind", kind=kind
        )
    if old not in ids:
        valid = ", ".join(sorted(set(ids))) or "none"
        raise BadInput(f"no '{old}' in {kind}; valid: {valid}", code="rename_unknown", name=old, valid=valid)
    if not ID.fullmatch(new):
        raise BadInput(f"'{new}' is no id: letters, digits, - and _ only", code="rename_no_id", name=new)
    if new in ids or (kind in _AT and new in PLACES):
        raise _taken(new)


def _taken(new: str) -> BadInput:
    return BadInput(f"'{new}' is taken; choose another id", code="rename_taken", name=new)


_AT = ("objections", "questions", "facts")  # what the place of a moment may name


def _rivals(kind: str) -> Iterator[str]:
    """Other lists whose items a reference to this kind might mean as well."""
    return (other for other in _AT if kind in _AT and other != kind)


def _is_id(path: Path, kind: str) -> bool:
    """facts.2.id, segments.0.facts.1.id: the id of an item of this list."""
    return len(path) >= 3 and path[-1] == "id" and path[-3] == kind and isinstance(path[-2], int)


def _names(path: Path, kind: str) -> bool:
    shape = shape_at(Scenario, path)
    return shape is not None and kind in refers(shape.owner, shape.field)
