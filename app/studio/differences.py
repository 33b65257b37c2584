"""What has changed between two texts, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2  # lines that stay, shown before and after a change


@dataclass(frozen=True)
class Line:
    """A line of either text; ``number`` counts from 1 in the text that it stands in, 0 for a gap."""

    kind: Literal["same", "gone", "new", "gap"]
    number: int
    text: str


def difference(before: str, after: str) -> list[Line]:
    """The changed lines with a little around them; empty when the texts are the same."""
    old, new = before.splitlines(), after.splitlines()
    groups = SequenceMatcher(None, old, new).get_grouped_opcodes(AROUND)
    lines: list[Line] = []
    for group in groups:
        if lines:
            lines.append(Line("gap", 0, ""))
        for change in group:
            lines.extend(_lines(change, old, new))
    return lines


def _lines(change: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Line]:
    kind, old_from, old_to, new_from, new_to = change
    if kind == "equal":
        yield from (Line("same", at + 1, new[at]) for at in range(new_from, new_to))
        return
    yield from (Line("gone", at + 1, old[at]) for at in range(old_from, old_to))
    yield from (Line("new", at + 1, new[at]) for at in range(new_from, new_to))
