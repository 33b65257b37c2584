"""What content must get right beyond its shape: references, reachability, cues, lines, slots.

Every check yields (location, message); nothing is raised, so a trainer sees all mistakes at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from simulator.content.persona import Persona
from simulator.content.scenario import Resolution, Scenario
from simulator.content.wording import Band, Lines
from simulator.transcript import is_chinese

Location = tuple[int | str, ...]
Problem = tuple[Location, str]
SLOT = re.compile(r"\{(\w+)\}")
WHO = ("name", "address", "company")  # slots that every caller fills
FULL_WIDTH = re.compile("[｜，、；　]")  # what an input method writes instead of | and space
MUST_BE_CLOSE = ("offered_by", "cues")  # looked for in everything the agent says, not in questions only
YES_BUT = "yes_but.handling"


def persona_problems(persona: Persona) -> Iterator[Problem]:
    """What is wrong with a persona; an empty iterator means sound."""
    for loc, text in _strings(persona.model_dump(mode="json"), ()):
        yield from _text(loc, text, WHO)


def scenario_problems(
    scenario: Scenario, personas: Mapping[str, Persona], skills: Collection[str] = ()
) -> Iterator[Problem]:
    """What is wrong with a scenario; an empty iterator means sound.

    ``skills`` are the item ids of its scorecard; without them the scenario's are not checked.
    """
    yield from _persona(scenario, personas)
    yield from _place(scenario)
    yield from _skills(scenario, skills)
    yield from _unique_ids(scenario)
    yield from _references(scenario)
    yield from _tellable_facts(scenario)
    yield from _objections(scenario)
    yield from _resolutions(scenario)
    yield from _cues(scenario)
    yield from _always_a_line(scenario)
    slots = (*WHO, *(fact.id for fact in scenario.facts))
    for loc, text in _strings(scenario.model_dump(mode="json"), ()):
        yield from _text(loc, text, slots)


def _persona(scenario: Scenario, personas: Mapping[str, Persona]) -> Iterator[Problem]:
    persona = personas.get(scenario.persona)
    if persona is None:
        yield ("persona",), f"no persona '{scenario.persona}'; valid: {_listed(personas)}"
    elif is_chinese(persona.language) != is_chinese(scenario.language):
        yield ("persona",), f"'{persona.id}' speaks {persona.language}, the scenario is {scenario.language}"


def _place(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.id.startswith(f"{scenario.industry}/"):
        folder = scenario.id.split("/")[0]
        yield ("industry",), f"is '{scenario.industry}', but the id says '{folder}'"


def _skills(scenario: Scenario, valid: Collection[str]) -> Iterator[Problem]:
    for index, skill in enumerate(scenario.skills):
        if valid and skill not in valid:
            yield ("skills", index), f"no item '{skill}' in {scenario.scorecard}; valid: {_listed(valid)}"


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
                yield ("resolutions", index, "after"), f"no fact '{name}'; valid: {_listed(facts)}"
    for index, question in enumerate(scenario.questions):
        for name in question.about:
            if name not in knowledge:
                yield ("questions", index, "about"), f"no knowledge '{name}'; valid: {_listed(knowledge)}"


def _tellable_facts(scenario: Scenario) -> Iterator[Problem]:
    for index, fact in enumerate(scenario.facts):
        if fact.kind == "identity" and not fact.asks:
            yield ("facts", index), f"'{fact.id}' is an identity that no question finds: give 'asks'"
        elif fact.disclose != "volunteered" and not fact.asks:
            yield ("facts", index), f"'{fact.id}' is never told: give 'asks', or disclose: volunteered"
        if fact.disclose == "pressed" and not fact.dodge:
            yield ("facts", index), f"'{fact.id}' is pressed but has no 'dodge' lines"


def _objections(scenario: Scenario) -> Iterator[Problem]:
    if any(objection.unfair for objection in scenario.objections):
        return
    if YES_BUT in scenario.skills:
        yield ("skills",), f"{YES_BUT} needs an objection that is unfair"
    elif "objections" not in scenario.model_fields_set:
        yield (), "no unfair objection to practise YES-BUT on; write one, or objections: [] for none"


def _resolutions(scenario: Scenario) -> Iterator[Problem]:
    """A resolution whose every cue belongs to a better one can never be what was offered."""
    for index, resolution in enumerate(scenario.resolutions):
        better = _better(scenario, index)
        taken = {cue for other in better for cue in other.offered_by}
        if better and taken.issuperset(resolution.offered_by):
            names = ", ".join(other.id for other in better)
            message = f"'{resolution.id}' is never reached: its cues all belong to {names}"
            yield ("resolutions", index, "offered_by"), message


def _better(scenario: Scenario, index: int) -> list[Resolution]:
    quality = scenario.resolutions[index].quality
    return [
        other
        for place, other in enumerate(scenario.resolutions)
        if other.quality > quality or (other.quality == quality and place < index)
    ]


def _cues(scenario: Scenario) -> Iterator[Problem]:
    for loc, cue in _all_cues(scenario):
        if not cue.replace("|", " ").split():
            yield loc, "empty cue: it fits nothing"
        elif FULL_WIDTH.search(cue):
            yield loc, f"'{cue}': write a plain | for “or” and a plain space for “and”"
        elif loc[2] in MUST_BE_CLOSE and " " not in cue and any(len(word) < 2 for word in cue.split("|")):
            yield loc, f"'{cue}': one character alone fits nearly everything; add a second word"


def _all_cues(scenario: Scenario) -> Iterator[tuple[Location, str]]:
    places = {
        "facts": "asks",
        "questions": "answered_by",
        "resolutions": "offered_by",
        "triggers": "cues",
        "limits": "cues",
    }
    for name, key in places.items():
        for index, item in enumerate(getattr(scenario, name)):
            for place, cue in enumerate(getattr(item, key)):
                yield (name, index, key, place), cue
    for index, resolution in enumerate(scenario.resolutions):
        for place, cue in enumerate(resolution.timed_by):
            yield (("resolutions", index, "timed_by", place), cue)


def _always_a_line(scenario: Scenario) -> Iterator[Problem]:
    """Lines that nobody else can stand in for must fit every mood."""
    for name, key in (
        ("facts", "lines"),
        ("objections", "lines"),
        ("questions", "lines"),
        ("resolutions", "accept"),
    ):
        for index, item in enumerate(getattr(scenario, name)):
            lines: Lines = getattr(item, key)
            if not lines.get(Band.ANY):
                yield (name, index, key), "nothing to say in other moods: add lines under 'any'"


def _text(loc: Location, text: str, slots: Collection[str]) -> Iterator[Problem]:
    if not text.strip():
        yield loc, "is empty"
    for slot in SLOT.findall(text):
        if slot not in slots:
            yield loc, f"unknown slot {{{slot}}}; valid: {_listed(slots)}"


def _strings(node: object, loc: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _strings(value, (*loc, str(key)))
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from _strings(value, (*loc, index))


def _listed(names: Collection[str] | Mapping[str, object]) -> str:
    return ", ".join(sorted(names)) or "none"
