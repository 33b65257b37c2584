"""Whether each act of an agent moves the customer the way it should: probes right after the opening."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from simulator.content.scenario import Scenario
from simulator.rehearsal.craft import Craft
from simulator.rehearsal.phrasebook import Phrasebook
from simulator.rehearsal.playing import Rehearsed, started
from simulator.rehearsal.records import Finding, Trial
from simulator.rehearsal.texts import text

Way = Literal["up", "down", "not_up", "not_down"]
PROBES = 3  # acts tried on one call's seed; the seeds take turns
CLEARLY = 0.005  # change of a part of the mood that counts as one


@lru_cache(maxsize=1)
def expected() -> dict[str, dict[str, Way]]:
    """By act: each part of the mood and the way it should go."""
    data = YAML(typ="safe").load(Path(__file__).with_name("directions.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, dict[str, Way]]).validate_python(data)


def probes(call: Rehearsed) -> Iterator[Trial]:
    """A few acts, each in a call of its own with this caller and seed."""
    acts = list(expected())
    first = call.seed * PROBES
    for place in range(first, first + PROBES):
        act = acts[place % len(acts)]
        yield Trial(kind="probe", name=act, finding=_probe(act, call))


def _probe(act: str, call: Rehearsed) -> Finding | None:
    fresh = started(call)
    scenario = fresh.scenario
    craft = Craft(scenario, Phrasebook(scenario.language, random.Random(f"{call.seed}:probe:{act}")))
    fresh.hear(craft.greet().good)
    before = fresh.mood
    said = _words(act, craft, scenario)
    reply = fresh.hear(said) if said else fresh.silence()
    for part, way in expected()[act].items():
        change = getattr(reply.state, part) - getattr(before, part)
        if not _goes(change, way) and not _at_its_end(getattr(before, part), way):
            what = _wrong_way(act, part, way, change, scenario.language)
            return Finding(kind="direction", turn=2, text=said, what=what)
    return None


def _wrong_way(act: str, part: str, way: Way, change: float, language: str) -> str:
    named = {"part": text(part, language), "way": text(way, language)}
    return text("wrong_way", language, act=act, change=change, **named)


def _words(act: str, craft: Craft, scenario: Scenario) -> str:
    if act == "silence":
        return ""
    if act == "feel":
        return craft.feel_of(scenario.mood)
    if act == "restate":
        return craft.crib.restatement()
    if act == "ask":
        asked = [fact for fact in scenario.facts if fact.asks and fact.kind != "identity"]
        return craft.crib.question(asked[0]) if asked else craft.book.good("ask_open")
    return craft.book.other(act)


def _goes(change: float, way: Way) -> bool:
    if way == "up":
        return change >= CLEARLY
    if way == "down":
        return change <= -CLEARLY
    return change <= CLEARLY if way == "not_up" else change >= -CLEARLY


def _at_its_end(value: float, way: Way) -> bool:
    """Where the mood cannot go any further."""
    return (way == "up" and value > 1 - CLEARLY) or (way == "down" and value < CLEARLY)
