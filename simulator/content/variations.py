"""What is wrong with a scenario's segments and twists: each must make a sound scenario of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.content.scenario import Scenario, Variation
from simulator.content.varying import BY_ID, laid_over

Location = tuple[int | str, ...]
Problem = tuple[Location, str]
WHOLE = ("persona", "caller", "state", "opening")


def variation_problems(
    scenario: Scenario, check: Callable[[Scenario], Iterator[Problem]]
) -> Iterator[Problem]:
    """Problems of the scenario with each variation laid over it, that it does not have without."""
    known = {_gist(message) for _, message in check(scenario)}
    for kind in ("segments", "twists"):
        for index, variation in enumerate(getattr(scenario, kind)):
            played = laid_over(scenario, variation)
            for loc, message in check(played):
                if _gist(message) not in known:
                    yield _located(loc, (kind, index), played, variation), message


def _gist(message: str) -> str:
    """What is wrong, without the valid names, which a variation may add to."""
    return message.split("; valid: ")[0]


def _located(loc: Location, at: Location, played: Scenario, variation: Variation) -> Location:
    """Where in the variation a problem of the whole comes from."""
    name = str(loc[0]) if loc else ""
    if name in WHOLE and getattr(variation, name):
        return (*at, *loc)
    if name == "lines" and len(loc) > 1 and loc[1] in variation.lines:
        return (*at, *loc)
    if name == "triggers" and len(loc) > 1:
        first = len(played.triggers) - len(variation.triggers)
        place = int(loc[1]) - first
        return (*at, name, place, *loc[2:]) if place >= 0 else at
    if name in BY_ID and len(loc) > 1:
        ids = [item.id for item in getattr(variation, name)]
        wanted = getattr(played, name)[int(loc[1])].id
        return (*at, name, ids.index(wanted), *loc[2:]) if wanted in ids else at
    return at
