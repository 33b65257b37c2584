"""Reads content files: YAML 1.2 into strict models, every problem as ``file:line: object: what, valid``.

All files are read before anything is reported, so a trainer sees all mistakes at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase, CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from simulator.content.checks import persona_problems, scenario_problems
from simulator.content.persona import Persona
from simulator.content.scenario import Level, Scenario
from simulator.content.varying import vary
from simulator.content.wording_checks import Problem
from simulator.content.yaml_hints import hint
from simulator.errors import BadInput, ContentError

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "scenarios"
PERSONAS = ROOT / "personas"
LARGEST_FILE = 500_000  # bytes; a scenario of real quality has about 15,000

WORDS = {
    "float_parsing": "must be a number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": "must hold keys and values",
    "list_type": "must be a list: each entry on a line of its own, after a dash",
    "too_short": "needs at least one entry",
}

Model = TypeVar("Model", bound=BaseModel)


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


def _pick(known: dict[str, Found], name: str, kind: str) -> Found:
    if name not in known:
        valid = ", ".join(sorted(known))
        raise BadInput(
            f"unknown {kind} '{name}'; valid: {valid}", code=f"unknown_{kind}", name=name, valid=valid
        )
    return known[name]


@lru_cache(maxsize=4)
def library(scenarios: Path = SCENARIOS, personas: Path = PERSONAS) -> Library:
    """The content shipped in these folders. Raises ContentError when any of it is wrong."""
    loaded = load_library(scenarios, personas)
    if loaded.problems:
        raise ContentError(loaded.problems)
    return loaded


def load_library(
    scenarios: Path = SCENARIOS, personas: Path = PERSONAS, skills: Collection[str] = ()
) -> Library:
    """Load both folders; problems are collected, not raised.

    ``skills`` are the scorecard's item ids, against which scenarios are then checked.
    """
    found = Library()
    for path in sorted(personas.glob("*.yaml")):
        _add_persona(found, path)
    for path in sorted(scenarios.glob("*/*.yaml")):
        _add_scenario(found, path, skills)
    return found


def load_files(paths: Iterable[Path], skills: Collection[str] = ()) -> Library:
    """Load single files on top of the shipped library (a trainer's drafts); problems collected.

    A file with a temperament or a voice is a persona, any other a scenario. Personas are read first,
    so a scenario may name one that stands later in ``paths``.
    """
    found = load_library()
    found.problems.clear()
    scenarios = []
    for path in paths:
        data = read_yaml(path, found.problems)
        if data is None:
            continue
        if "temperament" in data or "voice" in data:
            _add_persona(found, path)
        else:
            scenarios.append(path)
    for path in scenarios:
        _add_scenario(found, path, skills)
    return found


def _add_persona(found: Library, path: Path) -> None:
    told: list[str] = []
    data = read_yaml(path, told)
    persona = parse(data, path, Persona, told) if data is not None else None
    if data is None or persona is None:
        found.faulty.add(path.stem)
    else:
        _expect_id(told, path, data, persona.id, path.stem)
        _report(told, path, data, persona_problems(persona))
        found.personas[persona.id] = persona
    found.problems += by_line(told, path)


def _add_scenario(found: Library, path: Path, skills: Collection[str]) -> None:
    told: list[str] = []
    data = read_yaml(path, told)
    scenario = parse(data, path, Scenario, told) if data is not None else None
    if data is not None and scenario is not None:
        _expect_id(told, path, data, scenario.id, f"{path.parent.name}/{path.stem}")
        wrong = scenario_problems(scenario, found.personas, skills)
        if scenario.persona in found.faulty:  # its own problems are told already
            wrong = (problem for problem in wrong if problem[0] != ("persona",))
        _report(told, path, data, wrong)
        found.scenarios[scenario.id] = scenario
    found.problems += by_line(told, path)


def _report(problems: list[str], path: Path, data: CommentedMap, wrong: Iterable[Problem]) -> None:
    problems.extend(at(path, data, loc, message) for loc, message in wrong)


def by_line(problems: list[str], path: Path) -> list[str]:
    """One file's problems in the order of its lines."""
    before = len(shown(path)) + 1
    return sorted(problems, key=lambda problem: int(problem[before:].split(":")[0]))


def _expect_id(problems: list[str], path: Path, data: CommentedMap, given: str, expected: str) -> None:
    if given != expected:
        problems.append(at(path, data, ("id",), f"is '{given}', the file's place says '{expected}'"))


def read_yaml(path: Path, problems: list[str]) -> CommentedMap | None:
    """The file as a mapping that remembers its lines, or None with the reason in ``problems``."""
    text = ""
    try:
        if path.stat().st_size > LARGEST_FILE:
            problems.append(f"{shown(path)}:1: file: larger than {LARGEST_FILE} bytes")
            return None
        text = path.read_text(encoding="utf-8")
        data = YAML(typ="rt").load(text)
    except OSError as error:
        problems.append(f"{shown(path)}:1: file: cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        problems.append(f"{shown(path)}:1: file: not UTF-8 at byte {error.start}")
        return None
    except MarkedYAMLError as error:
        line, told = hint(error, text.splitlines())
        problems.append(f"{shown(path)}:{line}: yaml: {told}")
        return None
    except YAMLError as error:
        problems.append(f"{shown(path)}:1: yaml: {error}")
        return None
    if data is None:
        problems.append(f"{shown(path)}:1: file: is empty")
        return None
    if not isinstance(data, CommentedMap):
        what = "a list" if isinstance(data, list) else "a text"
        problems.append(f"{shown(path)}:1: file: must be a mapping of keys to values, not {what}")
        return None
    return data


def parse(data: CommentedMap, path: Path, model: type[Model], problems: list[str]) -> Model | None:
    """Validate ``data``; each pydantic error becomes one problem at its own line."""
    try:
        return model.model_validate(plain(data))
    except ValidationError as error:
        problems.extend(at(path, data, item["loc"], explain(item, model)) for item in error.errors())
        return None


def at(path: Path, data: object, loc: Sequence[int | str], message: str) -> str:
    """``file:line: object: message`` for a location inside ``data``."""
    known, line = _line_of(data, loc)
    name = ".".join(str(part) for part in known) or "file"
    return f"{shown(path)}:{line}: {name}: {message}"


def shown(path: Path) -> str:
    """The path as people write it: relative to the project where it lies inside."""
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(path)


def plain(node: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """ruamel's remembering types as plain dicts, lists and scalars."""
    if isinstance(node, dict):
        return {plain(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for scalar in (str, int, float):
        if isinstance(node, scalar):
            return scalar(node)
    return node


def _line_of(data: object, loc: Sequence[int | str]) -> tuple[list[int | str], int]:
    """The part of ``loc`` that exists in the file, and the 1-based line of its last piece."""
    known: list[int | str] = []
    line = 0
    node: Any = data
    for part in loc:
        if isinstance(node, CommentedMap):
            place = node.lc.key(part) if part in node else None
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            place = node.lc.item(part)
        else:
            place = None
        if place is None:
            if not isinstance(part, str) or not part.startswith(("[", "function-")):
                known.append(part)
            continue
        known.append(part)
        line = place[0]
        node = node[part]
        if not isinstance(node, CommentedBase):
            break
    return known, line + 1


def explain(item: ErrorDetails, model: type[BaseModel]) -> str:
    """One pydantic error in words that a trainer can act on."""
    given, kind = item.get("input"), item["type"]
    if kind == "extra_forbidden":
        valid = _fields_at(model, item["loc"][:-1])
        return f"unknown key{nearest(str(item['loc'][-1]), valid)}"
    if kind == "missing":
        return "missing"
    if kind == "string_type" and isinstance(given, int | float):
        return f"must be text: write it in quotes, '{given}'"
    if kind in ("model_type", "model_attributes_type"):
        return f"must hold the keys {', '.join(sorted(_fields_at(model, item['loc'])))}{_is(given)}"
    return _plainly(item) + _is(given)


def _plainly(item: ErrorDetails) -> str:
    kind, given = item["type"], item.get("input")
    if kind in ("float_type", "int_type") and isinstance(given, str):
        return "must be a number, without quotes"
    if kind in WORDS:
        return WORDS[kind]
    return item["msg"].replace("Input should be ", "must be ", 1)


def _is(given: object) -> str:
    return f" (is {given!r})" if isinstance(given, str | int | float | bool) else ""


def nearest(name: str, valid: Collection[str]) -> str:
    """What comes after the name of something that does not exist: the likeliest, and all that do."""
    close = get_close_matches(name, valid, n=1)
    meant = f" (did you mean '{close[0]}'?)" if close else ""
    return f"{meant}; valid: {', '.join(sorted(valid))}"


def _fields_at(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """The field names of the model that ``loc`` leads to."""
    for part in loc:
        if not isinstance(part, str) or part not in model.model_fields:
            continue
        inner = _model_in(model.model_fields[part].annotation)
        if inner is not None:
            model = inner
    return sorted(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
