"""Checks that everything a scenario holds can come up in a call: facts told, resolutions taken."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.parts import Fact
from simulator.content.scenario import Scenario
from simulator.content.wording_checks import Problem


def reach_problems(scenario: Scenario) -> Iterator[Problem]:
    """Resolutions that wait for what is never told; cues that belong to two resolutions."""
    silent = never_told(scenario.facts)
    for index, way in enumerate(scenario.resolutions):
        for name in way.after:
            if name in silent:
                message = f"'{way.id}' can never be accepted: '{name}' is never told ({silent[name]})"
                yield ("resolutions", index, "after"), message
    yield from _shared_cues(scenario)


def never_told(facts: list[Fact]) -> dict[str, str]:
    """The facts that nothing in a call brings out, each with the reason."""
    known = {fact.id: fact for fact in facts}
    silent = {
        fact.id: "no question finds it: give 'asks'"
        for fact in facts
        if not fact.asks and (fact.disclose != "volunteered" or fact.kind == "identity")
    }
    changed = True
    while changed:
        changed = False
        for fact in facts:
            waits = next((name for name in fact.after if name in silent or name not in known), None)
            if fact.id not in silent and fact.disclose == "volunteered" and not fact.asks and waits:
                silent[fact.id] = f"it comes after '{waits}'"
                changed = True
    return silent


def _shared_cues(scenario: Scenario) -> Iterator[Problem]:
    """The better one always wins a cue, so in the other it does nothing."""
    owner: dict[str, str] = {}
    ranked = sorted(enumerate(scenario.resolutions), key=lambda pair: (-pair[1].quality, pair[0]))
    for index, way in ranked:
        for place, cue in enumerate(way.offered_by):
            first = owner.setdefault(" ".join(sorted(cue.split(" "))), way.id)
            if first != way.id:
                yield (
                    ("resolutions", index, "offered_by", place),
                    f"'{cue}' belongs to '{first}' already, which wins",
                )
