"""The opening of a call that the agent makes: why they ring, and whether the moment suits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading.finding import Finding, met, missed, partial
from grading.heard import Said
from grading.reading import Reading
from grading.result import Evidence

FIRST = 2  # agent turns in which the reason is to be said
EARLY = 3  # agent turns in which the moment is to be asked for
SOON = 5  # … and after which saying why is no opening any more


def purpose(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """In the first two agent turns: what the call is about, concretely."""
    if not reading.agent:
        return missed("no_agent")
    for number, turn in enumerate(reading.agent[:SOON]):
        said = reading.find("states_purpose", turn)
        if said:
            return met("purpose.said", said) if number < FIRST else partial("purpose.late", said)
    for turn in reading.agent[:FIRST]:
        vague = reading.find("vague_purpose", turn)
        if vague:
            return partial("purpose.vague", vague)
    return missed("purpose.none", reading.quote(reading.agent[0]))


def good_moment(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Asks whether the moment suits, early, and lets go when it does not."""
    for turn in reading.agent[:EARLY]:
        asked = reading.find("asks_moment", turn)
        if asked:
            ignored = _goes_on(reading, turn)
            return missed("moment.ignored", ignored) if ignored else met("moment.asked", asked)
    for turn in reading.agent[:EARLY]:
        sorry = reading.find("sorry_to_disturb", turn)
        if sorry:
            return partial("moment.only_sorry", sorry)
    return missed("moment.none")


def _goes_on(reading: Reading, asked: Said) -> Evidence | None:
    """The customer's words that it does not suit, when the agent's next turn offers no other time."""
    answer = reading.answer_to(asked.index)
    if answer is None or not reading.has("not_now", answer):
        return None
    reply = reading.reply_to(answer.index)
    lets_go = reply is None or reading.has("another_time", reply) or reading.has("farewell", reply)
    return None if lets_go else reading.find("not_now", answer)
