"""Scorecard > Section > Item, read from YAML in ``grading/scorecards/``.

Unknown keys, scorers and slots are refused; every problem comes as ``file:line: object: what, valid``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from grading.card_checks import card_problems
from grading.manner import Channel, Direction, Manner
from grading.result import Verdict
from simulator.content.persona import Content
from simulator.content.problems import at, by_line, parse
from simulator.content.yaml_reading import plain, read_yaml
from simulator.errors import BadInput, ContentError

SCORECARDS = Path(__file__).parent / "scorecards"
_PLACE = re.compile(r"\bsections\.(\d+)\.items\.(\d+)")


class Wording(Content):
    """One sentence in both languages of the product."""

    zh: str
    en: str

    def in_language(self, chinese: bool) -> str:
        """The sentence for a Chinese call, or for any other."""
        return self.zh if chinese else self.en


class Item(Content):
    """One thing that is judged: its points, who judges it (``scorer``) and with what ``settings``."""

    id: str
    points: float = Field(gt=0, strict=True, allow_inf_nan=False)
    critical: bool = Field(False, strict=True, description="a missed verdict is a critical error")
    title: Wording
    scorer: str
    settings: dict[str, Any] = Field(default_factory=dict)
    levels: dict[Verdict, Wording] = Field(description="what each verdict means here")
    advice: dict[Verdict, Wording] = Field(description="one line with a better wording")


class Section(Content):
    """Items that belong together; a bar of the report."""

    id: str
    title: Wording
    items: list[Item] = Field(min_length=1)


class Scorecard(Content):
    """A whole scorecard; ``critical_cap`` is the highest total after a critical error."""

    id: str
    title: Wording
    channel: Channel = Field(Channel.PHONE, description="spoken or written")
    direction: Direction = Field(Direction.INBOUND, description="who rang whom")
    pass_mark: float = Field(80, ge=0, le=100, strict=True)
    critical_cap: float = Field(59, ge=0, le=100, strict=True)
    sections: list[Section] = Field(min_length=1)

    @property
    def manner(self) -> Manner:
        """How the conversations are held that this card is for."""
        return Manner(self.channel, self.direction)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)


def scorecard_names() -> dict[str, Path]:
    """The scorecards that ship, by name (``inbound@1``)."""
    return {_name_in(path, path.stat().st_mtime_ns): path for path in sorted(SCORECARDS.glob("*.yaml"))}


def load_scorecard(name: str | Path) -> Scorecard:
    """The scorecard of this name, or of this file.

    Raises BadInput for an unknown name (with the valid ones), ContentError for a file with problems.
    """
    path = Path(name)
    if path.suffix in {".yaml", ".yml"}:
        return _read(path.resolve())
    known = scorecard_names()
    if str(name) not in known:
        valid = ", ".join(known)
        raise BadInput(
            f"unknown scorecard '{name}'; valid: {valid}",
            code="unknown_scorecard",
            name=str(name),
            valid=valid,
        )
    return _read(known[str(name)])


def check_scorecard(path: Path) -> list[str]:
    """Every problem of a scorecard file; empty when it is sound."""
    problems: list[str] = []
    data = read_yaml(path, problems)
    if data is not None:
        parse(data, path, Scorecard, problems)
        problems.extend(at(path, data, loc, told) for loc, told in card_problems(plain(data), Item))
    return [_by_name(problem, data) for problem in by_line(problems, path)]


def _by_name(problem: str, data: Any) -> str:  # noqa: ANN401 - whatever YAML holds
    """``sections.0.items.2`` is the item's id where it has one."""

    def name(found: re.Match[str]) -> str:
        try:
            return str(data["sections"][int(found[1])]["items"][int(found[2])]["id"])
        except (KeyError, IndexError, TypeError):
            return found[0]

    return _PLACE.sub(name, problem, count=1)


@lru_cache(maxsize=16)
def _read(path: Path) -> Scorecard:
    problems = check_scorecard(path)
    if problems:
        raise ContentError(problems)
    card = parse(read_yaml(path, problems) or {}, path, Scorecard, problems)  # type: ignore[arg-type]
    if card is None:
        raise ContentError(problems)
    return card


@lru_cache(maxsize=64)
def _name_in(path: Path, changed: int) -> str:
    """The ``id`` of a scorecard file; its stem when the file cannot be read (loading it says why).

    ``changed``: when the file was last written; read once, an archive asks for every call.
    """
    data = read_yaml(path, [])
    return str(data.get("id", path.stem)) if data is not None else path.stem
