"""The parts a scenario is made of: caller, facts, objections, questions, resolutions, triggers, moments."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.content.persona import Content
from simulator.content.wording import Lines

Cue = str
"""Words to look for in what the agent says: ``退|返还 一半|80`` = (退 or 返还) and (一半 or 80).

Spaces mean *and*, ``|`` means *or*. Numbers are compared by value (八十 = 80 = 80元), Chinese also by
sound (what a recogniser misheard as a homophone still counts), English by the beginning of a word
(refund finds refunded); ``_`` stands for a space inside a phrase. A list of cues: any of them.
"""


class Knowledge(Content):
    """An entry of the knowledge base that the agent may use; prices and rules are true."""

    id: str
    title: str
    text: str


class Caller(Content):
    """Who calls and why."""

    name: str
    address: str = Field(description="form of address the agent should use, e.g. 王先生")
    reason: str = Field(description="why they call, in their own words")
    wish: str = Field(description="what they want to come out of it, in their own words")
    fear: str | None = None
    knows: list[str] = Field(default_factory=list)
    unaware: list[str] = Field(default_factory=list, description="what they have wrong or never heard of")


class Fact(Content):
    """Something the customer can tell, and when they do.

    ``volunteered``: the customer tells it on their own, in an order that differs from call to call
    within the bounds of ``after``.
    ``asked``: only when a question of the agent fits ``asks``.
    ``pressed``: the first time they dodge (``dodge``), the second time they tell.
    """

    id: str
    kind: Literal["story", "detail", "identity"] = "detail"
    disclose: Literal["volunteered", "asked", "pressed"] = "asked"
    after: list[str] = Field(default_factory=list, description="fact ids that are told before this one")
    asks: list[Cue] = Field(default_factory=list, description="what a fitting question mentions")
    question: str | None = Field(None, description="a good question for it, in an agent's words")
    lines: Lines
    dodge: list[str] = Field(default_factory=list)
    short: str = Field(description="the bare fact, used in slots and when asked again")


class Objection(Content):
    """What the customer holds against the company or the offer; ``unfair`` ones drill YES-BUT."""

    id: str
    unfair: bool = True
    act: Literal["accuse", "demand", "object", "doubt"] = "accuse"
    raised: Literal["early", "explained", "offered", "refused"] = Field(
        description="early: among the first things said; explained: once the agent gives a finding or "
        "a rule; offered: at the first offer; refused: when the agent says no"
    )
    upon: list[Cue] = Field(
        default_factory=list,
        description="of one raised when explained: what the finding mentions; none named: any finding",
    )
    opinion: str = Field(description="the opinion in one neutral sentence, for the report")
    lines: Lines
    again: list[str] = Field(description="when the answer was bad: repeated, harder")
    settled: list[str] = Field(description="when the feeling was met and a fact or step followed")


class Question(Content):
    """Something the customer wants to know before they are content."""

    id: str
    raised: Literal["early", "offered", "accepted"] = "offered"
    lines: Lines
    answered_by: list[Cue] = Field(description="what an answer of the agent mentions")
    answer: str | None = Field(None, description="a good answer, in an agent's words")
    about: list[str] = Field(default_factory=list, description="knowledge ids that hold the answer")


class Resolution(Content):
    """An outcome the agent can offer. ``quality`` 3 delights, 2 is fine, 1 is taken grudgingly, 0 never:
    it does not fit this caller, as a hidden twist may bring to light."""

    id: str
    quality: Literal[0, 1, 2, 3]
    offer: str = Field(description="the offer in one sentence, with amount or time")
    say: str | None = Field(None, description="how a good agent offers it, in their words")
    offered_by: list[Cue] = Field(min_length=1, description="what a fitting offer mentions")
    timed_by: list[Cue] = Field(
        default_factory=list,
        description="the time or amount the customer needs to hear; asked for if missing",
    )
    after: list[str] = Field(default_factory=list, description="fact ids that must be told first")
    bargain: list[str] = Field(default_factory=list, description="what the customer asks on top, once")
    accept: Lines = Field(description="taking it, in this scenario's words")


class Trigger(Content):
    """Something that makes this caller's day worse (or better) when the agent mentions it."""

    id: str | None = Field(None, description="needed only where a segment or twist replaces it")
    cues: list[Cue] = Field(min_length=1)
    anger: float = Field(0.0, ge=-0.5, le=0.5)
    anxiety: float = Field(0.0, ge=-0.5, le=0.5)
    confusion: float = Field(0.0, ge=-0.5, le=0.5)
    trust: float = Field(0.0, ge=-0.5, le=0.5)
    patience: float = Field(0.0, ge=-0.5, le=0.5)
    why: str
    lines: list[str] = Field(default_factory=list, description="what the caller says to it, if anything")


class Limit(Content):
    """A limit of policy: a promise the agent may not give."""

    cues: list[Cue] = Field(min_length=1)
    rule: str


class Aside(Content):
    """A side story the caller may drift to: while waiting, or when given the floor."""

    id: str
    lines: Lines


class Moment(Content):
    """A moment of truth: where this call is won or lost, with what a good and a poor agent says there."""

    id: str
    at: str = Field(description="opening, offer, closing, or the id of an objection, a question or a fact")
    about: str = Field(description="what is at stake, in a sentence for the trainee")
    good: str = Field(description="what a good agent says there")
    poor: str = Field(description="what agents often say there, and should not")
