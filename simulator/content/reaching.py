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
    """The better one always wins a cue, so in the other it does nothing. (All of its cues: ``checks.py``.)"""
    owner: dict[str, str] = {}
    ranked = sorted(enumerate(scenario.resolutions), key=lambda pair: (-pair[1].quality, pair[0]))
    for index, way in ranked:
        firsts = [owner.setdefault(_sorted(cue), way.id) for cue in way.offered_by]
        if way.id not in firsts:
            continue
        for place, (cue, first) in enumerate(zip(way.offered_by, firsts, strict=True)):
            if first != way.id:
                yield (
                    ("resolutions", index, "offered_by", place),
                    f"'{cue}' belongs to '{first}' already, which wins",
                )


def _sorted(cue: str) -> str:
    """The words of a cue in one order: their order does not matter."""
    return " ".join(sorted(cue.split(" ")))
