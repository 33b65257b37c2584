"""What is wrong with a scenario's segments and twists: each must make a sound scenario of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.content.scenario import Scenario, Variation
from simulator.content.varying import BY_ID, ON_THE_DESK, WHOLE, laid_over

Location = tuple[int | str, ...]
Problem = tuple[Location, str]
KINDS = ("segments", "twists")
BEFORE_THE_CALL = ("title", "summary")  # what the agent reads there must not tell what lies hidden


def variation_problems(
    scenario: Scenario, check: Callable[[Scenario], Iterator[Problem]]
) -> Iterator[Problem]:
    """Problems of the scenario with each variation laid over it, that it does not have without."""
    yield from _told_too_early(scenario)
    yield from _twice(scenario)
    known = {_gist(message) for _, message in check(scenario)}
    for kind in KINDS:
        for index, variation in enumerate(getattr(scenario, kind)):
            played = laid_over(scenario, variation)
            for loc, message in check(played):
                if _gist(message) not in known:
                    yield _located(loc, (kind, index), played, variation), message


def _told_too_early(scenario: Scenario) -> Iterator[Problem]:
    """Titles and summaries of twists."""
    for index, twist in enumerate(scenario.twists):
        for name in BEFORE_THE_CALL:
            if getattr(twist, name) is not None:
                why = f"the agent reads the {name} before the call; a twist lies hidden: leave it out"
                yield ("twists", index, name), why


def _twice(scenario: Scenario) -> Iterator[Problem]:
    """Ids used twice in one list of a variation: only one of the two would be laid over."""
    for kind in KINDS:
        for index, variation in enumerate(getattr(scenario, kind)):
            for name in BY_ID:
                ids = [item.id for item in getattr(variation, name)]
                for place, id_ in enumerate(ids):
                    if id_ is not None and id_ in ids[:place]:
                        yield (kind, index, name, place, "id"), f"'{id_}' is used twice in this variation"


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
    if name == "briefing" and len(loc) > 1 and loc[1] in ON_THE_DESK and getattr(variation, str(loc[1])):
        return (*at, *loc[1:])
    if name in BY_ID and len(loc) > 1:
        wanted = getattr(played, name)[int(loc[1])]
        places = [place for place, item in enumerate(getattr(variation, name)) if item is wanted]
        return (*at, name, places[0], *loc[2:]) if places else at
    return at
