"""Changes single values of a YAML text and leaves every other line as it is, comments and quotes included.

What is changed is found by its path, ``("facts", 2, "lines", "angry", 0)``. Nothing is written anew that
stays the same: the text around is the trainer's. Every function returns the new text; a place that does not
exist, or a text that cannot be read, raises BadInput.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from simulator.content.inline_yaml import Path
from simulator.content.scenario import Scenario
from simulator.content.shapes import alternatives, is_model, shape_at
from simulator.content.yaml_spans import (
    behind_key,
    block,
    brackets,
    end,
    entry,
    find,
    in_brackets,
    line_start,
    next_line,
    render,
    scalar,
    start,
    tree,
)
from simulator.errors import BadInput

READ: dict[str, Callable[[str], object]] = {
    "tag:yaml.org,2002:int": lambda written: int(written.replace("_", ""), 0),
    "tag:yaml.org,2002:float": lambda written: float(written.replace("_", "").replace(".inf", "inf")),
    "tag:yaml.org,2002:bool": lambda written: written.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}


def value_at(text: str, path: Sequence[str | int]) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The value at ``path`` as plain data; None where there is none."""
    node = find(tree(text), path)
    return None if node is None else _plain(node)


def set_value(
    text: str,
    path: Sequence[str | int],
    value: Any,  # noqa: ANN401 - whatever YAML holds
    model: type[BaseModel] = Scenario,
) -> str:
    """Put ``value`` at ``path``: a text, a number, a list or a mapping; None removes the key.

    In lists and mappings only what differs is changed. A new key goes where the model has it.
    """
    node = find(tree(text), path)
    if value is None:
        return text if node is None else remove(text, path)
    if node is None:
        return insert(text, path, value, model)
    if isinstance(value, dict) and isinstance(node, MappingNode) and node.value and value:
        return _set_keys(text, path, node, value, model)
    if isinstance(value, list) and isinstance(node, SequenceNode) and node.value and value:
        return _set_entries(text, path, node, value, model)
    if type(_plain(node)) is type(value) and _plain(node) == value:
        return text
    return _replace(text, path, node, value)


def insert(
    text: str,
    path: Sequence[str | int],
    value: Any,  # noqa: ANN401 - whatever YAML holds
    model: type[BaseModel] = Scenario,
) -> str:
    """Put a new entry before the one at ``path``, or a new key into its mapping."""
    root = tree(text)
    parent, part = find(root, path[:-1]), path[-1]
    if parent is None or isinstance(parent, ScalarNode) or not parent.value:
        whole: Any = [value] if isinstance(part, int) else {part: value}
        if not path[:-1]:
            raise BadInput("the YAML is empty", code="broken_yaml")
        return set_value(text, path[:-1], whole, model)
    if isinstance(parent, SequenceNode) and isinstance(part, int):
        place = min(max(part, 0), len(parent.value))
        return _insert_entry(text, parent, place, value)
    if isinstance(parent, MappingNode):
        return _insert_key(text, parent, str(part), value, _order(model, tuple(path[:-1])))
    raise BadInput(f"no place {_shown(path)} in this text", code="no_such_place", path=_shown(path))


def remove(text: str, path: Sequence[str | int]) -> str:
    """Take away the entry or key at ``path`` and the comment behind it; an empty list becomes ``[]``."""
    root = tree(text)
    parent, part = find(root, path[:-1]), path[-1]
    found = entry(parent, part) if parent is not None else None
    if parent is None or found is None:
        raise BadInput(f"no {_shown(path)} in this text", code="no_such_place", path=_shown(path))
    if len(parent.value) == 1:
        empty = "[]" if isinstance(parent, SequenceNode) else "{}"
        return _put(text, path[:-1], parent, empty)
    if in_brackets(parent):
        return _remove_inline(text, parent, found)
    return _remove_block(text, parent, found)


def _set_keys(
    text: str, path: Sequence[str | int], node: MappingNode, value: dict[str, Any], model: type[BaseModel]
) -> str:
    for key, _ in node.value:
        if value.get(str(key.value)) is None:
            text = remove(text, (*path, str(key.value)))
    for name, held in value.items():
        text = set_value(text, (*path, name), held, model)
    return text


def _set_entries(
    text: str, path: Sequence[str | int], node: SequenceNode, value: list[Any], model: type[BaseModel]
) -> str:
    """What is the same at both ends stays; the rest is changed one by one, added or removed."""
    old = _plain(node)
    head = 0
    while head < min(len(old), len(value)) and old[head] == value[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(value)) - head and old[-1 - tail] == value[-1 - tail]:
        tail += 1
    both = min(len(old), len(value)) - head - tail
    for place in range(head, head + both):
        text = set_value(text, (*path, place), value[place], model)
    for place in range(head + both, len(value) - tail):
        text = insert(text, (*path, place), value[place], model)
    for _ in range(len(old) - len(value)):
        text = remove(text, (*path, head + both))
    return text


def _replace(text: str, path: Sequence[str | int], node: Node, value: Any) -> str:  # noqa: ANN401
    """Write ``value`` where ``node`` stands."""
    nested = isinstance(value, dict | list)
    inline = _is_inline(text, path)
    if nested and value and not inline:
        return _put_block(text, path, node, value)
    style = (node.style or "") if isinstance(node, ScalarNode) else ""
    behind = text[end(text, node) : next_line(text, end(text, node))].strip()
    flat = inline or ("\n" in str(value) and bool(behind))  # a comment behind would become part of a block
    depth = _depth(text, path)
    written = brackets(value) if nested else scalar(value, inline=flat, style=style, indent=depth)
    return _put(text, path, node, written)


def _put(text: str, path: Sequence[str | int], node: Node, written: str) -> str:
    """Write something that begins in the line of its key or dash."""
    key = _key(text, path, node)
    empty = isinstance(node, ScalarNode) and start(node) == end(text, node)
    if not empty and (key is None or isinstance(node, ScalarNode) or in_brackets(node)):
        return text[: start(node)] + written + text[end(text, node) :]
    begin = behind_key(text, key) if key else start(node)
    kept, finish = _comment(text, begin), begin if empty else end(text, node)
    gap = "" if text[begin - 1 : begin] == " " else " "
    return text[:begin] + gap + written + ("" if empty else kept) + text[finish:]


def _put_block(text: str, path: Sequence[str | int], node: Node, value: Any) -> str:  # noqa: ANN401
    """Write a list or mapping that goes over several lines."""
    key = _key(text, path, node)
    if key is None:
        column = int(node.start_mark.column)
        lines = ("\n" + " " * column).join(block(value))
        return text[: start(node)] + lines + text[end(text, node) :]
    begin = behind_key(text, key)
    kept = "" if isinstance(node, ScalarNode) or in_brackets(node) else _comment(text, begin)
    finish = max(begin, end(text, node))
    return text[:begin] + kept + render(value, _depth(text, path), str(path[-1])) + text[finish:]


def _key(text: str, path: Sequence[str | int], node: Node) -> Node | None:
    """The key before the value at ``path``; None in a list."""
    parent = find(tree(text), path[:-1]) if path else None
    found = entry(parent, path[-1]) if parent is not None else None
    return found[0] if found and isinstance(parent, MappingNode) else None


def _comment(text: str, begin: int) -> str:
    """The comment behind a key whose value stands below it, with the blanks before."""
    line = text[begin : next_line(text, begin)].rstrip("\n")
    return line if line.lstrip().startswith("#") else ""


def _insert_entry(text: str, parent: SequenceNode, place: int, value: Any) -> str:  # noqa: ANN401
    if in_brackets(parent):
        written = brackets(value)
        if place < len(parent.value):
            at = start(parent.value[place])
            return f"{text[:at]}{written}, {text[at:]}"
        at = end(text, parent.value[-1])
        return f"{text[:at]}, {written}{text[at:]}"
    column = int(parent.start_mark.column)
    lines = "".join(" " * column + line + "\n" if line else "\n" for line in block([value]))
    if place < len(parent.value):
        dash = _dash(text, parent.value[place])
        if text[line_start(text, dash) : dash].strip(" ") == "":
            at = line_start(text, dash)
            return text[:at] + lines + text[at:]
        return text[:dash] + lines.lstrip(" ") + " " * column + text[dash:]  # behind another dash: - - a
    at = next_line(text, end(text, parent))
    return _closed(text[:at]) + lines + text[at:]


def _insert_key(text: str, parent: MappingNode, key: str, value: Any, order: list[str]) -> str:  # noqa: ANN401
    if in_brackets(parent):
        at = end(text, parent.value[-1][1])
        return f"{text[:at]}, {scalar(key, inline=True)}: {brackets(value)}{text[at:]}"
    column = int(parent.start_mark.column)
    earlier = order[: order.index(key)] if key in order else []
    before = [held for name, held in parent.value if name.value in earlier]
    behind = before[-1] if before else parent.value[-1][1]
    lines = f"{scalar(key, inline=True)}:{render(value, 2, key)}".split("\n")
    written = "".join(" " * column + line + "\n" if line else "\n" for line in lines)
    at = next_line(text, end(text, behind))
    return _closed(text[:at]) + written + text[at:]


def _remove_inline(text: str, parent: Node, found: tuple[Node, Node]) -> str:
    """The entry with the comma behind it, or of the last one before it."""
    pairs = [pair if isinstance(pair, tuple) else (pair, pair) for pair in parent.value]
    index = next(at for at, (key, _) in enumerate(pairs) if key is found[0])
    if index + 1 < len(pairs):
        return text[: start(found[0])] + text[start(pairs[index + 1][0]) :]
    return text[: end(text, pairs[index - 1][1])] + text[end(text, found[1]) :]


def _remove_block(text: str, parent: Node, found: tuple[Node, Node]) -> str:
    key, value = found
    begin = _dash(text, key) if isinstance(parent, SequenceNode) else start(key)
    finish = next_line(text, max(end(text, value), int(key.end_mark.index) if key is not value else 0))
    if text[line_start(text, begin) : begin].strip(" ") == "":
        return text[: line_start(text, begin)] + text[finish:]
    rest = text[finish:]  # the first key behind a dash: the next one takes its place
    indent = int(parent.start_mark.column)
    skipped = _skip_comments(rest)
    return (
        text[:begin] + rest[skipped + indent :]
        if not skipped
        else _pull_up(text, begin, rest, skipped, indent)
    )


def _pull_up(text: str, begin: int, rest: str, skipped: int, indent: int) -> str:
    """The comments between two keys go above the dash, so that the second key can follow it."""
    above = line_start(text, begin)
    return text[:above] + rest[:skipped] + text[above:begin] + rest[skipped + indent :]


def _skip_comments(rest: str) -> int:
    at = 0
    while at < len(rest) and (
        not rest[at : next_line(rest, at)].strip() or rest[at:].lstrip(" ").startswith("#")
    ):
        at = next_line(rest, at)
    return at


def _dash(text: str, item: Node) -> int:
    """The index of the dash before an entry of a list."""
    return text.rindex("-", 0, start(item))


def _closed(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _is_inline(text: str, path: Sequence[str | int]) -> bool:
    root = tree(text)
    around = (find(root, path[:depth]) for depth in range(len(path)))
    return any(in_brackets(node) for node in around)


def _depth(text: str, path: Sequence[str | int]) -> int:
    """How far what stands below the key at ``path`` is indented."""
    parent = find(tree(text), path[:-1])
    return (int(parent.start_mark.column) if parent is not None else 0) + 2


def _order(model: type[BaseModel], path: Path) -> list[str]:
    """The keys of the mapping at ``path`` as the model has them."""
    shape = shape_at(model, path)
    for kind in alternatives(shape.kind) if shape else ():
        if is_model(kind):
            return list(kind.model_fields)
    return []


def _plain(node: Node) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(value) for value in node.value]
    return READ[str(node.tag)](node.value) if str(node.tag) in READ else node.value


def _shown(path: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in path)
