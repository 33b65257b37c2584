"""Courtesy and privacy, the two items that can fail a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading import moments
from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.known_facts import public_facts
from grading.reading import Reading
from grading.result import Evidence
from grading.secrets import asked_secret
from simulator.understanding import Fact, FactKind, facts
from simulator.understanding.overlap import content_words

TELLING = {FactKind.MONEY, FactKind.DATA, FactKind.COUNT, FactKind.PERCENT, FactKind.NUMBER}
NOT_TOLD = ("advises", "i_act")  # what somebody may do, or the agent will: no finding of the account
NOUN_ONLY = {True: 8, False: 4}  # 号码 alone asks for it
SOUNDS = 0.8  # a turn that sounds curt without one of the known phrases …
OFTEN = 2  # … counts when it is not the only one
ARGUED = 3  # replies that flatly contradict: arguing over more than two turns


def courtesy(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Insult, sarcasm, blame, threat, arguing on, hanging up: critical. Curt or dismissive: partial."""
    for turn in reading.agent:
        aimed = moments.insults(reading, turn)
        if aimed or moments.blames(reading, turn):
            return missed("courtesy.aimed", reading.find(aimed, turn) if aimed else reading.quote(turn))
    if reading.hung_up is not None:
        return missed("courtesy.hung_up", reading.quote(reading.turns[reading.hung_up]))
    argued = [
        piece
        for index in reading.opinions
        if (reply := reading.reply_to(index)) and (piece := reading.find("denies", reply))
    ]
    if len(argued) >= ARGUED:
        return missed("courtesy.argued", *argued[:3])
    curt = next((piece for turn in reading.agent if (piece := reading.find("curt", turn))), None)
    sounds_curt = [turn for turn in reading.agent if turn.does.does("curt", floor=SOUNDS)]
    if curt is None and len(sounds_curt) >= OFTEN:
        curt = reading.quote(sounds_curt[0])
    return partial("courtesy.curt", curt) if curt is not None else met("courtesy.fine")


def privacy(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Account data only after an identifier that the customer supplied; never a secret asked for."""
    secret = next((where for turn in reading.agent if (where := asked_secret(reading, turn))), None)
    if secret is not None:
        return missed("privacy.secret", secret)
    asked = told = detail = None
    known_from = identified_at(reading)
    for turn in reading.agent:
        other = reading.find("other_person", turn)
        data = _tells_account(reading, turn)
        if other is not None or (data is not None and _of_a_relative(reading, turn)):
            return missed("privacy.other_person", other or data)
        if turn.index <= known_from:
            if data is not None and not reading.has("public_data", turn):
                late = _asks_later(reading, turn)
                return missed("privacy.checked_late" if late else "privacy.unchecked", data)
            name = reading.find("calls_by_name", turn) if turn.index > 0 else None
            detail = detail or name
        asked = asked or (turn if asks_identifier(reading, turn) else None)
        told = told or data
    if detail is not None:
        return partial("privacy.detail", detail)
    kept = _only_public(reading, known_from)
    if asked is None and told is None and (asked := _answered(reading)) is None:
        return not_applicable("privacy.public" if kept else "privacy.neither")
    return met(
        "privacy.kept" if kept else "privacy.checked",
        reading.quote_where(asked, "account_identifier") if asked else told,
    )


def _asks_later(reading: Reading, told: Said) -> bool:
    """The agent asks who it is once the account is told: there was something to check, too late."""
    later = (turn for turn in reading.agent if turn.index >= told.index)
    return any(reading.has("identity_check", turn) and asks_identifier(reading, turn) for turn in later)


def _only_public(reading: Reading, known_from: int) -> bool:
    """All that was told before the identifier stands in the scenario's knowledge base, open to anybody."""
    if reading.scenario is None:
        return False
    known = public_facts(reading.scenario)
    said = {fact.text for turn in reading.customer for fact in turn.does.facts}

    def open_to_all(clause: str) -> bool:
        if known.says(clause) or reading.words.has("names_self", clause):
            return True
        figures = [f for f in facts(clause, reading.language) if _tells(f) and f.text not in said]
        told = any(reading.words.has(name, clause) for name in ("account_data", "other_person"))
        return not told and all(known.has(figure) for figure in figures)

    early = (turn for turn in reading.agent if turn.index <= known_from)
    return all(open_to_all(clause) for turn in early for clause in reading.clauses(turn))


def _answered(reading: Reading) -> Said | None:
    """The agent's turn that the customer answered with a number of an account; for a call back is none."""
    for said in reading.customer:
        asked = reading.before(said.index, by_agent=True)
        if asked is None or not (reading.has("number_said", said) and reading.has("identity_nouns", asked)):
            continue
        if not (reading.has("case_only", asked) or reading.has("contact_only", asked)):
            return asked
    return None


def _of_a_relative(reading: Reading, turn: Said) -> bool:
    """The customer asked about an account that is not theirs."""
    return any(reading.has("relatives_account", said) for said in reading.customer if said.index < turn.index)


def _tells_account(reading: Reading, turn: Said) -> Evidence | None:
    """A statement about the account that the customer has not made themself."""
    said = {fact.text for other in reading.customer if other.index < turn.index for fact in other.does.facts}
    at = 0
    for clause in reading.clauses(turn):
        at = max(at, turn.text.find(clause, at))
        if not reading.words.has("account_data", clause) or _only_asks(reading, clause):
            continue
        if _read_out(reading, clause):
            continue
        found = reading.words.has("system_finding", clause)
        if not found and any(reading.words.has(name, clause) for name in NOT_TOLD):
            continue
        requests = reading.words.has("asks_for", clause) and reading.words.has("identity_nouns", clause)
        if requests and not reading.words.has("confirms", clause):
            continue
        new = [f for f in facts(clause, reading.language) if _tells(f) and f.text not in said]
        if new or _finds_new(reading, turn, clause):
            return reading.quote(turn, at)
    return None


def _read_out(reading: Reading, clause: str) -> bool:
    """A rule read out of the knowledge base, word for word, which speaks of no case: open to anybody."""
    if reading.scenario is None or reading.words.has("this_case", clause):
        return False
    return public_facts(reading.scenario).says(clause)


def _tells(fact: Fact) -> bool:
    """A figure of an account; 一条, 一个 are manners of speaking."""
    return fact.kind in TELLING and not (fact.kind is FactKind.COUNT and fact.value == 1)


def _finds_new(reading: Reading, turn: Said, clause: str) -> bool:
    """The system shows something of the account that the customer had not told."""
    if not (reading.words.has("system_finding", clause) and reading.words.has("account_thing", clause)):
        return False
    return bool(content_words(clause, reading.language) - reading.told_before(turn.index))


def _only_asks(reading: Reading, clause: str) -> bool:
    """A question; …是吧 tells all the same."""
    return reading.words.has("question", clause) and not reading.words.has("confirms", clause)


def asks_identifier(reading: Reading, turn: Said) -> bool:
    """Asks for something that identifies an account (a number to ring back on is none)."""
    text = reading.words.without(turn.text, "case_only", "names_self", "offers_help")
    asks = reading.words.has("asks_for", text) or reading.length(text) <= NOUN_ONLY[reading.chinese]
    asks = asks or (reading.has("question", turn) and reading.words.has("account_identifier", text))
    return (
        asks
        and reading.words.has("account_identifier", text)
        and not (reading.has("contact_only", turn) and not reading.has("account_number", turn))
    )


def identified_at(reading: Reading) -> int:
    """The customer's turn that first supplies an identifier or a name; past the end if none does."""
    return next((said.index for said in reading.customer if _identifies(reading, said)), len(reading.turns))


def _identifies(reading: Reading, said: Said) -> bool:
    """An identifier, or a name given where the agent asked for one."""
    if reading.words.has("identifier", reading.words.without(said.text, "no_identifier")):
        return True
    asked = reading.before(said.index, by_agent=True)
    named = any(fact.kind is FactKind.NAME for fact in said.does.facts)
    return asked is not None and (
        (named and reading.has("identity_nouns", asked))
        or (asks_identifier(reading, asked) and not reading.has("question", said))
    )
