"""Reads content: YAML into strict models, every problem as ``file:line: object: what, valid``.

All files are read before anything is reported, so a trainer sees all mistakes at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from ruamel.yaml.comments import CommentedMap

from simulator.content.checks import persona_problems, scenario_problems
from simulator.content.persona import Persona
from simulator.content.problems import at, by_line, parse, report
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.content.yaml_reading import ROOT, Place, read_text, read_yaml
from simulator.errors import BadInput, ContentError

SCENARIOS = ROOT / "scenarios"
PERSONAS = ROOT / "personas"
LARGEST_TEXT = 200_000  # characters of one text; a scenario of real quality has about 8,000

Kind = Literal["scenario", "persona"]
Cards = Mapping[str, Collection[str]]
"""The item ids of every scorecard that a scenario may name, by the scorecard's name."""


@dataclass
class Library:
    """All scenarios and personas by id, and the problems found on the way."""

    scenarios: dict[str, Scenario] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)  # personas that are there but could not be read

    def scenario(self, name: str) -> Scenario:
        """The scenario of this id. Raises BadInput with the valid ids."""
        return _pick(self.scenarios, name, "scenario")

    def cast(self, name: str, seed: int, level: Level | None = None) -> tuple[Scenario, Persona]:
        """What one call of this scenario plays, and who calls. Raises BadInput with the valid ids."""
        played = vary(self.scenario(name), seed, level)
        return played, self.persona(played.persona)

    def persona(self, name: str) -> Persona:
        """The persona of this id. Raises BadInput with the valid ids."""
        return _pick(self.personas, name, "persona")


Found = TypeVar("Found")


def _pick(known: dict[str, Found], name: str, kind: Kind) -> Found:
    if name not in known:
        valid = ", ".join(sorted(known))
        raise BadInput(
            f"unknown {kind} '{name}'; valid: {valid}", code=f"unknown_{kind}", name=name, valid=valid
        )
    return known[name]


@dataclass(frozen=True)
class Loaded:
    """What became of one text. ``content`` is None when it has not even the right shape."""

    data: CommentedMap | None
    content: Scenario | Persona | None
    problems: tuple[str, ...]


@lru_cache(maxsize=4)
def library(scenarios: Path = SCENARIOS, personas: Path = PERSONAS) -> Library:
    """The content shipped in these folders. Raises ContentError when any of it is wrong."""
    loaded = load_library(scenarios, personas)
    if loaded.problems:
        raise ContentError(loaded.problems)
    return loaded


def load_library(
    scenarios: Path = SCENARIOS, personas: Path = PERSONAS, cards: Cards | None = None
) -> Library:
    """Load both folders; problems are collected, not raised.

    ``cards`` are the scorecards, against which scenarios are then checked.
    """
    found = Library()
    for path in sorted(personas.glob("*.yaml")):
        _add(found, "persona", path, cards)
    for path in sorted(scenarios.glob("*/*.yaml")):
        _add(found, "scenario", path, cards)
    return found


def load_files(paths: Iterable[Path], cards: Cards | None = None) -> Library:
    """Load single files on top of the shipped library (a trainer's drafts); problems collected.

    Personas are read first, so a scenario may name one that stands later in ``paths``.
    """
    found = load_library()
    found.problems.clear()
    scenarios = []
    for path in paths:
        data = read_yaml(path, found.problems)
        if data is None:
            continue
        if kind_of(data) == "persona":
            _add(found, "persona", path, cards)
        else:
            scenarios.append(path)
    for path in scenarios:
        _add(found, "scenario", path, cards)
    return found


def load_text(kind: Kind, name: str, text: str, known: Library, cards: Cards | None = None) -> Loaded:
    """Check a text that is on no disk as if it were the file of the id ``name``.

    A scenario may name any persona of ``known``. Problems name the place ``{name}.yaml``.
    """
    place = f"{name}.yaml"
    if len(text) > LARGEST_TEXT:
        told = f"{place}:1: file: {len(text)} characters; one {kind} may have {LARGEST_TEXT}"
        return Loaded(None, None, (told,))
    problems: list[str] = []
    data = read_text(place, text, problems)
    if data is None:
        return Loaded(None, None, tuple(problems))
    return _checked(kind, place, name, data, known, cards)


def kind_of(data: Mapping[str, object]) -> Kind:
    """What a mapping is meant to be: with a temperament or a voice a persona, else a scenario."""
    return "persona" if "temperament" in data or "voice" in data else "scenario"


def _add(found: Library, kind: Kind, path: Path, cards: Cards | None) -> None:
    expected = path.stem if kind == "persona" else f"{path.parent.name}/{path.stem}"
    told: list[str] = []
    data = read_yaml(path, told)
    loaded = (
        Loaded(None, None, tuple(told))
        if data is None
        else _checked(kind, path, expected, data, found, cards)
    )
    found.problems += loaded.problems
    if isinstance(loaded.content, Scenario):
        found.scenarios[loaded.content.id] = loaded.content
    elif isinstance(loaded.content, Persona):
        found.personas[loaded.content.id] = loaded.content
    elif kind == "persona":
        found.faulty.add(path.stem)


def _checked(
    kind: Kind, place: Place, expected: str, data: CommentedMap, known: Library, cards: Cards | None
) -> Loaded:
    """The one way from a mapping to content: its shape, its place, then everything beyond."""
    told: list[str] = []
    persona = parse(data, place, Persona, told) if kind == "persona" else None
    content = persona or (parse(data, place, Scenario, told) if kind == "scenario" else None)
    if content is not None and content.id != expected:
        told.append(at(place, data, ("id",), f"is '{content.id}', the file's place says '{expected}'"))
    if isinstance(content, Persona):
        report(told, place, data, persona_problems(content))
    elif isinstance(content, Scenario):
        wrong = scenario_problems(content, known.personas, cards)
        if content.persona in known.faulty:  # its own problems are told already
            wrong = (problem for problem in wrong if problem[0] != ("persona",))
        report(told, place, data, wrong)
    return Loaded(data, content, tuple(by_line(told, place)))
