"""The parts of a text as its outline shows them; works on a text that is broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.studio.problems import Problem
from simulator.content.loading import Kind
from simulator.content.placing import nodes

PARTS: dict[Kind, dict[str, tuple[str, ...]]] = {
    "scenario": {
        "head": ("title", "summary", "language", "industry", "company", "difficulty", "mood",
                 "skills", "channel", "scorecard", "id"),
        "who": ("persona", "caller", "sound", "state"),
        "briefing": ("briefing",),
        "knowledge": ("knowledge", "limits"),
        "opening": ("opening",),
        "facts": ("facts",),
        "objections": ("objections",),
        "questions": ("questions",),
        "resolutions": ("resolutions",),
        "around": ("triggers", "asides", "moments"),
        "variations": ("segments", "twists"),
        "lines": ("lines",),
    },
    "persona": {
        "person": ("name", "about", "language", "gender", "age", "id"),
        "temperament": ("temperament", "speech"),
        "voice": ("voice",),
        "lines": ("lines",),
    },
}  # fmt: skip
"""The top-level keys of each part, in the order in which the outline has them."""


@dataclass(frozen=True)
class Part:
    """One part: its entries where it is made of some, its problems, its line (1 if it is not there)."""

    id: str
    keys: tuple[str, ...]
    count: int
    problems: int
    line: int


def parts(kind: Kind, text: str, problems: Iterable[Problem]) -> list[Part]:
    """Every part of a text of this kind."""
    entries: dict[str, set[int | str]] = {}
    lines: dict[str, int] = {}
    for node in nodes(text):
        top = str(node.path[0])
        lines.setdefault(top, node.line)
        if len(node.path) > 1 and (isinstance(node.path[1], int) or top == "lines"):
            entries.setdefault(top, set()).add(node.path[1])
    wrong = [problem.where.split(".")[0] for problem in problems]
    return [
        Part(
            name,
            keys,
            sum(len(entries.get(key, ())) for key in keys if key != "skills"),
            sum(key in keys for key in wrong),
            min((lines[key] for key in keys if key in lines), default=1),
        )
        for name, keys in PARTS[kind].items()
    ]


def part_of(kind: Kind, where: str) -> str:
    """The part that an object (``facts.2.lines``) belongs to; the first one for the file as a whole."""
    top = where.split(".")[0]
    return next((name for name, keys in PARTS[kind].items() if top in keys), next(iter(PARTS[kind])))
