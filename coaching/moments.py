"""The moments of truth of a call: where the scenario says it is won or lost, and what was said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.content.parts import Moment
from simulator.content.scenario import Scenario
from simulator.transcript import Mood, Speaker, Transcript, Turn

KINDS = ("objection", "question", "dodge", "fact")  # how the id of a moment may be said, the first one counts
ON_OFFER = ("accept:", "bargain:", "move:ask_when", "move:too_early", "move:reject", "move:doubt")


@dataclass(frozen=True)
class Lived:
    """A moment that came in this call; turns are positions in the transcript.

    ``eased`` is how much anger and anxiety together fell by the customer's next turn (negative: they
    rose), None where that is not known.
    """

    moment: Moment
    customer: int
    agent: int
    eased: float | None


def moments_of(scenario: Scenario, call: Transcript) -> list[Lived]:
    """The scenario's moments that came and that the agent answered, in the order of the call."""
    found = (_lived(moment, call.turns) for moment in scenario.moments)
    return sorted((lived for lived in found if lived is not None), key=lambda lived: lived.agent)


def _lived(moment: Moment, turns: Sequence[Turn]) -> Lived | None:
    if moment.at == "closing":
        agent = _last(turns, Speaker.AGENT, len(turns))
        customer = _last(turns, Speaker.CUSTOMER, agent) if agent is not None else None
    elif moment.at == "offer":
        reply = _first_said(turns, ON_OFFER)
        agent = _last(turns, Speaker.AGENT, reply) if reply is not None else None
        customer = _last(turns, Speaker.CUSTOMER, agent) if agent is not None else None
    else:
        keys = ("opening",) if moment.at == "opening" else tuple(f"{kind}:{moment.at}" for kind in KINDS)
        customer = _first_said(turns, keys)
        agent = _next(turns, Speaker.AGENT, customer) if customer is not None else None
    if customer is None or agent is None:
        return None
    return Lived(moment, customer, agent, _eased(turns, customer, agent))


def _first_said(turns: Sequence[Turn], keys: tuple[str, ...]) -> int | None:
    """The first customer turn that says one of these keys; those that end in a colon are beginnings."""

    def says(turn: Turn) -> bool:
        return any(
            key == said or (key.endswith(":") and said.startswith(key)) for said in turn.said for key in keys
        )

    return next((place for place, turn in enumerate(turns) if says(turn)), None)


def _next(turns: Sequence[Turn], speaker: Speaker, after: int) -> int | None:
    return next((i for i in range(after + 1, len(turns)) if turns[i].speaker is speaker), None)


def _last(turns: Sequence[Turn], speaker: Speaker, before: int) -> int | None:
    return next((i for i in range(before - 1, -1, -1) if turns[i].speaker is speaker), None)


def _eased(turns: Sequence[Turn], customer: int, agent: int) -> float | None:
    after = _next(turns, Speaker.CUSTOMER, agent)
    before, later = turns[customer].state, turns[after].state if after is not None else None
    if before is None or later is None:
        return None
    return round(_heat(before) - _heat(later), 2)


def _heat(mood: Mood) -> float:
    return mood.anger + mood.anxiety
