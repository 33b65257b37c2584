"""The customer's mood over the call, the turns that moved it, and the peak–end line.

A simulated customer carries its mood (``state``) and reasons (``why``); a human one's is read from what the
words show and do: who complains, doubts or refuses is not at ease; who accepts or thanks is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from simulator.transcript import Mood, Speaker, Transcript, Turn
from simulator.understanding import Feeling, Understanding, understand

MOVED = 0.08  # change of the distress level that counts as a move
FADE = 0.6  # how much of a feeling read from words lasts into the next turn
REST = 0.2  # distress of somebody with an open matter, to which it returns; a simulated customer starts there
UNEASE = {
    "accuse": 0.8,
    "threaten": 0.8,
    "complain": 0.6,
    "ask_supervisor": 0.5,
    "object": 0.4,
    "doubt": 0.4,
    "demand": 0.4,
}
"""Distress in an act that is certain."""
EASE = {"thank": 0.8, "accept": 0.4}
"""The share of distress that an act takes away, when it is certain."""


@dataclass(frozen=True)
class Point:
    """The customer's mood after one of their turns. ``distress`` 0 calm … 1 worst; None: not known."""

    turn: int
    distress: float
    anger: float
    anxiety: float
    confusion: float
    trust: float | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """A change of mood: at which customer turn, after which agent turn, by how much (down is relief)."""

    turn: int
    after: int | None
    change: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Journey:
    """Points in order, the moves, and what stays in memory: the worst moment and the end."""

    points: tuple[Point, ...]
    moves: tuple[Move, ...]

    @property
    def peak(self) -> Point | None:
        """The worst moment."""
        return max(self.points, key=lambda point: point.distress, default=None)

    @property
    def end(self) -> Point | None:
        """The last moment."""
        return self.points[-1] if self.points else None

    @property
    def peak_end(self) -> float | None:
        """What is remembered by the peak–end rule: the mean of worst and last distress, 0 … 1."""
        if self.peak is None or self.end is None:
            return None
        return round((self.peak.distress + self.end.distress) / 2, 3)


def journey(transcript: Transcript) -> Journey:
    """The mood course of a call; empty when the customer said nothing."""
    points: list[Point] = []
    for index, turn in enumerate(transcript.turns):
        if turn.speaker is Speaker.CUSTOMER and (turn.state is not None or turn.text.strip()):
            points.append(_point(transcript, index, turn, points[-1] if points else None))
    return Journey(tuple(points), tuple(_moves(transcript, points)))


def _point(transcript: Transcript, index: int, turn: Turn, before: Point | None) -> Point:
    if turn.state is not None:
        return _of_state(index, turn.state, turn.why)
    context = transcript.turns[max(0, index - 6) : index]
    heard = understand(turn.text, speaker=turn.speaker, language=transcript.language, context=context)
    return _of_words(index, heard, before)


def _of_state(index: int, mood: Mood, why: tuple[str, ...]) -> Point:
    distress = max(mood.anger, mood.anxiety, mood.confusion)
    return Point(index, round(distress, 3), mood.anger, mood.anxiety, mood.confusion, mood.trust, why)


def _of_words(index: int, heard: Understanding, before: Point | None) -> Point:
    """Words show a feeling now; an earlier one fades, and relief or thanks end it."""
    felt = {feeling: _surely(heard.feelings.get(feeling, 0.0)) for feeling in Feeling}
    unease = max(weight * _surely(heard.acts.get(act, 0.0)) for act, weight in UNEASE.items())
    ease = max(
        felt[Feeling.RELIEF], *(weight * _surely(heard.acts.get(act, 0.0)) for act, weight in EASE.items())
    )

    def level(feeling: Feeling, earlier: float) -> float:
        return round(max(felt[feeling], earlier * FADE) * (1 - ease), 3)

    anger = level(Feeling.ANGER, before.anger if before else 0.0)
    anxiety = level(Feeling.ANXIETY, before.anxiety if before else 0.0)
    confusion = level(Feeling.CONFUSION, before.confusion if before else 0.0)
    earlier = before.distress if before else REST
    lasting = REST + (earlier - REST) * FADE
    shown = max(felt[Feeling.ANGER], felt[Feeling.ANXIETY], felt[Feeling.CONFUSION], felt[Feeling.SADNESS])
    return Point(index, round(max(shown, unease, lasting) * (1 - ease), 3), anger, anxiety, confusion)


def _surely(likely: float) -> float:
    """What is no likelier than not counts nothing; from there on the more, the surer."""
    return max(0.0, 2 * likely - 1)


def _moves(transcript: Transcript, points: list[Point]) -> list[Move]:
    moves = []
    for before, point in pairwise(points):
        change = round(point.distress - before.distress, 3)
        if abs(change) >= MOVED:
            agent = [
                i for i in range(before.turn + 1, point.turn) if transcript.turns[i].speaker is Speaker.AGENT
            ]
            moves.append(Move(point.turn, agent[-1] if agent else None, change, point.why))
    return moves
