"""Taking action: willingness, a concrete solution, a first step on the call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading import moments
from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import FACT_KINDS, Said
from grading.reading import Reading
from grading.result import Evidence
from simulator.understanding import FactKind

TIMED = FACT_KINDS - {FactKind.COUNT}


def willingness(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """After the problem is known: I + an act for this case; the formula without I counts half."""
    after = [
        turn for turn in reading.agent if turn.index > reading.problem and turn.index not in reading.hollow
    ]
    pushed = next((piece for turn in after if (piece := reading.find("pushes_away", turn))), None)
    if pushed is not None:
        return missed("willingness.pushed", pushed)
    for turn in after:
        taken = _clause_with(reading, turn, "i_act")
        if taken is not None:
            return met("willingness.taken", taken)
    formula = next((piece for turn in after if (piece := _clause_with(reading, turn, "formula"))), None)
    if formula is not None:
        return partial("willingness.formula", formula)
    if reading.enquiry:
        return not_applicable("willingness.enquiry")
    return missed("willingness.none")


def _clause_with(reading: Reading, turn: Said, name: str) -> Evidence | None:
    """The first clause in which the pattern stands outside a restatement, a refusal or bare understanding."""
    at = 0
    for clause in reading.clauses(turn):
        at = max(at, turn.text.find(clause, at))
        rest = reading.words.without(clause, "bare_words", "restate_lead", "recap_lead", "system_finding")
        if name == "formula":
            rest = reading.words.without(rest, "refuses")
        if reading.words.has(name, rest) and not reading.words.has("refuses", rest):
            return reading.quote(turn, at)
    return None


def paths(reading: Reading) -> list[Said]:
    """Agent turns after the problem that offer, do or name a way out that is not taken back."""
    since = _standing_from(reading)
    return [turn for turn in reading.agent if turn.index >= since and path_in(reading, turn)]


def _standing_from(reading: Reading) -> int:
    """The first turn whose way out still stands at the end of the call."""
    back = reading.taken_back
    return reading.first_path if back is None else back.turn + 1


def path_in(reading: Reading, turn: Said) -> bool:
    """Whether a turn holds a way out that is not merely refused."""
    return any(
        moments.shows_path(reading, clause) and not reading.words.has("curt_end", clause)
        for clause in reading.clauses(turn)
    )


def solution(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """A concrete path with its time or amount; vague, or unusable for this customer, counts half."""
    offered = paths(reading)
    if reading.void or (not offered and reading.withdrawn):
        return not_applicable("solution.withdrawn")
    if not offered:
        back = reading.taken_back
        return missed("solution.taken_back", back.words) if back else missed("solution.none")
    timed = [turn for turn in offered if has_time_or_amount(reading, turn)]
    if unusable(reading, offered):
        return partial("solution.unusable", reading.quote(offered[-1]))
    if timed:
        best = max(timed, key=lambda turn: (_figures(turn), turn.index))
        return met("solution.concrete", _path_quote(reading, best))
    later = [
        turn for turn in reading.agent if turn.index > offered[0].index and has_time_or_amount(reading, turn)
    ]
    if later:
        return met("solution.on_request", _path_quote(reading, offered[0]), reading.quote(later[0]))
    return partial("solution.vague", _path_quote(reading, offered[-1]))


def _path_quote(reading: Reading, turn: Said) -> Evidence:
    return reading.find("path", turn) or reading.find("done", turn) or reading.quote(turn)


def _figures(turn: Said) -> int:
    """Times and amounts in a turn: now alone is none."""
    return sum(fact.kind in TIMED for fact in turn.does.facts)


def has_time_or_amount(reading: Reading, turn: Said) -> bool:
    """A time, an amount, or a word for when; 尽快 is none."""
    return any(fact.kind in TIMED for fact in turn.does.facts) or reading.has("when_word", turn)


def unusable(reading: Reading, offered: list[Said]) -> bool:
    """The customer says they cannot take the last path, and no other one follows."""
    said = [
        turn for turn in reading.customer if turn.index > offered[0].index and reading.has("unable", turn)
    ]
    if not said:
        return False
    follow = [
        turn for turn in offered if turn.index > said[-1].index and not reading.has("left_to_customer", turn)
    ]
    return not follow


def first_step(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Done or started on the call is met; promised without a time, or left to the customer, is half."""
    after = [turn for turn in reading.agent if turn.index > reading.problem]
    if reading.void or (reading.first_path >= len(reading.turns) and reading.withdrawn):
        return not_applicable("first_step.withdrawn")
    back = reading.taken_back
    if back is not None:
        after = [turn for turn in after if turn.index > back.turn]
    done = [piece for turn in after if (piece := step_done(reading, turn))]
    if done:
        return met("first_step.done", done[0])
    if reading.enquiry:
        return not_applicable("first_step.enquiry")
    for turn in after:
        if path_in(reading, turn):
            left = reading.has("left_to_customer", turn)
            return partial("first_step.left" if left else "first_step.later", _path_quote(reading, turn))
    return missed("first_step.taken_back", back.words) if back else missed("first_step.none")


def step_done(reading: Reading, turn: Said) -> Evidence | None:
    """A step done or under way: looking something up is none yet."""
    at = 0
    for clause in reading.clauses(turn):
        at = max(at, turn.text.find(clause, at))
        rest = reading.words.without(clause, "lookup", "not_done")
        if reading.words.has("done", rest) and not _asked_or_refused(reading, clause):
            return reading.quote(turn, at)
    guided = reading.words.find("guided", turn.text)
    if guided and _customer_did(reading, turn):
        return reading.quote(turn, guided.start())
    return None


def _asked_or_refused(reading: Reading, clause: str) -> bool:
    return reading.words.has("refuses", clause) or (
        reading.words.has("question", clause) and not reading.words.has("asks_permission", clause)
    )


def _customer_did(reading: Reading, turn: Said) -> bool:
    """The customer answers that it works, under the agent's guidance."""
    answer = reading.answer_to(turn.index)
    return answer is not None and reading.has("works_now", answer)
