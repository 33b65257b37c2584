"""What a scenario must get right beyond its shape: references, reachability, slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.transcript import is_chinese

Problem = tuple[tuple[int | str, ...], str]
SLOT = re.compile(r"\{(\w+)\}")


def scenario_problems(scenario: Scenario, personas: Mapping[str, Persona]) -> Iterator[Problem]:
    """Each problem as (location, message); an empty iterator means sound."""
    yield from _persona(scenario, personas)
    yield from _unique_ids(scenario)
    yield from _references(scenario)
    yield from _reachable_facts(scenario)
    yield from _slots(scenario)


def _persona(scenario: Scenario, personas: Mapping[str, Persona]) -> Iterator[Problem]:
    persona = personas.get(scenario.persona)
    if persona is None:
        valid = ", ".join(sorted(personas)) or "none"
        yield ("persona",), f"no persona '{scenario.persona}'; valid: {valid}"
    elif is_chinese(persona.language) != is_chinese(scenario.language):
        yield ("persona",), f"'{persona.id}' speaks {persona.language}, the scenario is {scenario.language}"


def _unique_ids(scenario: Scenario) -> Iterator[Problem]:
    for name in ("facts", "objections", "questions", "resolutions", "knowledge"):
        seen: set[str] = set()
        for index, item in enumerate(getattr(scenario, name)):
            if item.id in seen:
                yield (name, index, "id"), f"'{item.id}' is used twice"
            seen.add(item.id)


def _references(scenario: Scenario) -> Iterator[Problem]:
    facts = {fact.id for fact in scenario.facts}
    knowledge = {entry.id for entry in scenario.knowledge}
    for index, resolution in enumerate(scenario.resolutions):
        for name in resolution.after:
            if name not in facts:
                yield ("resolutions", index, "after"), f"no fact '{name}'; valid: {', '.join(sorted(facts))}"
    for index, question in enumerate(scenario.questions):
        for name in question.about:
            if name not in knowledge:
                valid = ", ".join(sorted(knowledge))
                yield ("questions", index, "about"), f"no knowledge '{name}'; valid: {valid}"


def _reachable_facts(scenario: Scenario) -> Iterator[Problem]:
    for index, fact in enumerate(scenario.facts):
        if fact.disclose != "volunteered" and not fact.asks:
            yield ("facts", index), f"'{fact.id}' is never told: give 'asks', or disclose: volunteered"
        if fact.disclose == "pressed" and not fact.dodge:
            yield ("facts", index), f"'{fact.id}' is pressed but has no 'dodge' lines"


def _slots(scenario: Scenario) -> Iterator[Problem]:
    valid = {"name", "company", "address", *(fact.id for fact in scenario.facts)}
    for loc, text in _strings(scenario.model_dump(mode="python"), ()):
        for slot in SLOT.findall(text):
            if slot not in valid:
                yield loc, f"unknown slot {{{slot}}}; valid: {', '.join(sorted(valid))}"


def _strings(node: object, loc: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _strings(value, (*loc, str(key)))
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from _strings(value, (*loc, index))
