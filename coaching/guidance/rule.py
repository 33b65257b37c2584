"""A rule of guidance: on which occasion, which hint, and how to tell that it was followed."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from grading.scorecard import Wording
from simulator.content.persona import Content
from simulator.understanding import AgentAct, CustomerAct, Feeling


class Theme(StrEnum):
    """The one thing that a hint is about."""

    TALK = "talk"  # who talks how much, how fast
    FEELING = "feeling"
    OPINION = "opinion"  # accusations, threats: YES-BUT
    LISTENING = "listening"
    ACTION = "action"
    CLOSING = "closing"
    CONDUCT = "conduct"


class Cues(Content):
    """Words to look for, by the call's language, in the cue language of scenarios: space = and, | = or."""

    zh: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class Condition(Content):
    """An occasion. What is written must all hold; what is left out does not matter."""

    customer: list[CustomerAct] = Field(
        default_factory=list, description="the customer's latest turn does one of these"
    )
    customer_not: list[CustomerAct] = Field(
        default_factory=list, description="the customer's latest turn does none of these"
    )
    says: Cues | None = Field(None, description="the customer's latest turn fits one of these cues")
    feels: list[Feeling] = Field(
        default_factory=list, description="the words of the customer's latest turn show one of these"
    )
    opinion: bool | None = Field(
        None, strict=True, description="whether the customer's latest turn holds an unfair opinion"
    )
    agent: list[AgentAct] = Field(default_factory=list, description="the agent's last turn does one of these")
    agent_not: list[AgentAct] = Field(
        default_factory=list, description="the agent's last turn does none of these"
    )
    agent_says: Cues | None = Field(None, description="the agent's last turn fits one of these cues")
    stage: list[str] = Field(default_factory=list, description="the call is in one of these stages")
    missing: list[str] = Field(
        default_factory=list, description="these scorecard items have an occasion, and none is even half done"
    )
    not_met: list[str] = Field(
        default_factory=list, description="none of these scorecard items is fully done, occasion or not"
    )
    met: list[str] = Field(default_factory=list, description="these scorecard items are all fully done")
    slipped: list[str] = Field(
        default_factory=list, description="the agent's last turn costs points on one of these scorecard items"
    )
    after_turns: int | None = Field(
        None, ge=1, strict=True, description="the agent has had at least so many turns"
    )
    talk_over: float | None = Field(None, gt=0, lt=1, description="the agent's share of the talk, above it")
    talk_under: float | None = Field(None, gt=0, lt=1, description="the same, below it")
    long_turns: int | None = Field(
        None, ge=1, strict=True, description="the agent's last turns, so many in a row, were long"
    )
    brief: bool | None = Field(None, strict=True, description="whether the agent's last turn was not long")
    faster_over: float | None = Field(
        None, gt=0, description="the agent speaks more than so many times as fast as the customer (measured)"
    )
    faster_under: float | None = Field(None, gt=0, description="… less than so many times as fast")

    @property
    def of_the_line(self) -> bool:
        """Whether it is about the customer's latest turn: then it passes with the answer to that turn."""
        return bool(self.customer or self.customer_not or self.says or self.feels) or self.opinion is not None


class Rule(Content):
    """One hint. ``importance`` 1 … 9: a more important hint takes the place of another one."""

    id: str = Field(min_length=1)
    theme: Theme
    importance: int = Field(ge=1, le=9, strict=True)
    when: Condition
    followed: list[Condition] = Field(
        min_length=1, description="it was followed when one of these holds after the agent's answer"
    )
    title: Wording = Field(description="what to do, in a few words; {word} is what the customer said")
    leads_to: Wording | None = Field(None, description="what comes of it otherwise")
    say: Wording | None = Field(
        None,
        description="words to say, in the call's language; {problem} {situation}: what the customer told",
    )
