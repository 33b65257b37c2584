"""Facts against the scenario's knowledge: amounts with a unit, and promises outside policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.known_facts import KnownFacts, known_facts, value_of
from grading.reading import Reading
from grading.result import Evidence
from simulator.content.parts import Limit
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.promising import overpromised, promises
from simulator.understanding import Fact, FactKind, facts, mentions_any
from simulator.understanding.cues import mentions
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.reading import Clause

CHECKED = {FactKind.MONEY, FactKind.PERCENT, FactKind.DATA, FactKind.DURATION}
SHORTEST_HOURS = 24.0  # durations below a day are about this call, not about rules
LONGEST_HOURS = 100 * 8760.0  # 二〇二四年 is a date
NO_PROMISE = ("refuses", "rules_out", "question")


def accuracy(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """A wrong amount or a promise against a limit stands: missed; put right later: partial."""
    if reading.scenario is None:
        return not_applicable("accuracy.no_knowledge")
    known = known_facts(reading.scenario)
    for turn in reading.agent:
        promise = _overpromised(reading, turn, reading.scenario, known)
        if promise is not None:
            return missed("accuracy.promise", promise)
    wrong = list(_wrong_facts(reading, known))
    if not wrong:
        return met("accuracy.agrees")
    standing = [piece for turn, piece in wrong if not _put_right(reading, turn)]
    if standing or len(wrong) > 1:
        return missed("accuracy.wrong", (standing or [wrong[0][1]])[0])
    return partial("accuracy.put_right", wrong[0][1])


def _overpromised(reading: Reading, turn: Said, scenario: Scenario, known: KnownFacts) -> Evidence | None:
    """The clause that promises what a limit forbids, by its words or in effect, as the customer hears it.

    A clause that says no, asks, or reads out what the scenario itself says promises nothing.
    """
    clauses = tuple(c for c in turn.does.clauses if _may_promise(reading, c, known))
    limit = overpromised(replace(turn.does, clauses=clauses), scenario)
    if limit is None:
        denies = promises(reading.chinese).denies
        said = " ".join(clause.text for clause in clauses if not denies.search(plain(clause.text)))
        limit = next(
            (held for held in scenario.limits if mentions_any(said, held.cues, reading.language)), None
        )
    return None if limit is None else _promise(reading, turn, clauses, limit)


def _may_promise(reading: Reading, clause: Clause, known: KnownFacts) -> bool:
    return not (any(reading.words.has(n, clause.text) for n in NO_PROMISE) or known.says(clause.text))


def _promise(reading: Reading, turn: Said, clauses: tuple[Clause, ...], limit: Limit) -> Evidence:
    """The clause in which most of a cue is said."""

    def parts_said(clause: Clause) -> int:
        parts = (part for cue in limit.cues for part in cue.split())
        return sum(mentions(clause.text, part, reading.language) for part in parts)

    best = max(clauses, key=parts_said)
    return reading.quote(turn, best.start)


def _wrong_facts(reading: Reading, known: KnownFacts) -> Iterator[tuple[Said, Evidence]]:
    """Amounts that stand neither in the scenario nor in what the customer said."""
    for turn in reading.agent:
        said = {
            value_of(fact)
            for other in reading.customer
            if other.index < turn.index
            for fact in other.does.facts
        }
        claims = reading.words.without(turn.text, "no_claim")
        beside = [number.value for number in numerals(plain(turn.text), reading.chinese)]
        for fact in facts(claims, reading.language):
            if _checked(fact) and value_of(fact) not in said and not known.has(fact, beside):
                at = claims.find(fact.text)
                quote = turn.raw[at : at + len(fact.text)]
                yield turn, Evidence(turn=turn.index, quote=quote)


def _checked(fact: Fact) -> bool:
    if fact.kind not in CHECKED or fact.value is None:
        return False
    return fact.kind is not FactKind.DURATION or SHORTEST_HOURS <= fact.value < LONGEST_HOURS


def _put_right(reading: Reading, turn: Said) -> bool:
    """The agent corrects themself in this turn or a later one."""
    return any(reading.has("corrects", later) for later in reading.agent if later.index >= turn.index)
