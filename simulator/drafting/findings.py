"""What was found in a call, part by part, each with the turns (1-based) it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Raised = Literal["early", "explained", "offered", "refused"]


@dataclass(frozen=True)
class FoundCaller:
    """Who called and why. A part that nobody said is empty."""

    name: str
    address: str
    reason: str
    wish: str
    fear: str
    knows: tuple[str, ...]
    reason_turn: int
    wish_turn: int = 0
    fear_turn: int = 0


@dataclass(frozen=True)
class FoundFact:
    """Something the caller told."""

    id: str
    kind: Literal["story", "detail", "identity"]
    lines: tuple[str, ...]
    short: str
    turns: tuple[int, ...]
    question: str = ""  # empty: told unasked
    asks: tuple[str, ...] = ()
    dodge: tuple[str, ...] = ()  # what was said the first time it was asked


@dataclass(frozen=True)
class FoundObjection:
    """Something held against the company or the offer; ``again`` and ``settled`` as far as they were said."""

    id: str
    unfair: bool
    act: Literal["accuse", "demand", "object", "doubt"]
    raised: Raised
    lines: tuple[str, ...]
    turns: tuple[int, ...]
    again: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    settled_turn: int = 0


@dataclass(frozen=True)
class FoundQuestion:
    """Something the caller wanted to know; without an answer where the agent gave none."""

    id: str
    raised: Literal["early", "offered", "accepted"]
    lines: tuple[str, ...]
    answered_by: tuple[str, ...]
    turns: tuple[int, ...]
    answer: str = ""
    answer_turn: int = 0


@dataclass(frozen=True)
class FoundWay:
    """A way out that the agent offered, and how it was taken."""

    id: str
    quality: Literal[1, 2, 3]
    taken: Literal["glad", "fine", "grudging", "not"]
    say: str
    offered_by: tuple[str, ...]
    timed_by: tuple[str, ...]
    turns: tuple[int, ...]
    bargain: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    accept_turn: int = 0


@dataclass(frozen=True)
class FoundTrigger:
    """Words of the agent after which the caller grew angrier."""

    cues: tuple[str, ...]
    anger: float
    why: str  # the agent's act: curt, blame …
    quote: str
    turn: int


@dataclass(frozen=True)
class FoundRule:
    """Something the agent explained: an entry of the knowledge base."""

    id: str
    title: str
    text: str
    turn: int


@dataclass(frozen=True)
class FoundAside:
    """A story beside the matter."""

    id: str
    line: str
    turn: int


@dataclass(frozen=True)
class FoundMoment:
    """A place where the call was won or lost; a text nobody said is empty."""

    id: str
    at: str
    good: str = ""
    poor: str = ""
    good_turn: int = 0
    poor_turn: int = 0


@dataclass(frozen=True)
class FoundRow:
    """A line for the customer card."""

    label: str  # the kind of its figure: money, duration …
    value: str
    turn: int


@dataclass(frozen=True)
class Findings:
    """All of it."""

    caller: FoundCaller
    company: str  # empty: nobody named it
    company_turn: int
    title: str
    opening: tuple[str, ...]
    opening_turn: int
    facts: tuple[FoundFact, ...] = ()
    objections: tuple[FoundObjection, ...] = ()
    questions: tuple[FoundQuestion, ...] = ()
    ways: tuple[FoundWay, ...] = ()
    triggers: tuple[FoundTrigger, ...] = ()
    rules: tuple[FoundRule, ...] = ()
    asides: tuple[FoundAside, ...] = ()
    moments: tuple[FoundMoment, ...] = ()
    rows: tuple[FoundRow, ...] = ()
    moves: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # lines by move, with turns
