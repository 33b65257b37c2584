"""Bots that work the call: they hear what the customer asks and objects, answer it, and lead to an end.

The expert says everything well; the average agent hears the same, but says much of it as it is often said.
"""

from __future__ import annotations

import random

from simulator.content.parts import Fact, Resolution
from simulator.content.scenario import Scenario
from simulator.rehearsal.craft import Craft, Pair, Spoken
from simulator.rehearsal.hearing import Heard
from simulator.rehearsal.notebook import Notebook
from simulator.rehearsal.phrasebook import Phrasebook

GOODBYES = 3  # said before the bot rings off itself
FEELINGS = 3  # met in one call at the most
LISTENED = 2
TRIES = 2  # questions for one fact
OUTBURSTS = ("threaten", "demand_supervisor", "reject", "refused", "offended", "denied")
LOST = ("correct", "not_understood", "off_subject", "lost_in_jargon")
MOVE_ON = ("ask_next", "impatient")


class Skilled:
    """An agent who works the call. ``care``: the share of what is said that is said well."""

    care = 1.0
    details = 5  # facts asked for

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.seed = seed
        self.chance = random.Random(f"{seed}:{type(self).__name__}:{scenario.id}")
        self.craft = Craft(scenario, Phrasebook(scenario.language, self.chance))
        self.notes = Notebook()

    def says(self, heard: Heard) -> Spoken | None:
        """The next thing to say; None rings off."""
        notes = self.notes
        notes.hear(heard)
        pair = self._opening() or (self._wind_up() if notes.accepted else self._reply() or self._lead())
        notes.turns += 1
        if pair is None:
            return None
        notes.done[pair.does] += 1
        notes.did = pair.does
        return pair.said(well=self._with_care(notes.turns))

    def _with_care(self, turn: int) -> bool:
        """Whether this turn is said well; the same in every course that the call may take."""
        return random.Random(f"{self.seed}:care:{turn}").random() < self.care

    def _opening(self) -> Pair | None:
        return self.craft.greet() if not self.notes.turns else None

    def _reply(self) -> Pair | None:
        """What must be answered before anything else."""
        heard = self.notes.last
        if heard.moves("hello", "still_there"):
            return self.craft.back()
        return self._on_objection() or self._on_question() or self._on_offer() or self._on_moment()

    def _on_objection(self) -> Pair | None:
        named = self.notes.last.named("objection", "again")
        held = next((item for item in self.scenario.objections if item.id in named), None)
        if held is None:
            return None
        return self.craft.object(held, self._way() if self.notes.offered else None)

    def _on_moment(self) -> Pair | None:
        """A fact that the call turns on is taken up when it comes out."""
        found = (self.craft.crib.moment(name) for name in self.notes.last.named("fact"))
        moment = next((moment for moment in found if moment is not None), None)
        return self.craft.take_up(moment) if moment is not None else None

    def _on_question(self) -> Pair | None:
        if not self.notes.open:
            return None
        name = self.notes.open.pop(0)
        question = next((item for item in self.scenario.questions if item.id == name), None)
        return self.craft.answer(question) if question is not None else None

    def _on_offer(self) -> Pair | None:
        """What the customer says of the offer on the table, or of the whole affair."""
        heard = self.notes.last
        if heard.named("bargain"):
            return self.craft.hold_line(self._way())
        if heard.moves("ask_when") and self.notes.offered:
            return self.craft.when(self._way())
        if heard.moves("doubt", "too_good", "remind") and self.notes.offered:
            return self._on_doubt()
        if heard.moves(*OUTBURSTS):
            return self._offered(self.craft.calm_down(self._way()), self._way())
        if heard.moves(*LOST) and self.notes.done["restate"] <= TRIES:
            return self.craft.restate_plainly()
        return None

    def _on_doubt(self) -> Pair:
        """Reassured twice, still in doubt: the feeling first, then the offer once more."""
        if self.notes.done["reassure"] < TRIES:
            return self.craft.reassure(self._way())
        return self.craft.calm_down(self._way()) if self.notes.turns % 2 else self._meet(self._way())

    def _meet(self, way: Resolution) -> Pair:
        return self.craft.feel(self.notes.last.band, self.craft.crib.offer(way))

    def _lead(self) -> Pair:
        """The next step of a good call: feeling, listening, point, identity, facts, offer."""
        notes = self.notes
        if not notes.done["feel"] or (notes.upset and notes.done["feel"] < FEELINGS and not notes.turns % 3):
            return self.craft.feel(notes.last.band)
        if not notes.done["restate"]:
            return self.craft.restate()
        if notes.done["listen"] < LISTENED and notes.last.named("fact") and not notes.done["identity"]:
            return self.craft.listen()
        return self._ask() or self._offer()

    def _ask(self) -> Pair | None:
        identity = [fact for fact in self.scenario.facts if fact.kind == "identity"]
        if identity and not self.notes.done["identity"]:
            return self.craft.identity(identity[:2])
        fact = self._wanted()
        if fact is None:
            return None
        self.notes.asked[fact.id] += 1
        return self.craft.ask(fact, again=self.notes.asked[fact.id] > 1)

    def _wanted(self) -> Fact | None:
        """The next fact worth asking for: what the best way out rests on comes first."""
        notes, needed = self.notes, self.craft.crib.ways[0].after
        open_ones = [
            fact
            for fact in self.scenario.facts
            if fact.asks and fact.kind != "identity" and fact.id not in notes.told
            and notes.asked[fact.id] < self._tries(fact)
        ]  # fmt: skip
        must = [fact for fact in open_ones if fact.id in needed]
        tired = notes.last.moves(*MOVE_ON) or len(notes.asked) >= self.details
        begun = [fact for fact in open_ones if notes.asked[fact.id]]
        rest = begun if tired else begun or [fact for fact in open_ones if fact.disclose != "volunteered"]
        return next(iter(must or rest), None)

    def _tries(self, fact: Fact) -> int:
        """Once more where it was dodged."""
        return TRIES if fact.id in self.notes.last.named("dodge") or not self.notes.asked[fact.id] else 1

    def _offer(self) -> Pair:
        """The best way out; when it was offered twice in vain, the next one too."""
        way = self._way()
        if way.id not in self.notes.offered:
            return self._offered(self.craft.offer(way), way)
        return self._offered(self.craft.offer_again(way), way)

    def _offered(self, pair: Pair, way: Resolution) -> Pair:
        self.notes.offered.append(way.id)
        return pair

    def _way(self) -> Resolution:
        """The best way out, as a good agent knows it."""
        return self.craft.crib.ways[0]

    def _wind_up(self) -> Pair | None:
        notes = self.notes
        if notes.done["bye"] >= GOODBYES:
            return None
        pair = self._on_objection() or self._on_question()
        if pair is not None:
            return pair
        if not notes.done["recap"]:
            return self.craft.recap(self._way())
        if not notes.content and not notes.done["check"]:
            return self.craft.check()
        return self.craft.bye()


class Expert(Skilled):
    """Hears everything, answers everything, says it well."""


class Average(Skilled):
    """Hears what the customer wants; every third thing is said as it is often said."""

    care = 0.65
    details = 2
