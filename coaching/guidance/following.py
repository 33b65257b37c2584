"""Whether the hints of a call were followed, told from what the agent said next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from coaching.guidance.coach import Hint
from coaching.guidance.occasions import holds
from coaching.guidance.situation import Situation
from grading.scorecard import Scorecard
from simulator.content.scenario import Scenario
from simulator.transcript import Speaker, Transcript
from simulator.voice.measures import Voice

ANSWERS = 2  # the agent's turns in which a hint can be followed


class FollowUp(StrEnum):
    """What became of a hint."""

    FOLLOWED = "followed"
    NOT_FOLLOWED = "not_followed"
    TOO_LATE = "too_late"  # the call ended before the agent spoke again


def follow_ups(
    hints: Sequence[Hint],
    call: Transcript,
    card: Scorecard,
    scenario: Scenario | None = None,
    voices: Mapping[int, Voice] | None = None,
) -> list[FollowUp]:
    """What became of each hint."""
    return [_follow_up(hint, call, card, scenario, voices or {}) for hint in hints]


def _follow_up(
    hint: Hint, call: Transcript, card: Scorecard, scenario: Scenario | None, voices: Mapping[int, Voice]
) -> FollowUp:
    answers = [
        index
        for index, turn in enumerate(call.turns)
        if index > hint.turn and turn.speaker is Speaker.AGENT and turn.text.strip()
    ]
    if not answers:
        return FollowUp.TOO_LATE
    for index in answers[:ANSWERS]:
        so_far = call.model_copy(update={"turns": call.turns[: index + 1]})
        then = Situation(so_far, card, scenario, voices)
        if any(holds(condition, then) for condition in hint.followed):
            return FollowUp.FOLLOWED
    return FollowUp.NOT_FOLLOWED
