"""How well the agent put the caller's point into words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from simulator.content.scenario import Scenario
from simulator.customer.perceiving.topic import first_word
from simulator.transcript import Speaker, Turn
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.overlap import longest_shared, shared
from simulator.understanding.reading import Understanding

RIGHT_FROM = 0.18  # content shared with what the caller said and wants
CHECKED_FROM = 0.3  # … where the turn asks in so many words whether it got the point
SURELY_FROM = 0.4  # … from which a checking question is a restatement without any doubt
EXPLAINS_FROM = 0.4
ECHO_FROM = 0.8  # longest common stretch, as a share of the agent's words
ECHO_LENGTH = 8  # shorter turns repeat a word to confirm it, as everybody does


class Restatement(Enum):
    """How well the agent put the caller's point into words."""

    NONE = auto()
    RIGHT = auto()
    WRONG = auto()
    ECHO = auto()


def restated(
    text: str, read: Understanding, scenario: Scenario, context: Sequence[Turn], *, settled: bool
) -> Restatement:
    """Compare with the caller's words: content shared, nothing copied. ``settled``: later it is a recap."""
    said = [turn.text for turn in context if turn.speaker is Speaker.CUSTOMER]
    if not said:
        return Restatement.NONE
    if len(text) >= ECHO_LENGTH and longest_shared(text, said[-1], scenario.language) >= ECHO_FROM:
        return Restatement.ECHO
    caller = scenario.caller
    point = " ".join([*said, caller.reason, caller.wish, caller.fear or ""])
    common = shared(text, point, scenario.language)
    if read.does(A.RESTATE):
        if common >= RIGHT_FROM:
            return Restatement.RIGHT
        explains = read.acts.get(A.EXPLAIN, 0.0) >= EXPLAINS_FROM  # a finding, which the caller cannot know
        return Restatement.NONE if explains else Restatement.WRONG
    if first_word(text, "checking", scenario.language) and common >= CHECKED_FROM and not settled:
        return Restatement.RIGHT
    likely = read.does(A.RESTATE, floor=0.3) or (read.does(A.RECAP) and not settled)
    return Restatement.RIGHT if likely and _checks(read) and common >= SURELY_FROM else Restatement.NONE


def _checks(read: Understanding) -> bool:
    """Whether the turn asks if it got the point."""
    return read.does(A.ASK_CLOSED, A.CHECK_SATISFACTION, floor=0.3)
