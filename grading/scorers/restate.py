"""Restating: the customer's point in the agent's own words, the wish, and a check, before a solution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading import moments
from grading.finding import Finding, met, missed, partial
from grading.heard import Said
from grading.hollow import is_echo
from grading.reading import Reading
from grading.result import Evidence
from grading.scorers.feeling import meets_feeling
from simulator.understanding.overlap import content_words

POINTS = 2  # content words of the customer's that a statement of the problem holds
MANY = 3  # … when nothing but 嗯 leads it
NO_CHECK = ("curt", "curt_end", "denies", "satisfaction_closed", "asks_what")
KEYWORD_TURN = {True: 10, False: 6}  # a turn this short can be a keyword check


def restate(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Problem, wish and check may stand in several turns, all before the first solution."""
    turns = [
        turn
        for turn in reading.agent
        if turn.index > reading.problem and turn.index not in reading.hollow and not is_echo(reading, turn)
    ]
    stating = [turn for turn in turns if states_problem(reading, turn)]
    offer = first_offer(reading)
    early = [turn for turn in stating if turn.index <= offer]
    for turn in early:
        near = [other for other in turns if turn.index <= other.index <= offer][:2]
        wished = any(reading.has("wish", other) for other in near)
        checked = any(checks(reading, other) for other in near)
        if wished and checked:
            return met("restate.full", _where(reading, turn), *_check_quote(reading, near))
    if early:
        fullest = max(early, key=lambda turn: _given_back(reading, turn))
        return partial("restate.part", _where(reading, fullest))
    keyword = next((turn for turn in turns if checks_keyword(reading, turn)), None)
    if keyword is not None:
        return partial("restate.keyword", reading.quote(keyword))
    late = next((turn for turn in stating if checks(reading, turn) and reading.has("wish", turn)), None)
    if late is not None:
        return partial("restate.late", _where(reading, late))
    return missed("restate.none")


def _given_back(reading: Reading, turn: Said) -> int:
    """How much of what the customer told a turn brings back."""
    return len(content_words(turn.text, reading.language) & reading.told_before(turn.index))


def first_offer(reading: Reading) -> int:
    """The turn in which a solution is on the table: a path with its time or amount, or something done."""
    for turn in reading.agent:
        for clause in reading.clauses(turn) if turn.index > reading.problem else ():
            timed = reading.words.has("when_word", clause) and not reading.words.has("question", clause)
            if moments.does_it(reading, clause) or (timed and moments.shows_path(reading, clause)):
                return turn.index
    return len(reading.turns)


def _where(reading: Reading, turn: Said) -> Evidence:
    return reading.quote_of(turn, reading.told_before(turn.index))


def _check_quote(reading: Reading, near: list[Said]) -> list[Evidence | None]:
    return [reading.find("confirms", turn) for turn in near if checks(reading, turn)][:1]


def states_problem(reading: Reading, turn: Said) -> bool:
    """A statement that brings back what the customer told; findings, numbers and jargon do not count."""
    if reading.has("endorses", turn) or reading.has("denies", turn):
        return False
    if reading.has("wish", turn) and checks(reading, turn):
        return reading.length(turn.text) > KEYWORD_TURN[reading.chinese]
    kept = [clause for clause in reading.clauses(turn) if not _asks_or_finds(reading, clause)]
    own = reading.words.without(" , ".join(kept), "digits", "backchannel")
    back = content_words(own, reading.language) & reading.told_before(turn.index)
    if len(back) >= POINTS:
        led = reading.has("restate_lead", turn) or checks(reading, turn) or reading.has("wish", turn)
        return led or meets_feeling(reading, turn) or (reading.has("backchannel", turn) and len(back) >= MANY)
    return bool(back) and meets_feeling(reading, turn)


def _asks_or_finds(reading: Reading, clause: str) -> bool:
    """Requests for identity, findings of the system, and offers are no restatement."""
    words = reading.words
    if words.has("confirms", clause) or words.has("restate_lead", clause):
        return False
    asks = words.has("asks_for", clause) and words.has("identity_nouns", clause)
    return asks or words.has("system_finding", clause) or _asks(reading, clause)


def _asks(reading: Reading, clause: str) -> bool:
    """A question that wants an answer; 这谁不急 wants none."""
    return reading.words.has("question", clause) and not reading.words.has("shares", clause)


def checks(reading: Reading, turn: Said) -> bool:
    """…对吗 — a check that is about the matter, not about a name or number alone."""
    found = reading.words.find("confirms", turn.text)
    return bool(found) and not reading.words.has(
        "calls_by_name", turn.text[max(0, found.start() - 8) : found.end()] if found else ""
    )


def checks_keyword(reading: Reading, turn: Said) -> bool:
    """哦,洒了啊 — a short turn that gives back one word of the trouble."""
    unlike = any(reading.has(name, turn) for name in NO_CHECK)
    if unlike or reading.length(turn.text) > KEYWORD_TURN[reading.chinese]:
        return False
    own = reading.words.without(turn.text, "digits", "backchannel")
    back = {word for word in content_words(own, reading.language) if " " in word or not reading.chinese}
    back &= reading.told_before(turn.index)
    known = bool(back) or reading.has("trouble", turn)
    return known and reading.has("checking_tone", turn) and not reading.has("identity_nouns", turn)
