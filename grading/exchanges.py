"""The exchanges of a call as they sounded: each of the agent's turns with the customer's turn before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from grading.acoustics import TurnVoice
from grading.convergence import Course
from grading.heard import Heard, Said
from simulator.understanding import Feeling

ANGRY = 0.5
LEAST = 4  # exchanges; with fewer any course may be chance
GAINS_APART_DB = 12.0  # people differ less; such sides were recorded with other gains

Exchange = tuple[TurnVoice, TurnVoice]  # the customer's, then the agent's
MEASURES: Mapping[str, Callable[[TurnVoice], float | None]] = {
    "rate": lambda turn: math.log(turn.rate) if turn.rate else None,  # so that distances are ratios
    "level": lambda turn: turn.level_db,
    "pauses": lambda turn: turn.pause_share,
}


@dataclass(frozen=True)
class Exchanges:
    """The courses of the measures that are known often enough; ``pitch_spread`` of the agent in semitones."""

    courses: Mapping[str, Course]
    pitch_spread: float | None
    angry: bool


def exchanges(call: Heard) -> Exchanges | None:
    """A call's exchanges, with an angry customer those from the first anger on. None when too few."""
    angry = next((turn.index for turn in call.customer if is_angry(call, turn)), None)
    pairs = _pairs(call, angry or 0)
    if len(pairs) < LEAST:
        pairs = _pairs(call, 0)
    courses = _courses(pairs)
    if not courses:
        return None
    spreads = [agent.f0_sd_st for _, agent in pairs if agent.f0_sd_st is not None]
    return Exchanges(courses, fmean(spreads) if spreads else None, angry is not None)


def is_angry(call: Heard, turn: Said) -> bool:
    """Whether the customer is angry in this turn: by the mood on file, else by the words."""
    mood = call.transcript.turns[turn.index].state
    return (mood.anger if mood else turn.does.feelings.get(Feeling.ANGER, 0.0)) >= ANGRY


def _pairs(call: Heard, since: int) -> list[Exchange]:
    """The customer's turn and the agent's answer to it, both heard, from turn ``since`` on."""
    pairs: list[Exchange] = []
    heard: TurnVoice | None = None
    for turn in call.turns[since:]:
        voice = call.acoustics.get(turn.index)
        if voice is None:
            continue
        if turn.by_agent and heard is not None:
            pairs.append((heard, voice))
        elif not turn.by_agent:
            heard = voice
    return pairs


def _courses(pairs: Sequence[Exchange]) -> dict[str, Course]:
    """The courses over the exchanges in which all are known; a measure that seldom is is left out."""
    names = list(MEASURES)
    if _gains_apart(pairs):
        names.remove("level")
    while names:
        known = [pair for pair in pairs if all(_known(pair, name) for name in names)]
        if len(known) >= LEAST:
            return {name: _course(known, MEASURES[name]) for name in names}
        names.remove(min(names, key=lambda name: sum(_known(pair, name) for pair in pairs)))
    return {}


def _known(pair: Exchange, name: str) -> bool:
    return all(MEASURES[name](turn) is not None for turn in pair)


def _course(pairs: Sequence[Exchange], measure: Callable[[TurnVoice], float | None]) -> Course:
    customer, agent = (np.array([measure(pair[side]) for pair in pairs], np.float64) for side in (0, 1))
    return Course(agent, customer)


def _gains_apart(pairs: Sequence[Exchange]) -> bool:
    customer, agent = (
        [turn.level_db for pair in pairs if (turn := pair[side]).level_db is not None] for side in (0, 1)
    )
    return bool(customer and agent) and abs(median(agent) - median(customer)) > GAINS_APART_DB
