"""Figures the agent names, against those that anybody in this case can know."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.scenario import Scenario
from simulator.customer.topic import first_word
from simulator.transcript import is_chinese
from simulator.understanding import facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.reading import Clause, FactKind, Understanding

GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
GIVES_FROM = 0.4
ROUNDED = 0.015  # 一百六 for 159 is nobody's mistake
SMALL = 10  # bare numbers below this are counts of anything


def figures_of(scenario: Scenario) -> frozenset[float]:
    """Every number that the case holds: the card, the knowledge, what the caller can tell."""
    caller = scenario.caller
    parts = [caller.reason, caller.wish, *caller.knows, *caller.unaware, *scenario.opening]
    parts += [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    parts += [line for held in scenario.objections for lines in held.lines.values() for line in lines]
    parts += [entry.text for entry in scenario.knowledge] + [way.offer for way in scenario.resolutions]
    parts += [row.value for block in scenario.briefing.card for row in block.rows]
    return frozenset(_values(" ".join(parts), scenario.language))


def misstated(read: Understanding, known: frozenset[float], language: str) -> bool:
    """Whether the turn gets a figure of the caller's own wrong: an amount told, not one offered."""
    told = [clause for clause in read.clauses if not _gives(clause)]
    return any(_strange(value, known) for clause in told for value in _amounts(clause.text, language))


def unheard_of(read: Understanding, known: frozenset[float], language: str) -> bool:
    """Whether the turn offers an amount that no rule of this case holds."""
    given = [clause for clause in read.clauses if _gives(clause)]
    return any(_strange(value, known) for clause in given for value in _amounts(clause.text, language))


def _strange(value: float, known: frozenset[float]) -> bool:
    return not any(abs(value - other) <= ROUNDED * other for other in known)


def _gives(clause: Clause) -> bool:
    return any(clause.acts.get(act, 0.0) >= GIVES_FROM for act in GIVING)


def _amounts(text: str, language: str) -> Iterator[float]:
    """Amounts of money; a bare number too where the words are about paying."""
    named = facts(text, language)
    yield from (f.value for f in named if f.kind is FactKind.MONEY and f.value is not None)
    if first_word(text, "paying", language) and not named:
        found = numerals(plain(text), is_chinese(language))
        yield from (n.value for n in found if not n.digits and n.value >= SMALL)


def _values(text: str, language: str) -> Iterator[float]:
    yield from (fact.value for fact in facts(text, language) if fact.value is not None)
    yield from (numeral.value for numeral in numerals(plain(text), is_chinese(language)))
