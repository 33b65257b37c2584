"""What the customer remembers of the call so far."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property

from simulator.content.parts import Fact, Objection, Question, Resolution
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.claims import SUM, Claim
from simulator.customer.perceiving.figures import figures_of
from simulator.customer.perceiving.gifts import Gift
from simulator.customer.perceiving.mistaken import NOTHING_KNOWN, Case, case_known, own_texts, texts_of
from simulator.customer.perceiving.multiples import multiples_of
from simulator.customer.perceiving.timing import BORNE
from simulator.customer.perceiving.topic import case_of
from simulator.understanding.reading import Fact as Named

HEARD_OUT_BY = 7  # agent turns
SOON = 1.0  # hours; nobody asks again about a promise that is due within the call

About = tuple[str, str | None]  # a thing, and the way out it belongs to


class Stage(Enum):
    """Where the customer stands with an objection or a question."""

    PENDING = auto()  # on the agenda, not yet voiced
    OPEN = auto()  # voiced, waiting for the agent
    SETTLED = auto()


@dataclass
class Offer:
    """What the customer has heard of one resolution."""

    times: int = 0
    timed: bool = False
    bargained: bool = False
    doubted: bool = False
    asked_when: bool = False
    hurdles: int = 0
    turned_down: int = 0  # in anger


@dataclass
class Memory:
    """Mutable memory of one call; the agenda is what is still pending in it."""

    scenario: Scenario
    case: frozenset[str] = frozenset()  # all that the scenario has to say, to tell what is off the subject
    figures: frozenset[float] = frozenset()  # every number anybody in this case can know
    multiples: frozenset[float] = frozenset()  # of the money, that the rules give
    known: Case = NOTHING_KNOWN  # what is so in this case, to tell what the agent has wrong
    opened: bool = False
    greeted: bool = False
    told: list[str] = field(default_factory=list)  # fact ids, in the order told
    asked: Counter[str] = field(default_factory=Counter)  # how often the agent asked each fact
    objections: dict[str, Stage] = field(default_factory=dict)
    questions: dict[str, Stage] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)  # what has happened how often
    triggered: Counter[int] = field(default_factory=Counter)  # how often, by the trigger's place
    latest: tuple[str, ...] = ()  # what happened in the last agent turn
    claims: dict[About, Claim] = field(default_factory=dict)  # what the agent said, the latest a thing
    promised: list[str] = field(default_factory=list)  # turns in which the agent gave something
    gifts: dict[str, Gift] = field(default_factory=dict)  # what was held out, the latest a kind
    brought_up: set[str] = field(default_factory=set)  # ids of objections whose finding was given
    repeated: set[About] = field(default_factory=set)  # gone over again by the agent
    reminded: Claim | None = None  # the promise the customer has just asked about
    wants_supervisor: bool = False
    drifted: list[str] = field(default_factory=list)  # ids of side stories told
    rambling: bool = False  # the last thing said was one of them
    puzzled: bool = False  # has just asked which of two figures is right
    worse: bool = False  # whether anger grew in the last agent turn
    feeling_met: bool = False
    considering: str | None = None  # the resolution on the table
    accepted: str | None = None
    doubting: bool = False  # was promised more than can be true, and has just asked whether it is
    nothing_else: bool = False
    lingering: int = 0  # agent turns after the customer had nothing else
    warned: bool = False  # has shown that the end is near
    protested: bool = False  # against a goodbye that came too early
    away: bool = False  # the agent was silent or on hold in the turn before
    on_hold: bool = False  # … because they had asked for a moment
    held: bool = False  # the agent asked for a moment in the turn before
    bears: float = BORNE  # seconds that pass before waiting costs anything
    seed: int = 0
    silences: int = 0  # in a row
    idle: int = 0  # agent turns in a row without progress
    agent_turns: int = 0
    used_lines: Counter[str] = field(default_factory=Counter)  # as written, alternatives and all
    said: Counter[str] = field(default_factory=Counter)  # the versions of them that were said

    def __post_init__(self) -> None:
        """Everything the scenario brings starts as pending."""
        self.case = case_of(self.scenario)
        self.figures = figures_of(self.scenario)
        self.multiples = multiples_of(self.scenario)
        self.known = case_known(self.texts, self.scenario.language)
        self.objections = {item.id: Stage.PENDING for item in self.scenario.objections}
        self.questions = {item.id: Stage.PENDING for item in self.scenario.questions}
        self.offers = {item.id: Offer() for item in self.scenario.resolutions}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Everything that is so in this case, a text a statement."""
        return texts_of(self.scenario)

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """What the caller can tell of the case."""
        return own_texts(self.scenario)

    def chance(self, what: str) -> float:
        """A number 0 … 1 for this moment of this call: the same whenever the call is played again."""
        return random.Random(f"{self.seed}:{self.agent_turns}:{what}").random()

    def just(self, event: str) -> bool:
        """Whether this happened in the last agent turn."""
        return event in self.latest

    def next_story(self) -> Fact | None:
        """The next fact the customer would tell unasked."""
        untold = (f for f in self.scenario.facts if f.disclose == "volunteered" and f.id not in self.told)
        return next(untold, None)

    @property
    def heard_out(self) -> bool:
        """Whether the customer has had their say: all told, put into words, or long past the beginning."""
        late = self.agent_turns >= HEARD_OUT_BY
        return late or self.next_story() is None or self.events["restated"] > 0

    def next_objection(self, raised: str) -> Objection | None:
        """The next objection of this occasion that has not been voiced."""
        waiting = (
            o
            for o in self.scenario.objections
            if o.raised == raised and self.objections[o.id] is Stage.PENDING
        )
        return next(waiting, None)

    def explained_objection(self) -> Objection | None:
        """The next objection to a finding that the agent has given."""
        waiting = (
            o
            for o in self.scenario.objections
            if o.raised == "explained" and self.objections[o.id] is Stage.PENDING and o.id in self.brought_up
        )
        return next(waiting, None)

    def open_objection(self) -> Objection | None:
        """The objection voiced last and not settled."""
        opened = [o for o in self.scenario.objections if self.objections[o.id] is Stage.OPEN]
        return opened[-1] if opened else None

    def next_question(self, *raised: str) -> Question | None:
        """The next question of these occasions that has not been asked."""
        waiting = (
            q for q in self.scenario.questions if q.raised in raised and self.questions[q.id] is Stage.PENDING
        )
        return next(waiting, None)

    def unanswered(self) -> Question | None:
        """A question that was asked and passed over, and has not been put a second time."""
        waiting = (q for q in self.scenario.questions if self.questions[q.id] is Stage.OPEN)
        return next((q for q in waiting if not self.events[f"insisted:{q.id}"]), None)

    def way_of(self, offered: Sequence[Resolution]) -> str | None:
        """The way out that the agent speaks of: the one offered now, on the table, or taken."""
        return offered[0].id if offered else self.considering or self.accepted

    def said_before(self, claim: Claim) -> Claim | None:
        """What the agent last said of the same thing; or promised of it before any way out was named."""
        known = self.claims.get(claim.about)
        general = self.claims.get((claim.thing, None))
        return known if known is not None or general is None or not general.promised else general

    def note(self, said: Iterable[Claim], *, recap: bool, kept: frozenset[str] = frozenset()) -> None:
        """Remember what the agent claims; what they say again once it is settled, or say is done (``kept``),
        counts as gone over."""
        self.repeated.update(about for about in self.claims if about[0] in kept)
        for claim in said:
            before = self.claims.get(claim.about)
            if before is not None and (recap or self.accepted):
                self.repeated.add(claim.about)
            promised = claim.promised or (before is not None and before.promised)
            self.claims[claim.about] = replace(claim, promised=promised)

    def go_over(self, facts: Iterable[Named], *, recap: bool) -> None:
        """A time that is named again in a recap, or once it is settled, counts as gone over."""
        if recap or self.accepted:
            named = tuple(facts)
            again = (about for about, claim in self.claims.items() if any(map(claim.same_time, named)))
            self.repeated.update(again)

    def promise_left(self) -> Claim | None:
        """A promise with a time that the agent never went over again; asked about once a call."""
        if self.events["reminded"]:
            return None
        left = (
            claim
            for claim in self.claims.values()
            if claim.promised
            and claim.thing != SUM
            and not claim.is_fee
            and claim.about not in self.repeated
            and claim.way in (None, self.accepted)
            and (claim.latest is None or claim.latest > SOON)
        )
        return next(left, None)

    def tell(self, fact: Fact) -> None:
        """Remember that the fact has been told."""
        if fact.id not in self.told:
            self.told.append(fact.id)

    def ready_for(self, resolution: Resolution) -> bool:
        """Whether everything the resolution rests on has been told."""
        return all(name in self.told for name in resolution.after)
