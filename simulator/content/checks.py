"""What content must get right beyond its shape: references, order, reachability; words: ``wording_checks``.

Every check yields (location, message); nothing is raised, so a trainer sees all mistakes at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from simulator.content.arithmetic import arithmetic_problems
from simulator.content.contradictions import contradiction_problems
from simulator.content.parts import Resolution
from simulator.content.persona import Persona
from simulator.content.reaching import reach_problems
from simulator.content.scenario import Channel, Scenario
from simulator.content.variations import variation_problems
from simulator.content.varying import BASE
from simulator.content.wording_checks import WHO, Problem, listed, text_problems, wording_problems
from simulator.transcript import is_chinese

YES_BUT = "yes_but.handling"
TITLES = {
    "male": ("先生", "大爷", "爷爷", "大叔", "叔叔", "大哥", "mr"),
    "female": ("女士", "小姐", "大娘", "大妈", "奶奶", "阿姨", "大姐", "mrs", "ms", "miss"),
}
TITLE = re.compile("[a-z]+|[\u4e00-\u9fff]{2}(?=$|[^\u4e00-\u9fff])")
PLACES = ("opening", "offer", "closing")  # where a moment of truth may be, besides named items
WITH_IDS = ("facts", "objections", "questions", "resolutions", "knowledge", "triggers", "asides",
            "moments", "segments", "twists")  # fmt: skip


def persona_problems(persona: Persona) -> Iterator[Problem]:
    """What is wrong with a persona; an empty iterator means sound."""
    return text_problems(persona.model_dump(mode="json"), WHO)


def scenario_problems(
    scenario: Scenario, personas: Mapping[str, Persona], cards: Mapping[str, Collection[str]] | None = None
) -> Iterator[Problem]:
    """What is wrong with a scenario and each of its variations; an empty iterator means sound.

    ``cards`` are the scorecards with their item ids; without them scorecard and skills are not checked.
    """

    def playable(played: Scenario) -> Iterator[Problem]:
        return _playable(played, personas)

    yield from _place(scenario)
    yield from _channel(scenario)
    yield from _company(scenario)
    if scenario.variant is not None:
        yield ("variant",), "is set by the machine; leave it out"
    yield from _scorecard(scenario, cards)
    yield from playable(scenario)
    yield from variation_problems(scenario, playable)


def _playable(scenario: Scenario, personas: Mapping[str, Persona]) -> Iterator[Problem]:
    """What every call must have, with a variation or without."""
    yield from _persona(scenario, personas)
    yield from _post(scenario)
    yield from _unique_ids(scenario)
    yield from _references(scenario)
    yield from _order(scenario)
    yield from _moments(scenario)
    yield from _tellable_facts(scenario)
    yield from _objections(scenario)
    yield from _resolutions(scenario)
    yield from reach_problems(scenario)
    yield from arithmetic_problems(scenario)
    yield from contradiction_problems(scenario)
    yield from wording_problems(scenario)


def cast_problems(scenario: Scenario, personas: Mapping[str, Persona]) -> Iterator[Problem]:
    """What is wrong with who calls, in the scenario and in its variations; they hang on other files."""

    def castable(played: Scenario) -> Iterator[Problem]:
        return _persona(played, personas)

    yield from castable(scenario)
    yield from variation_problems(scenario, castable)


def _persona(scenario: Scenario, personas: Mapping[str, Persona]) -> Iterator[Problem]:
    persona = personas.get(scenario.persona)
    if persona is None:
        yield ("persona",), f"no persona '{scenario.persona}'; valid: {listed(personas)}"
    elif is_chinese(persona.language) != is_chinese(scenario.language):
        yield ("persona",), f"'{persona.id}' speaks {persona.language}, the scenario is {scenario.language}"
    else:
        yield from _gender(scenario, persona)


def _gender(scenario: Scenario, persona: Persona) -> Iterator[Problem]:
    """王先生 with a woman's voice is a mistake that everybody hears."""
    for gender, titles in TITLES.items():
        named = set(titles).intersection(TITLE.findall(scenario.caller.address.lower()))
        if named and gender != persona.gender:
            who = f"'{scenario.caller.address}', but persona '{persona.id}' is {persona.gender}"
            yield ("caller", "address"), who


def _place(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.id.startswith(f"{scenario.industry}/"):
        folder = scenario.id.split("/")[0]
        yield ("industry",), f"is '{scenario.industry}', but the id says '{folder}'"


def _channel(scenario: Scenario) -> Iterator[Problem]:
    briefing = scenario.briefing
    if scenario.channel is Channel.SOCIAL and briefing.post is None:
        yield ("briefing",), "channel: social needs the public post it started with: give 'post'"
    if scenario.channel is Channel.PHONE and not briefing.ivr:
        yield ("briefing",), "channel: phone needs the menu path: give 'ivr'"


def _post(scenario: Scenario) -> Iterator[Problem]:
    """A public post where nothing began in public; in a variation too."""
    if scenario.channel is not Channel.SOCIAL and scenario.briefing.post is not None:
        yield ("briefing", "post"), f"a post needs channel: social, not {scenario.channel}"


def _order(scenario: Scenario) -> Iterator[Problem]:
    """``after`` of facts: known names, and no circle."""
    after = {fact.id: set(fact.after) for fact in scenario.facts}
    for index, fact in enumerate(scenario.facts):
        for name in fact.after:
            if name not in after:
                yield ("facts", index, "after"), f"no fact '{name}'; valid: {listed(after)}"
        if fact.id in _before(fact.id, after):
            yield ("facts", index, "after"), f"'{fact.id}' would have to be told before itself"


def _before(name: str, after: Mapping[str, set[str]]) -> set[str]:
    """All facts that must be told before this one."""
    found: set[str] = set()
    waiting = list(after[name])
    while waiting:
        earlier = waiting.pop()
        if earlier not in found:
            found.add(earlier)
            waiting += after.get(earlier, ())
    return found


def _moments(scenario: Scenario) -> Iterator[Problem]:
    named = (item.id for kind in (scenario.objections, scenario.questions, scenario.facts) for item in kind)
    valid = [*PLACES, *named]
    for index, moment in enumerate(scenario.moments):
        if moment.at not in valid:
            yield ("moments", index, "at"), f"no '{moment.at}' in this scenario; valid: {', '.join(valid)}"


def _scorecard(scenario: Scenario, cards: Mapping[str, Collection[str]] | None) -> Iterator[Problem]:
    if cards is None:
        return
    if scenario.scorecard not in cards:
        yield ("scorecard",), f"no scorecard '{scenario.scorecard}'; valid: {listed(cards)}"
        return
    valid = cards[scenario.scorecard]
    for index, skill in enumerate(scenario.skills):
        if skill not in valid:
            yield ("skills", index), f"no item '{skill}' in {scenario.scorecard}; valid: {listed(valid)}"


def _company(scenario: Scenario) -> Iterator[Problem]:
    """Twists name segments that there are."""
    valid = [BASE, *(segment.id for segment in scenario.segments)]
    for index, twist in enumerate(scenario.twists):
        for place, name in enumerate(twist.goes_with):
            if name not in valid:
                yield ("twists", index, "goes_with", place), f"no segment '{name}'; valid: {', '.join(valid)}"


def _unique_ids(scenario: Scenario) -> Iterator[Problem]:
    for name in WITH_IDS:
        seen: set[str] = set()
        for index, item in enumerate(getattr(scenario, name)):
            if item.id in seen:
                yield (name, index, "id"), f"'{item.id}' is used twice"
            seen.update(() if item.id is None else (item.id,))


def _references(scenario: Scenario) -> Iterator[Problem]:
    facts = {fact.id for fact in scenario.facts}
    knowledge = {entry.id for entry in scenario.knowledge}
    for index, resolution in enumerate(scenario.resolutions):
        for name in resolution.after:
            if name not in facts:
                yield ("resolutions", index, "after"), f"no fact '{name}'; valid: {listed(facts)}"
    for index, question in enumerate(scenario.questions):
        for name in question.about:
            if name not in knowledge:
                yield ("questions", index, "about"), f"no knowledge '{name}'; valid: {listed(knowledge)}"


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
