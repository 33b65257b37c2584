"""Facts against the scenario's knowledge: amounts with a unit, and promises outside policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.reading import Reading
from grading.result import Evidence
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.promising import overpromised
from simulator.understanding import Fact, FactKind, facts, mentions_any

CHECKED = {FactKind.MONEY, FactKind.PERCENT, FactKind.DATA, FactKind.DURATION}
SHORTEST_HOURS = 24.0  # durations below a day are about this call, not about rules


def accuracy(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """A wrong amount or a promise against a limit stands: missed; put right later: partial."""
    if reading.scenario is None:
        return not_applicable("accuracy.no_knowledge")
    for turn in reading.agent:
        if _overpromises(reading, turn, reading.scenario):
            return missed("accuracy.promise", reading.quote(turn))
    wrong = list(_wrong_facts(reading, reading.scenario))
    if not wrong:
        return met("accuracy.agrees")
    standing = [piece for turn, piece in wrong if not _put_right(reading, turn)]
    if standing or len(wrong) > 1:
        return missed("accuracy.wrong", (standing or [wrong[0][1]])[0])
    return partial("accuracy.put_right", wrong[0][1])


def _overpromises(reading: Reading, turn: Said, scenario: Scenario) -> bool:
    """By the words of a limit, or as the customer hears it: the same promise in other words."""
    if overpromised(turn.does, scenario) is not None:
        return True
    named = any(mentions_any(turn.text, limit.cues, reading.language) for limit in scenario.limits)
    return named and not reading.has("refuses", turn)


def _wrong_facts(reading: Reading, scenario: Scenario) -> Iterator[tuple[Said, Evidence]]:
    """Amounts that stand neither in the scenario nor in what the customer said."""
    known = _known(scenario)
    for turn in reading.agent:
        said = {
            _value(fact)
            for other in reading.customer
            if other.index < turn.index
            for fact in other.does.facts
        }
        for fact in turn.does.facts:
            if _checked(fact) and _value(fact) not in known and _value(fact) not in said:
                yield turn, Evidence(turn=turn.index, quote=fact.text)


def _checked(fact: Fact) -> bool:
    if fact.kind not in CHECKED or fact.value is None:
        return False
    return fact.kind is not FactKind.DURATION or fact.value >= SHORTEST_HOURS


def _known(scenario: Scenario) -> set[tuple[FactKind, float]]:
    """Every amount in the knowledge, the customer card, facts, resolutions; sums and differences too."""
    texts = [entry.text for entry in scenario.knowledge] + [entry.title for entry in scenario.knowledge]
    texts += [f"{row.label} {row.value}" for section in scenario.briefing.card for row in section.rows]
    texts += [fact.short for fact in scenario.facts]
    texts += [line for fact in scenario.facts for lines in fact.lines.values() for line in lines]
    texts += [way.offer for way in scenario.resolutions] + [limit.rule for limit in scenario.limits]
    texts += [scenario.caller.reason, scenario.caller.wish, scenario.summary, *scenario.opening]
    values = {
        _value(fact) for text in texts for fact in facts(text, scenario.language) if fact.value is not None
    }
    money = sorted(value for kind, value in values if kind is FactKind.MONEY)[:60]
    worked_out = {round(abs(a + sign * b), 2) for a in money for b in money for sign in (1, -1)}
    halves = {round(a / 2, 2) for a in money}
    return values | {(FactKind.MONEY, value) for value in worked_out | halves}


def _value(fact: Fact) -> tuple[FactKind, float]:
    return fact.kind, round(fact.value or 0.0, 2)


def _put_right(reading: Reading, turn: Said) -> bool:
    """The agent corrects themself in this turn or a later one."""
    return any(reading.has("corrects", later) for later in reading.agent if later.index >= turn.index)
