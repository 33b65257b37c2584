"""YES-BUT: yes to the feeling, neither yes nor no to the opinion, on to fact or solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grading import moments
from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import FACT_KINDS, Said
from grading.reading import Reading
from grading.result import Verdict
from grading.scorers.feeling import meets_feeling, where_it_feels
from grading.slots import felt_word, short
from simulator.understanding import facts

MOVES = ("facts_or_path", "i_act", "path", "later")
EXPLAINS = 0.6  # likelihood from which a turn without a known word for a fact explains one
ORDER = {Verdict.MISSED: 0, Verdict.PARTIAL: 1, Verdict.MET: 2}


def opinion(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Every opinion is judged by the turn that answers it; the worst-handled decides."""
    judged = [
        finding for index in reading.opinions if (finding := _of(reading, reading.turns[index])) is not None
    ]
    if not judged:
        return not_applicable("opinion.none")
    return min(judged, key=lambda finding: ORDER[finding.verdict])


def _of(reading: Reading, held: Said) -> Finding | None:
    """The finding on one opinion, with the words that its advice speaks of."""
    found = _handled(reading, held)
    said = {"opinion": short(reading, reading.opinion_in(held).quote)}
    if word := felt_word(reading, held):
        said["feeling"] = word
    return None if found is None else replace(found, slots=said)


def _handled(reading: Reading, held: Said) -> Finding | None:
    """How the reply treats one opinion; None when the customer left with it."""
    reply = reading.reply_to(held.index)
    theirs = reading.opinion_in(held)
    if reply is None:
        return None
    for why, name in (
        ("opinion.endorsed", "endorses"),
        ("opinion.attacked", "insult"),
        ("opinion.denied", "denies"),
    ):
        found = reading.find(name, reply)
        if found:
            return missed(why, theirs, found)
    if moments.blames(reading, reply):
        return missed("opinion.attacked", theirs, reading.quote(reply))
    felt = reply.index not in reading.hollow and meets_feeling(reading, reply)
    moved = reply.index not in reading.hollow and not reading.has("cold", reply) and moves_on(reading, reply)
    if felt and moved:
        return met("opinion.yes_but", theirs, where_it_feels(reading, reply))
    if felt:
        return partial("opinion.no_fact", theirs, where_it_feels(reading, reply))
    if moved:
        return partial("opinion.no_feeling", theirs, reading.quote_where(reply, "facts_or_path"))
    return missed("opinion.ignored", theirs, reading.quote(reply))


def moves_on(reading: Reading, reply: Said) -> bool:
    """To a fact, a check or a way out; a mere request for a name or number is none."""
    kept = [
        clause
        for clause in reading.clauses(reply)
        if not (reading.words.has("asks_for", clause) and reading.words.has("identity_nouns", clause))
    ]
    told = any(fact.kind in FACT_KINDS for clause in kept for fact in facts(clause, reading.language))
    if told or any(any(reading.words.has(name, clause) for name in MOVES) for clause in kept):
        return True
    return reply.does.does("explain", floor=EXPLAINS)
