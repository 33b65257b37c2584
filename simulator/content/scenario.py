"""A scenario: one call to practise. One YAML file each in ``scenarios/<industry>/``."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from simulator.content.briefing import Briefing, CardSection, Handover, Post
from simulator.content.parts import (
    Aside,
    Caller,
    Fact,
    Knowledge,
    Limit,
    Moment,
    Objection,
    Question,
    Resolution,
    Trigger,
)
from simulator.content.persona import Content
from simulator.content.surroundings import Surroundings
from simulator.content.wording import Lines, Move
from simulator.transcript import Mood

Level = Literal[1, 2, 3]
"""How hard a call is: 1 warm-up, 2 everyday, 3 tough. What each changes: ``varying.py``."""


class Industry(StrEnum):
    """Where the call comes in; also the folder of the file."""

    TELECOM = "telecom"
    BROADBAND = "broadband"
    ECOMMERCE = "ecommerce"
    BANK = "bank"
    UTILITIES = "utilities"
    INSURANCE = "insurance"
    TRAVEL = "travel"
    COURIER = "courier"
    GOVERNMENT = "government"
    SAAS = "saas"


class MoodName(StrEnum):
    """The mood on the scenario's card."""

    ANGRY = "angry"
    ANXIOUS = "anxious"
    CONFUSED = "confused"
    DISAPPOINTED = "disappointed"
    CALM = "calm"


class Channel(StrEnum):
    """How the customer reaches the agent."""

    PHONE = "phone"
    CHAT = "chat"  # an online chat: typed on both sides
    SOCIAL = "social"  # a public post first, then a private conversation

    @property
    def typed(self) -> bool:
        """Whether both sides write: nothing rings, nobody speaks."""
        return self is not Channel.PHONE


class Variation(Content):
    """What is different in some calls: laid over the scenario, item by item.

    Items with an id that the scenario has replace it, others are added; card sections go by title.
    Title and summary are a segment's only: the agent reads them before the call.
    """

    id: str
    name: str = Field(description="for the trainer: 动感地带的大学生; 其实是孩子点的")
    about: str = Field(description="what changes and why, in a sentence for the trainer")
    goes_with: list[str] = Field(
        default_factory=list,
        description="of a twist: ids of the segments it may come with, base for the scenario's own caller; "
        "none named: all",
    )
    title: str | None = Field(None, description="of a segment: the title of its calls")
    summary: str | None = Field(None, description="of a segment: the summary of its calls")
    persona: str | None = None
    caller: Caller | None = None
    sound: Surroundings | None = Field(None, description="how these callers are heard")
    state: Mood | None = None
    opening: list[str] = Field(default_factory=list)
    handover: Handover | None = Field(None, description="the virtual assistant's note in these calls")
    post: Post | None = Field(None, description="the public post of these calls, in a social scenario")
    card: list[CardSection] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    objections: list[Objection] = Field(default_factory=list)
    questions: list[Question] = Field(default_factory=list)
    resolutions: list[Resolution] = Field(default_factory=list)
    triggers: list[Trigger] = Field(default_factory=list)
    asides: list[Aside] = Field(default_factory=list)
    moments: list[Moment] = Field(default_factory=list)
    lines: dict[Move, Lines] = Field(default_factory=dict)


class Variant(Content):
    """Which variation of a scenario a call plays."""

    level: Level
    segment: str | None = None
    twist: str | None = None
    hidden: str | None = Field(None, description="what the twist was about, for the report")


class Scenario(Content):
    """One call to practise: who calls and why, what they tell when, what settles it, what is true."""

    id: str = Field(description="folder/file, e.g. telecom/data-overage")
    title: str
    summary: str = Field(description="one sentence for the card")
    language: str
    industry: Industry
    company: str
    difficulty: Level
    mood: MoodName
    skills: list[str] = Field(min_length=1, description="scorecard item ids practised here")
    channel: Channel = Channel.PHONE
    scorecard: str = "inbound@1"
    persona: str
    caller: Caller
    sound: Surroundings = Field(
        Surroundings(), description="how the caller is heard; no use where both write"
    )
    briefing: Briefing
    knowledge: list[Knowledge] = Field(min_length=1)
    limits: list[Limit] = Field(default_factory=list)
    state: Mood = Field(description="the mood at pick-up")
    opening: list[str] = Field(min_length=1, description="the first thing said once greeted")
    facts: list[Fact] = Field(min_length=1)
    objections: list[Objection] = Field(default_factory=list)
    questions: list[Question] = Field(default_factory=list)
    resolutions: list[Resolution] = Field(min_length=1)
    triggers: list[Trigger] = Field(default_factory=list)
    asides: list[Aside] = Field(default_factory=list, description="side stories the caller may drift to")
    moments: list[Moment] = Field(default_factory=list, description="moments of truth")
    lines: dict[Move, Lines] = Field(default_factory=dict)
    segments: list[Variation] = Field(
        default_factory=list, description="other people who call about the same: brand, age, region"
    )
    twists: list[Variation] = Field(default_factory=list, description="what may lie hidden behind the call")
    variant: Variant | None = Field(None, description="set in the copy that a call plays; never in a file")
