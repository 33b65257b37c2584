"""Pace, then lead: hear the problem, then take the customer to an agreed solution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading import moments
from grading.endings import LEFT
from grading.finding import Finding, met, missed, not_applicable, partial
from grading.heard import Said
from grading.reading import Reading
from grading.result import Evidence
from grading.scorers.question import targeted_in


def pace_lead(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Counts how often the customer must ask for the next step, and looks for leading."""
    asked = [
        turn
        for turn in reading.customer
        if turn.index > reading.problem and moments.asks_next(reading, turn)
    ]
    asked = [] if reading.enquiry else asked
    leading = [turn for turn in reading.agent if turn.index > reading.problem and leads(reading, turn)]
    leading = [turn for turn in leading if not _only_answers(reading, turn)]
    if not leading and reading.withdrawn:
        return not_applicable("lead.withdrawn")
    if len(asked) >= 2:
        return missed("lead.asked_twice", *(_pushed(reading, turn) for turn in asked[:2]))
    if not leading:
        return missed("lead.never")
    if asked:
        return partial("lead.asked_once", _pushed(reading, asked[0]))
    early = _too_early(reading)
    if early is not None:
        return partial("lead.early", reading.quote(early))
    if reading.transcript.ended in LEFT and not agreed(reading):
        return partial("lead.walked_out", _where(reading, leading[0]))
    if not (agreed(reading) or reading.withdrawn):
        return partial("lead.no_agreement", _where(reading, leading[0]))
    return met("lead.led", _where(reading, leading[0]))


def _where(reading: Reading, turn: Said) -> Evidence:
    """The question, signpost or path that leads."""
    question = targeted_in(reading, turn)
    if question is not None:
        return reading.quote(turn, max(0, turn.text.find(question)))
    return reading.quote_where(turn, "signpost", "path")


def _pushed(reading: Reading, turn: Said) -> Evidence:
    return reading.find("asks_next", turn) or reading.quote_where(turn, "question")


def leads(reading: Reading, turn: Said) -> bool:
    """A question about the matter, a signpost, or an offered path; identification alone is none."""
    if targeted_in(reading, turn) is not None or reading.has("signpost", turn):
        return True
    return reading.has("path", turn) and not reading.has("pushes_away", turn)


def _only_answers(reading: Reading, turn: Said) -> bool:
    """A path that only answers the customer's question does not lead."""
    if targeted_in(reading, turn) is not None or reading.has("signpost", turn):
        return False
    asked = reading.before(turn.index, by_agent=False)
    if asked is None or asked.index <= reading.problem or asked.index in reading.opinions:
        return False
    return reading.has("question", asked) or reading.has("asks_next", asked)


def _too_early(reading: Reading) -> Said | None:
    """An agent turn that leads before the problem was told."""
    for turn in reading.agent:
        if turn.index < reading.problem and reading.customer and turn.index > reading.customer[0].index:
            asks = reading.has("asks_for", turn) and reading.has("identity_nouns", turn)
            if asks or reading.has("path", turn):
                return turn
    return None


def agreed(reading: Reading) -> bool:
    """Whether the customer takes what was offered, at whatever temperature."""
    after = [turn for turn in reading.customer if turn.index > reading.first_path]
    gone = bool(after) and reading.has("walks_out", after[-1])
    return not gone and any(reading.has("agreement", turn) for turn in after)
