"""Reads content: YAML into strict models, every problem as ``file:line: object: what, valid``.

All files are read before anything is reported, so a trainer sees all mistakes at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap

from simulator.content.checks import persona_problems, scenario_problems
from simulator.content.persona import Persona
from simulator.content.problems import at, by_line, parse, report
from simulator.content.quick_yaml import read_quickly
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.content.wording_checks import Problem
from simulator.content.yaml_reading import ROOT, Place, read_text, read_yaml
from simulator.errors import BadInput, ContentError

SCENARIOS = ROOT / "scenarios"
PERSONAS = ROOT / "personas"
LARGEST_TEXT = 200_000  # characters of one text; a scenario of real quality has about 8,000

Kind = Literal["scenario", "persona"]
MODELS: dict[Kind, type[Scenario] | type[Persona]] = {"scenario": Scenario, "persona": Persona}
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
    sound = _sound(kind, path, expected, found, cards)
    loaded = sound or _read(kind, path, expected, found, cards)
    found.problems += loaded.problems
    if isinstance(loaded.content, Scenario):
        found.scenarios[loaded.content.id] = loaded.content
    elif isinstance(loaded.content, Persona):
        found.personas[loaded.content.id] = loaded.content
    elif kind == "persona":
        found.faulty.add(path.stem)


def _sound(kind: Kind, path: Path, expected: str, known: Library, cards: Cards | None) -> Loaded | None:
    """What a file without any problem holds; None: it must be read with care, which tells what is wrong."""
    data = read_quickly(path)
    try:
        content = MODELS[kind].model_validate(data)
    except ValidationError:
        return None
    wrong = _beyond(content, known, cards)
    return None if content.id != expected or any(True for _ in wrong) else Loaded(None, content, ())


def _read(kind: Kind, path: Path, expected: str, known: Library, cards: Cards | None) -> Loaded:
    told: list[str] = []
    data = read_yaml(path, told)
    if data is None:
        return Loaded(None, None, tuple(told))
    return _checked(kind, path, expected, data, known, cards)


def _checked(
    kind: Kind, place: Place, expected: str, data: CommentedMap, known: Library, cards: Cards | None
) -> Loaded:
    """The one way from a mapping to content: its shape, its place, then everything beyond."""
    told: list[str] = []
    content = parse(data, place, MODELS[kind], told)
    if content is not None and content.id != expected:
        told.append(at(place, data, ("id",), f"is '{content.id}', the file's place says '{expected}'"))
    if content is not None:
        report(told, place, data, _beyond(content, known, cards))
    return Loaded(data, content, tuple(by_line(told, place)))


def _beyond(content: Scenario | Persona, known: Library, cards: Cards | None) -> Iterator[Problem]:
    """What is wrong beyond the shape."""
    if isinstance(content, Persona):
        yield from persona_problems(content)
        return
    for location, message in scenario_problems(content, known.personas, cards):
        told_already = location == ("persona",) and content.persona in known.faulty
        if not told_already:
            yield location, message
