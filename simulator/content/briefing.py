"""What the agent sees before the first word: menu path, hand-over note, public post, customer card."""

from __future__ import annotations

from pydantic import Field

from simulator.content.persona import Content


class Row(Content):
    """A line on the customer card."""

    label: str
    value: str


class CardSection(Content):
    """A block of the 360° customer card: plan, usage, bills, history …"""

    title: str
    rows: list[Row] = Field(min_length=1)


class Handover(Content):
    """What a virtual assistant passed on before the call. It may be slightly wrong, as in life."""

    note: str = Field(description="the note as the agent reads it")
    mistake: str | None = Field(None, description="what is wrong in it; told after the call only")


class Comment(Content):
    """A comment under a public post."""

    by: str
    text: str


class Post(Content):
    """A complaint that started in public."""

    site: str = Field(description="where it stands: 微博, 小红书 …")
    author: str = Field(description="the name the customer goes by there")
    posted: str = Field(description="when, as people see it: 昨天 22:14")
    text: str
    likes: int = Field(0, ge=0)
    comments: list[Comment] = Field(default_factory=list)


class Briefing(Content):
    """The screen pop: what the agent's desk shows when the call comes in."""

    ivr: list[str] = Field(default_factory=list, description="the menu path the caller took")
    predicted_intent: str
    handover: Handover | None = None
    post: Post | None = None
    card: list[CardSection] = Field(min_length=1)
