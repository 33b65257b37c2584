"""What the store hands out: plain values that outlive the database session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from grading.agreement import Pair
from grading.result import Verdict
from simulator.content.loading import Kind
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.transcript import EndReason, Transcript


@dataclass(frozen=True)
class StoredCall:
    """One call with everything that was kept of it.

    ``scenario`` and ``persona`` are as they were when the call began. A turn of ``transcript`` that
    was recorded names its WAV in ``audio``, relative to the store's media folder; one whose text was
    corrected keeps what the recogniser heard in ``heard``.
    """

    id: str
    learner: int
    scenario: Scenario
    persona: Persona
    seed: int
    language: str  # of the screens
    assisted: bool
    rings: int | None  # None: not picked up
    notes: str
    transcript: Transcript
    started_at: datetime  # UTC
    ended: EndReason | None  # None: still going on
    result: dict[str, Any] | None  # a graded call as docs/formats.md describes it


@dataclass(frozen=True)
class CallSummary:
    """One line in a list of calls."""

    id: str
    scenario: str
    title: str
    started_at: datetime  # UTC
    ended: EndReason | None
    assisted: bool
    total: float | None  # None: not graded, or nothing could be judged
    passed: bool | None


class GradedCall(NamedTuple):
    """A finished call with its result as docs/formats.md describes it."""

    id: str
    scenario: str
    title: str
    started_at: datetime  # UTC
    result: dict[str, Any]
    assisted: bool  # the coach was at the side


class Best(NamedTuple):
    """How a learner fares in one scenario: finished calls only."""

    total: float | None  # the highest without the coach; None when no such call has been graded
    times: int
    last: datetime  # when the latest one began, UTC
    assisted: float | None = None  # the highest with the coach


class RatedItem(NamedTuple):
    """What a person says of one item; no verdict yet while the rating is open."""

    verdict: Verdict | None
    remark: str = ""


@dataclass(frozen=True)
class Rating:
    """One person's rating of one call; ``blind`` if they had not seen the grader's verdicts."""

    id: int
    call: str
    rater: str
    scorecard: str
    blind: bool
    begun_at: datetime  # UTC
    saved_at: datetime | None  # None: begun, may still change
    superseded_at: datetime | None  # None: counts
    items: Mapping[str, RatedItem]


@dataclass(frozen=True)
class RatedCall:
    """A rating that counts: whose, of which call, and its pairs (person first, grader second) by item."""

    call: str
    rater: int
    blind: bool
    pairs: dict[str, Pair]


class Wanted(NamedTuple):
    """Which calls are looked for: words in learner, scenario title or id, and a day (from, before; UTC)."""

    words: tuple[str, ...] = ()
    day: tuple[datetime, datetime] | None = None


class CallToRate(NamedTuple):
    """One line in the list of calls to rate. Says nothing of how good the call was."""

    id: str
    title: str
    learner: str
    started_at: datetime  # UTC
    begun: bool  # by this person
    rated: bool  # by this person
    others: int  # people who have rated it besides


class Name(NamedTuple):
    """Which scenario or persona."""

    kind: Kind
    id: str


class Step(StrEnum):
    """What an entry in the history of a scenario or persona did."""

    SAVED = "saved"  # a text was set down
    ASIDE = "aside"  # a text was put aside because another one took its place
    PUBLISHED = "published"  # this text is offered from now on
    RETIRED = "retired"  # nothing of this name is offered any more
    SHIPPED = "shipped"  # the file that ships is offered again


LIVE = (Step.PUBLISHED, Step.RETIRED, Step.SHIPPED)
"""Steps that change what is offered."""


@dataclass(frozen=True)
class ContentDraft:
    """A text being worked on. ``stamp`` changes with every save."""

    name: Name
    text: str
    stamp: str
    base: int | None  # the version that it began from
    editor: str  # who saved it last; "" once that person is forgotten
    saved_at: datetime  # UTC


@dataclass(frozen=True)
class ContentVersion:
    """An entry of the history, without its text. ``number`` counts from 1 for each name."""

    row: int
    name: Name
    number: int
    step: Step
    note: str
    gates: dict[str, Any] | None  # what the rehearsal said when it was published
    by: str  # "" once that person is forgotten
    made_at: datetime  # UTC
