"""Which key or entry of a YAML text stands in which line, told from indentation, also while it is typed.

A parser gives nothing for a text with one mistake; an editor needs an answer then above all. So this reads
line by line what trainers write — mappings, lists, brackets, quoted and block texts — and never fails.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.content.inline_yaml import Inline, Node, Path, bare

_KEY = re.compile(
    r"""(?:"([^"]*)"|'([^']*)'|([^\s:#,\[\]{}&*!|>'"%@`-][^:#]*?))\s*:(?=\s|$)"""  # "a": | 'a': | a:
)
_BLOCK = re.compile(r"[|>][+\-0-9]*\s*(#.*)?$")


@dataclass
class _Level:
    """An open mapping key or list entry around the place that is read."""

    indent: int
    part: str | int


@dataclass
class Reader:
    """Reads lines one by one; afterwards it knows where the next character would stand."""

    nodes: list[Node] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    inline: Inline | None = None  # open brackets, or a quoted text that has not ended
    text_indent: int | None = None  # of the key that a block text (| or >) belongs to
    word: str | None = None  # what the last line holds that is no key: `dis`, the entry `一条都没收着`
    value: str | None = None  # what stands after the key of the last line, None where it has no key

    def read(self, raw: str, line: int) -> None:
        """Take one line in."""
        self.word = self.value = None
        body = raw.lstrip(" ")
        indent = len(raw) - len(body)
        if self.inline is not None:
            self._go_on(raw, line, 0)
            return
        if self.text_indent is not None:
            if not body or indent > self.text_indent:
                return
            self.text_indent = None
        if body and not body.startswith(("#", "---")):
            self._block(body, line, indent)

    def path(self) -> Path:
        """The block entry that is open."""
        return tuple(level.part for level in self.levels)

    def close(self, column: int) -> None:
        """What is indented as far as ``column`` has ended."""
        while self.levels and self.levels[-1].indent >= column:
            self.levels.pop()

    def _block(self, body: str, line: int, column: int) -> None:
        dash = column
        while body == "-" or body.startswith("- "):
            self._item(line, column)
            rest = body[1:].lstrip(" ")
            dash, column, body = column, column + len(body) - len(rest), rest
        found = _KEY.match(body)
        if found is None:
            self._entry(body, line, dash, column)
            return
        self.close(column)
        self.levels.append(_Level(column, next(group for group in found.groups() if group is not None)))
        value = body[found.end() :].lstrip(" ")
        self.nodes.append(Node(self.path(), line, column, bare(value)))
        self.value = value
        self._value(value, line, column, column + len(body) - len(value))

    def _item(self, line: int, column: int) -> None:
        """A dash: the next entry of the list that stands in this column, or the first of a new one."""
        while self.levels and self.levels[-1].indent > column:
            self.levels.pop()
        count = 0
        if self.levels and self.levels[-1].indent == column and isinstance(self.levels[-1].part, int):
            count = self.levels.pop().part + 1  # type: ignore[operator]  # an int, as the line above says
        self.levels.append(_Level(column, count))
        self.nodes.append(Node(self.path(), line, column))

    def _entry(self, body: str, line: int, dash: int, column: int) -> None:
        """Text without a key: an entry of a list, more of a text that began above, or a key half typed."""
        self.word = body
        last = self.nodes[-1] if self.nodes else None
        if dash != column or (last and last.path == self.path() and last.line == line):
            self.nodes[-1] = Node(self.nodes[-1].path, line, dash, bare(body))
            self._value(body, line, dash, column)
        elif not (last and last.value and self.levels and self.levels[-1].indent < column):
            self.close(column)

    def _value(self, value: str, line: int, indent: int, column: int) -> None:
        if _BLOCK.match(value):
            self.text_indent = indent
        elif value[:1] in ("[", "{", '"', "'"):
            self.inline = Inline(self.path(), self.nodes)
            self._go_on(" " * column + value, line, column)

    def _go_on(self, raw: str, line: int, start: int) -> None:
        assert self.inline is not None
        self.inline.read(raw, line, start)
        if self.inline.done:
            self.inline = None


def nodes(text: str) -> list[Node]:
    """Every key and entry of the text, in the order in which they stand."""
    reader = Reader()
    for number, raw in enumerate(text.split("\n"), 1):
        reader.read(raw.rstrip("\r"), number)
    return reader.nodes


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line (from 1) of what stands at ``path``, or of the nearest thing around it that exists."""
    wanted = tuple(path)
    best, line = -1, 1
    for node in nodes(text):
        if len(node.path) > best and wanted[: len(node.path)] == node.path:
            best, line = len(node.path), node.line
    return line


def path_at(text: str, line: int) -> Path:
    """The key or entry that ``line`` (from 1) belongs to; empty above the first one."""
    found: Path = ()
    for node in nodes(text):
        if node.line > line:
            break
        found = found if node.inline else node.path
    return found
