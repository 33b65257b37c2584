"""Where in a YAML text each value stands, to the character, and how a value is written there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from simulator.content.inline_yaml import Path
from simulator.errors import BadInput

INLINE = {  # keys whose value is written in brackets here
    *("after", "about", "asks", "skills", "ivr", "cues", "offered_by", "timed_by", "answered_by"),
    *("fillers", "state"),
}
_BLOCK = ("|", ">")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)  # breaks lines, or is no text


@lru_cache(maxsize=8)  # one edit looks at the same text several times; nobody changes the nodes
def tree(text: str) -> MappingNode:
    """The text as nodes that know where they stand. Raises BadInput for what is no mapping, or broken."""
    try:
        root = YAML(typ="rt", pure=True).compose(StringIO(text))
    except YAMLError as error:
        raise BadInput(f"the YAML cannot be read: {error}", code="broken_yaml") from error
    if root is None:
        raise BadInput("the YAML is empty", code="broken_yaml")
    if not isinstance(root, MappingNode):
        raise BadInput("the YAML must be a mapping of keys to values", code="broken_yaml")
    return root


def entry(node: Node, part: str | int) -> tuple[Node, Node] | None:
    """The key (of a list: the value itself) and the value of ``part`` in ``node``."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        return node.value[part], node.value[part]
    return None


def find(root: Node, path: Sequence[str | int]) -> Node | None:
    """The value at ``path``; None where there is none."""
    node: Node | None = root
    for part in path:
        found = entry(node, part) if node is not None else None
        node = found[1] if found else None
    return node


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, ScalarNode]]:
    """Every scalar below ``node`` with its place."""
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from walk(value, (*path, str(key.value)))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from walk(value, (*path, index))


def start(node: Node) -> int:
    """The index of the first character."""
    return int(node.start_mark.index)


def end(text: str, node: Node) -> int:
    """The index behind the last character; comments and empty lines below do not belong to it."""
    if isinstance(node, ScalarNode):
        last = int(node.end_mark.index)
        return len(text[:last].rstrip("\n")) if node.style in _BLOCK else last
    if in_brackets(node) or not node.value:
        return int(node.end_mark.index)
    last_value = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return max(end(text, last_value), start(node))


def in_brackets(node: Node | None) -> bool:
    """Whether a list or mapping is written in brackets."""
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def behind_key(text: str, key: Node) -> int:
    """The index behind the colon of a key."""
    return text.index(":", int(key.end_mark.index)) + 1


def line_start(text: str, index: int) -> int:
    """The index of the first character of the line."""
    return text.rfind("\n", 0, index) + 1


def next_line(text: str, index: int) -> int:
    """The index of the first character of the following line, or the end of the text."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def scalar(value: object, *, inline: bool, style: str = "", indent: int = 0) -> str:
    """A scalar as YAML: in the quotes it had, else bare where that is safe, else in quotes."""
    if not isinstance(value, str):
        return "null" if value is None else json.dumps(value)
    if "\n" in value and not inline:
        lines = "\n".join(" " * indent + line if line else "" for line in value.split("\n"))
        if _reads(written := f"|-\n{lines}", value, "k: {}\n", indent):
            return written
    single, double = "'" + value.replace("'", "''") + "'", _double(value)
    order = {"'": (single, double), '"': (double, single)}.get(style, (value, single, double))
    frame = "[{}, x]" if inline else "k: {}\n"
    return next(written for written in order if _reads(written, value, frame, indent))


def _double(value: str) -> str:
    """In double quotes, with escapes for what cannot stand there."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _UNSEEN.sub(lambda found: f"\\U{ord(found[0]):08x}", plain) + '"'


def _reads(written: str, value: str, frame: str, indent: int) -> bool:
    """Whether ``written`` is read as exactly ``value`` in its surroundings, and stays in its line."""
    if not written.startswith("|") and ("\n" in written or _UNSEEN.search(written)):
        return False
    try:
        outer = " " * (indent - 2) if indent >= 2 else ""
        read = YAML(typ="safe", pure=True).load(outer + frame.replace("{}", written))
    except (YAMLError, ValueError):
        return False
    held = (
        read[0]
        if isinstance(read, list) and len(read) == 2
        else read.get("k")
        if isinstance(read, dict)
        else None
    )
    return type(held) is str and held == value


def render(value: Any, indent: int, key: str = "") -> str:  # noqa: ANN401 - whatever YAML holds
    """A value as it is written after ``key:``, with the blank or line break before it."""
    if isinstance(value, dict | list) and value and key not in INLINE:
        lines = "\n".join(" " * indent + line for line in block(value))
        return "\n" + lines
    return " " + (
        brackets(value) if isinstance(value, dict | list) else scalar(value, inline=False, indent=indent)
    )


def block(value: Any) -> list[str]:  # noqa: ANN401 - whatever YAML holds
    """The lines of a list or mapping that stands below its key, without indentation."""
    lines: list[str] = []
    if isinstance(value, dict):
        for key, held in value.items():
            inner = render(held, 2, str(key))
            lines += f"{scalar(str(key), inline=True)}:{inner}".split("\n")
        return lines
    for held in value:
        if isinstance(held, dict | list) and held and not _small(held):
            first, *rest = block(held)
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
        else:
            inner = brackets(held) if isinstance(held, dict | list) else scalar(held, inline=False, indent=2)
            lines += f"- {inner}".split("\n")
    return lines


def _small(held: Any) -> bool:  # noqa: ANN401 - whatever YAML holds
    return isinstance(held, dict) and set(held) == {"label", "value"}  # a row of the customer card


def brackets(value: Any) -> str:  # noqa: ANN401 - whatever YAML holds
    """A list or mapping in one line."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{scalar(str(k), inline=True)}: {brackets(v)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(brackets(held) for held in value) + "]"
    return scalar(value, inline=True)
