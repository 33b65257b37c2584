"""Questions that are built on what was just said, against those that only locate or identify."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from grading.finding import Finding, met, missed, partial
from grading.heard import Said
from grading.reading import Reading

NOT_TARGETED = (
    "satisfaction_closed",
    "satisfaction_open",
    "asks_permission",
    "denies",
    "offers_help",
    "rhetorical",
    "farewell",
    "thanks",
    "proposes",
    "curt",
    "path",
)

NO_QUESTION = ("insult", "sarcastic", "checklist")  # 你怎么这么难缠; 您确定是我们的问题吗
UNMARKED = 14  # characters of a clause that may hold several without marks
NEW_ADDRESS = re.compile("(?=您|请问|麻烦|另外|还有|那我|我(?:现在|马上|先|来|这就))")
MORE = {True: 3, False: 4}  # characters or words beside an identifier that ask for something else
SHORT_REQUEST = {True: 6, False: 4}  # 订单号 / tracking number: a noun alone asks for it


def targeted_question(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Met by one question after the problem that asks for something missing about the matter."""
    generic = None
    for turn in reading.agent:
        if turn.index < reading.problem:
            continue
        clause = targeted_in(reading, turn)
        if clause is not None and asks_again(reading, turn):
            return missed("question.again", reading.quote(turn, max(0, turn.text.find(clause))))
        if clause is not None:
            return met("question.targeted", reading.quote(turn, max(0, turn.text.find(clause))))
        generic = generic or generic_in(reading, turn)
    if generic is not None:
        return partial("question.generic", reading.quote_where(generic, "identity_nouns", "question"))
    return missed("question.none")


def asks_again(reading: Reading, turn: Said) -> bool:
    """The customer answers that they had said it already."""
    answer = reading.answer_to(turn.index)
    return answer is not None and reading.has("told_already", answer)


def targeted_in(reading: Reading, turn: Said) -> str | None:
    """The clause that asks about the matter, or None."""
    for clause in _pieces(reading, turn):
        if not reading.words.has("question", clause) or reading.words.has("confirms", clause):
            continue
        if reading.words.has("identity_nouns", clause) and not _asks_more(reading, clause):
            continue
        if any(reading.words.has(name, clause) for name in (*NOT_TARGETED, *NO_QUESTION)):
            continue
        if _calls_only(reading, clause):
            continue
        return clause
    return None


def _asks_more(reading: Reading, clause: str) -> bool:
    """Beside the name or number it asks for something of the matter: 几栋几单元楼上是租户还是业主."""
    rest = reading.words.without(clause, "identity_nouns", "digits")
    own = reading.words.without(rest, "asks_for", "asks_what", "backchannel", "common")
    return reading.words.has("question", rest) and reading.length(own) >= MORE[reading.chinese]


def _pieces(reading: Reading, turn: Said) -> Iterator[str]:
    """The clauses; long ones that a recogniser wrote without marks are cut at a new address."""
    for clause in reading.clauses(turn):
        if reading.chinese and len(clause) > UNMARKED:
            yield from (piece for piece in NEW_ADDRESS.split(clause) if piece)
        else:
            yield clause


def _calls_only(reading: Reading, clause: str) -> bool:
    """钱先生? — calling somebody is no question about the matter."""
    return reading.length(reading.words.without(clause, "someone", "backchannel")) <= 2 and len(clause) <= 8


def generic_in(reading: Reading, turn: Said) -> Said | None:
    """The turn, when it asks for identity or place, or asks any other stock question."""
    named_only = reading.length(turn.text) <= SHORT_REQUEST[reading.chinese]
    asks = named_only or reading.has("asks_for", turn) or reading.has("question", turn)
    if asks and (reading.has("identity_nouns", turn) or reading.has("calls_by_name", turn)):
        return turn
    return turn if reading.has("satisfaction_closed", turn) and turn.index not in reading.stuffed else None
