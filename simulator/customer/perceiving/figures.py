"""Figures the agent names, against those that anybody in this case can know."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from simulator.content.alternation import words_of
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.claims import sums_given_back
from simulator.customer.perceiving.clock import without_times
from simulator.customer.perceiving.mistaken import SUM, Slip, words_around
from simulator.customer.perceiving.multiples import MULTIPLE
from simulator.customer.perceiving.topic import first_word
from simulator.transcript import is_chinese
from simulator.understanding import facts
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import Numeral, numerals
from simulator.understanding.reading import Clause, FactKind, Understanding

GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
GIVES_FROM = 0.4
ROUNDED = 0.015  # 一百六 for 159 is nobody's mistake, 一百九十九 for 200 is one
ROUNDED_LARGE = 0.025  # … and eighteen hundred for 1,840
LARGE = 1000
TEN = 10
SMALL = 10  # bare numbers below this are counts of anything
MORE = re.compile(r"[多来几]")  # … 四百多: anything up to the next round figure
OVER = re.compile(r"(?:\bover|more than)\s[$£€]?$|(?:超过|不止)$")


def figures_of(scenario: Scenario) -> frozenset[float]:
    """Every number that the case holds: the card, the knowledge, what the caller can tell."""
    caller = scenario.caller
    parts = [caller.reason, caller.wish, *caller.knows, *caller.unaware, *scenario.opening]
    parts += [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    parts += [line for held in scenario.objections for lines in held.lines.values() for line in lines]
    parts += [entry.text for entry in scenario.knowledge] + [way.offer for way in scenario.resolutions]
    parts += [row.value for block in scenario.briefing.card for row in block.rows]
    return frozenset(_values(words_of(" ".join(parts)), scenario.language))


def misstated(text: str, read: Understanding, known: frozenset[float], language: str) -> Slip | None:
    """The figure of the caller's own that the turn gets wrong: an amount told, not one offered."""
    told = [clause for clause in read.clauses if not _gives(clause) and not _pays(clause, language)]
    for clause, said in _strange(told, text, known, language):
        return Slip(SUM, said, words_around(clause.text, language))
    return None


def unheard_of(text: str, read: Understanding, known: frozenset[float], language: str) -> bool:
    """Whether the turn offers an amount that no rule of this case holds."""
    given = [
        clause
        for clause in read.clauses
        if (_gives(clause) and not first_word(clause.text, "telling_back", language))
        or _pays(clause, language)
    ]
    return any(_strange(given, text, known, language))


def _gives(clause: Clause) -> bool:
    return any(clause.acts.get(act, 0.0) >= GIVES_FROM for act in GIVING)


def _pays(clause: Clause, language: str) -> bool:
    """Whether a clause says what comes back, and not what the caller says of it: 退你一百三十五，够不够."""
    back = any(first_word(clause.text, name, language) for name in ("telling_back", "checking", "tags"))
    return not back and any(sums_given_back(clause.text, language))


def _strange(
    clauses: list[Clause], text: str, known: frozenset[float], language: str
) -> Iterator[tuple[Clause, str]]:
    """The amounts that nobody can know of, as said, each with its clause."""
    about_money = any(first_word(text, name, language) for name in ("paying", "checking"))
    for clause in clauses:
        for value, roughly, said in _amounts(clause.text, language, bare=about_money):
            if not _known(value, known, roughly=roughly):
                yield clause, said


def _known(value: float, known: frozenset[float], *, roughly: bool) -> bool:
    """Whether a figure is one of the case, or a round one that stands for it."""
    if value in known:
        return True
    if roughly and value:
        place = TEN ** math.floor(math.log10(value))  # 四百多 is up to five hundred
        return any(0 <= x - value < place for x in known)
    rounded = ROUNDED_LARGE if value >= LARGE and value % (TEN * TEN) == 0 else ROUNDED
    return value % TEN == 0 and any(abs(value - x) <= rounded * x for x in known)


def _amounts(text: str, language: str, *, bare: bool) -> Iterator[tuple[float, bool, str]]:
    """Amounts, whether each was given roughly, and its words; ``bare``: numbers without a unit too."""
    named = facts(text, language)
    flat = plain(text)
    found = numerals(without_times(flat), is_chinese(language))
    rough = {n.value for n in found if _rough(flat, n)}
    for fact in named:
        if fact.kind is FactKind.MONEY and fact.value is not None:
            yield fact.value, fact.value in rough, fact.text
    for numeral in found if bare else ():
        said = flat[numeral.start : numeral.end]
        if numeral.value < SMALL or numeral.digits or MULTIPLE.match(flat, numeral.start):
            continue
        if not any(said in fact.text for fact in named):
            yield numeral.value, numeral.value in rough, text[numeral.start : numeral.end]


def _rough(flat: str, numeral: Numeral) -> bool:
    """Whether a number is given roughly: 四百多, over four hundred."""
    return bool(MORE.match(flat, numeral.end) or OVER.search(flat[: numeral.start]))


def _values(text: str, language: str) -> Iterator[float]:
    yield from (fact.value for fact in facts(text, language) if fact.value is not None)
    yield from (numeral.value for numeral in numerals(plain(text), is_chinese(language)))
