"""The caller called by a name that is not theirs: 李女士，您放心, said to somebody whose name is 贺.

Only where the name is spoken to the caller and stands by itself; what sounds alike is the recogniser's doing,
and who belongs to the case may be spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from simulator.content.scenario import Scenario
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.mistaken import Slip
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Understanding
from simulator.understanding.sound import sounds

NAMED = "named"
MISHEARD = 0.5  # likeness from which an English name is the same, misheard
TITLED = re.compile(r"(?:mr|mrs|ms|miss|dr|judge)\b\.?\s*", re.IGNORECASE)


def misnamed(read: Understanding, scenario: Scenario, case: tuple[str, ...]) -> Slip | None:
    """What the turn calls the caller, where that is somebody else's name."""
    chinese = is_chinese(scenario.language)
    own = _own(scenario)
    for clause in read.clauses:
        if not fits(clause.text, "calls_by_name", scenario.language):
            continue
        for name in _names(clause.text, scenario.language):
            known = own | _people(case, scenario.language)
            if not any(_alike(name, other, chinese=chinese) for other in known):
                return Slip(NAMED, name, right=_spoken(scenario))
    return None


def _own(scenario: Scenario) -> frozenset[str]:
    """The names of the caller that an agent may use."""
    caller = scenario.caller
    if is_chinese(scenario.language):
        return frozenset({caller.name[:1], caller.name[:2], caller.address[:1]})
    return frozenset(f"{caller.name} {TITLED.sub('', caller.address)}".split())


def _spoken(scenario: Scenario) -> str:
    """The caller's surname, as they say it."""
    name = scenario.caller.name
    return name[:1] if is_chinese(scenario.language) else name.split()[-1]


@lru_cache(maxsize=64)
def _people(case: tuple[str, ...], language: str) -> frozenset[str]:
    """Everybody whom the case knows by name."""
    return frozenset(name for text in case for name in _names(text, language))


def _names(text: str, language: str) -> Iterator[str]:
    """The surnames in a text, without titles."""
    for fact in facts(text, language):
        if fact.kind is FactKind.NAME:
            chinese = fact.text.lstrip("小")[:1]
            yield chinese if is_chinese(language) else TITLED.sub("", fact.text).split()[-1]


def _alike(one: str, other: str, *, chinese: bool) -> bool:
    if chinese:
        return sounds(one) == sounds(other)
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= MISHEARD
