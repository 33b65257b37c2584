"""Reads the inline part of YAML, ``[a, b]``, ``{key: value}`` and quoted texts, while it is being typed.

Never fails: what is not closed is open, and the reader says where the next character would stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Where something stands: ``("facts", 2, "lines", "angry", 0)``."""

_COMMENT = re.compile(r"(^|\s)#.*$")


@dataclass(frozen=True)
class Node:
    """A key or an entry where it begins: line from 1, column from 0, and its text if it has one."""

    path: Path
    line: int
    column: int
    value: str = ""
    inline: bool = False  # inside [ ] or { }


@dataclass
class _Bracket:
    """An open bracket: where it stands, and the key or number of the entry that is being read."""

    path: Path
    kind: str
    part: str | int | None = None
    count: int = 0


@dataclass
class Inline:
    """What stands after a key or dash and begins with a bracket or a quote."""

    path: Path
    nodes: list[Node]  # found ones are added here
    open: list[_Bracket] = field(default_factory=list)
    quote: str = ""
    token: str = ""  # of the entry that is being read, so far
    line: int = 0
    column: int = 0  # where the token begins
    done: bool = False

    def read(self, raw: str, line: int, start: int = 0) -> None:
        """Take a line in, from ``start`` on, until everything is closed."""
        for place in range(start, len(raw)):
            if self.done or (
                not self.quote and raw[place] == "#" and (place == 0 or raw[place - 1].isspace())
            ):
                break
            if not self.token.strip():
                self.line, self.column = line, place
            self._take(raw[place], raw[place + 1 : place + 2])
        if self.token:
            self.token += " "  # a text may go on in the next line

    def here(self) -> Path:
        """The entry that is being read: a key's value, a list's entry, or the mapping that awaits a key."""
        if not self.open:
            return self.path
        bracket = self.open[-1]
        if bracket.kind == "[" and bracket.part is None:
            return (*bracket.path, bracket.count)
        return bracket.path if bracket.part is None else (*bracket.path, bracket.part)

    def awaits_key(self) -> bool:
        """Whether a key of a ``{ }`` is being read."""
        return bool(self.open and self.open[-1].kind == "{" and self.open[-1].part is None)

    def _take(self, char: str, following: str) -> None:
        fresh = not self.token.strip()
        if self.quote:
            self._inside_quote(char)
        elif fresh and char in "\"'":
            self._begin()
            self.quote, self.token = char, char
        elif fresh and char in "[{":
            self._begin()
            self.open.append(_Bracket(self.here() if self.open else self.path, char))
        elif self.open:
            self._punctuation(char, following)

    def _inside_quote(self, char: str) -> None:
        escaped = self.quote == '"' and self.token.endswith("\\") and not self.token.endswith("\\\\")
        self.token += char
        if char == self.quote and not escaped:
            self.quote = ""
            self.done = not self.open

    def _punctuation(self, char: str, following: str) -> None:
        bracket = self.open[-1]
        if char in ",]}":
            self._end()
            if char != ",":
                self.open.pop()
                self.done = not self.open
        elif char == ":" and self.awaits_key() and following in ("", " "):
            bracket.part = bare(self.token.strip())
            self.nodes.append(Node((*bracket.path, bracket.part), self.line, self.column, inline=True))
            self.token = ""
        else:
            if not char.isspace():
                self._begin()
            self.token += char

    def _begin(self) -> None:
        """An entry of a list begins."""
        if self.open and self.open[-1].kind == "[" and self.open[-1].part is None:
            bracket = self.open[-1]
            bracket.part = bracket.count
            bracket.count += 1
            self.nodes.append(Node((*bracket.path, bracket.part), self.line, self.column, inline=True))

    def _end(self) -> None:
        """An entry is complete: its text goes to its node."""
        bracket = self.open[-1]
        last = self.nodes[-1] if self.nodes else None
        text = bare(self.token.strip())
        if (
            text
            and last is not None
            and bracket.part is not None
            and last.path == (*bracket.path, bracket.part)
        ):
            self.nodes[-1] = Node(last.path, last.line, last.column, text, inline=True)
        bracket.part, self.token = None, ""


def bare(value: str) -> str:
    """A scalar without its quotes and the comment behind it."""
    if value[:1] in ("'", '"') and (end := value.find(value[0], 1)) > 0:
        return value[1:end]
    return _COMMENT.sub("", value).strip()
