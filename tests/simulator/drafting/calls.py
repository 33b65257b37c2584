"""Calls to draft from: invented, as people talk, punctuated and as recognisers write them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.content.loading import Library, load_files, load_library
from simulator.content.scenario import Scenario
from simulator.drafting import draft
from simulator.transcript import Transcript

CALLS = YAML(typ="safe").load(Path(__file__).with_name("calls.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def content() -> Library:
    return load_library()


def a_call(language: str, lines: Iterable[str], first: str = "agent", **fields: object) -> Transcript:
    """A call whose lines alternate between the sides."""
    sides = ("agent", "customer") if first == "agent" else ("customer", "agent")
    turns = [{"speaker": sides[place % 2], "text": text} for place, text in enumerate(lines)]
    return Transcript.read({"call_id": "c-1", "language": language, "turns": turns, **fields}, "test")


def named(name: str) -> Transcript:
    """A call of ``calls.yaml``."""
    return a_call(CALLS[name]["language"], CALLS[name]["lines"])


def loaded(text: str, scenario_id: str, folder: Path) -> tuple[Scenario | None, list[str]]:
    """A draft read back as the check reads it: the scenario, where it loads, and the problems."""
    path = folder / f"{scenario_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    found = load_files([path])
    return found.scenarios.get(scenario_id), found.problems


def drafted(call: Transcript, scenario_id: str = "broadband/a-draft") -> str:
    return draft(call, content(), scenario_id)


def as_data(text: str) -> dict:
    return YAML(typ="safe").load(text)
