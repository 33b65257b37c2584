"""A trainer's scorecard tried on stored calls. Nothing is stored."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.house import House
from app.reporting import acoustics
from app.storage.records import StoredCall
from grading.grader import grade
from grading.overrides import in_force, overridden
from grading.result import Result, Verdict
from grading.scorecard import Item, Scorecard, check_scorecard, load_scorecard
from simulator.errors import BadInput

NAME = "scorecard.yaml"  # of a text without a file
_WHERE = re.compile(r"^(?P<file>.*?):(?P<line>\d+): ")


@dataclass(frozen=True)
class Mistake:
    """One problem as ``check`` tells it, and the line of the text that it stands in."""

    told: str
    line: int
    source: str


@dataclass(frozen=True)
class Draft:
    """What became of a text: a scorecard, or what is wrong with it."""

    card: Scorecard | None
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class Row:
    """One item by both cards; None where a card has no such item. ``overridden``: a person's verdict."""

    item: Item
    before: Verdict | None
    after: Verdict | None
    overridden: bool

    @property
    def differs(self) -> bool:
        """Whether the verdicts are not the same."""
        return self.before is not self.after


@dataclass(frozen=True)
class Comparison:
    """A call by the card that it was graded with, and by the draft."""

    call: StoredCall
    card: Scorecard | None  # the one before; None when it is gone
    before: Result
    after: Result
    rows: tuple[Row, ...]


def read_draft(text: str, name: str = NAME) -> Draft:
    """Check a text as ``python -m app check`` does a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name or NAME).name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        problems = check_scorecard(path)
        if not problems:
            return Draft(load_scorecard(path), ())
    lines = text.splitlines()
    return Draft(None, tuple(_mistake(problem.removeprefix(f"{folder}/"), lines) for problem in problems))


def _mistake(told: str, lines: list[str]) -> Mistake:
    found = _WHERE.match(told)
    line = int(found["line"]) if found else 1
    return Mistake(told, line, lines[line - 1].rstrip() if line <= len(lines) else "")


def compared(house: House, stored: StoredCall, draft: Scorecard) -> Comparison:
    """Grade a stored call by the draft, beside the result that it has (or would have).

    Verdicts that people have overridden are theirs in both.
    """
    voices = acoustics(house, stored)
    overrides = in_force(house.store.verdicts.history(stored.id))
    after = overridden(grade(stored.transcript, draft, stored.scenario, voices), overrides, draft)
    if stored.result is not None:
        before = Result.model_validate(stored.result)
    else:
        own = house.scorecard(stored.scenario.scorecard)
        before = grade(stored.transcript, own, stored.scenario, voices)
    card = _card(house, before.scorecard)
    return Comparison(stored, card, before, after, _rows(card, draft, before, after))


def _card(house: House, name: str) -> Scorecard | None:
    try:
        return house.scorecard(name)
    except BadInput:  # a card of one's own that is not there any more
        return None


def _rows(card: Scorecard | None, draft: Scorecard, before: Result, after: Result) -> tuple[Row, ...]:
    then = {item.id: item.verdict for item in before.items}
    now = {item.id: item.verdict for item in after.items}
    people = {item.id for some in (before, after) for item in some.items if item.override}
    items = {item.id: item for some in (card, draft) if some for item in some.items}
    order = [*now, *(name for name in then if name not in now)]
    return tuple(
        Row(items[name], then.get(name), now.get(name), name in people) for name in order if name in items
    )
