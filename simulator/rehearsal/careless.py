"""Bots with habits that training should cure: a novice, a rude one, a silent one, readers of stock lines."""

from __future__ import annotations

import random

from simulator.content.scenario import Scenario
from simulator.rehearsal.craft import Craft, Spoken
from simulator.rehearsal.hearing import Heard
from simulator.rehearsal.notebook import Notebook
from simulator.rehearsal.phrasebook import Phrasebook

GIVES_UP = 14  # turns after which a careless agent closes
GOODBYES = 2


class Careless:
    """What the careless have in common: they talk on, and close when they are done."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.chance = random.Random(f"{seed}:{type(self).__name__}:{scenario.id}")
        self.book = Phrasebook(scenario.language, self.chance)
        self.craft = Craft(scenario, self.book)
        self.notes = Notebook()

    def says(self, heard: Heard) -> Spoken | None:
        """The next thing to say; None rings off."""
        notes = self.notes
        notes.hear(heard)
        closing = notes.content or notes.turns >= GIVES_UP
        spoken = self._bye() if closing else self._next(notes.turns)
        notes.turns += 1
        if spoken is not None:
            notes.done[spoken.does] += 1
        return spoken

    def _next(self, turn: int) -> Spoken | None:
        raise NotImplementedError

    def _bye(self) -> Spoken | None:
        if self.notes.done["bye"] >= GOODBYES:
            return None
        return self.craft.bye().said(well=False)

    def _habit(self, name: str, **slots: str) -> Spoken:
        return Spoken(self.book.other(name, **slots), name, good=False)

    def _rude_offer(self) -> Spoken:
        return self._habit("rude_offer", offer=self.craft.crib.offer(self.craft.crib.ways[0]))


class Novice(Careless):
    """Bare understanding, a way out before the problem is heard, closed questions in a row, no recap."""

    def _next(self, turn: int) -> Spoken | None:
        notes, ways = self.notes, self.craft.crib.ways
        if turn == 0:
            return self.craft.greet().said(well=self.chance.random() < 0.5)
        if notes.accepted:
            return self._bye()
        held = next(
            (o for o in self.scenario.objections if o.id in notes.last.named("objection", "again")), None
        )
        if held is not None:
            return self._habit(self.chance.choice(["soothe", "bare", "apology"]))
        if notes.open:
            return self._answer()
        if turn == 1:
            return self._habit("bare")
        if notes.last.moves("ask_when"):
            return self.craft.when(ways[-1]).said(well=False)
        habits = [self._closed, self._early, self._stall, self._soothe]
        return habits[(turn + self.chance.randrange(2)) % len(habits)]()

    def _answer(self) -> Spoken:
        name = self.notes.open.pop(0)
        question = next(item for item in self.scenario.questions if item.id == name)
        return self.craft.answer(question).said(well=self.chance.random() < 0.3)

    def _early(self) -> Spoken:
        """Any way out but the best, as soon as there is a gap."""
        ways = self.craft.crib.ways
        return self.craft.offer(self.chance.choice(ways[1:] or ways)).said(well=True)

    def _closed(self) -> Spoken:
        return self._habit("closed")

    def _stall(self) -> Spoken:
        return self._habit("stall")

    def _soothe(self) -> Spoken:
        return self._habit(self.chance.choice(["bare", "apology"]))


class Rude(Careless):
    """Curt, blaming, insulting; throws the best way out at the customer in the end."""

    def _next(self, turn: int) -> Spoken | None:
        if turn == 0:
            return self.craft.greet().said(well=False)
        if turn % 4 == 3:
            return self._rude_offer()
        return self._habit(self.chance.choice(["curt", "insult", "blame", "dismiss"]))


class Silent(Careless):
    """Picks up, and says next to nothing."""

    def _next(self, turn: int) -> Spoken | None:
        if turn == 0:
            return self.craft.greet().said(well=False)
        if self.chance.random() < 0.25:
            return self.craft.listen().said(well=False)
        return Spoken("", "silence", good=False)


class ScriptReader(Careless):
    """Reads a script from top to bottom, whatever the customer says."""

    def _next(self, turn: int) -> Spoken | None:
        script = self.book.lines.other["script"]
        if turn >= len(script):
            return self._bye()
        return Spoken(script[turn].format(company=self.scenario.company), "script", good=False)


class KeywordStuffer(Careless):
    """Says all the words that a scorecard might look for."""

    def _next(self, turn: int) -> Spoken | None:
        return self._habit("stuffed")


class OverApologiser(Careless):
    """Apologises in every turn; brings the right way out late."""

    def _next(self, turn: int) -> Spoken | None:
        if turn == 0:
            return self.craft.greet().said(well=True)
        apology = self.book.other("apology")
        if turn % 5 == 4:
            offer = self.craft.crib.offer(self.craft.crib.ways[0])
            return Spoken(self.book.joined(apology, offer, self.book.other("apology")), "apology", good=False)
        return Spoken(apology, "apology", good=False)


class PolicyQuoter(Careless):
    """Reads rules out."""

    def _next(self, turn: int) -> Spoken | None:
        if turn == 0:
            return self.craft.greet().said(well=True)
        if turn % 3 == 0:
            return self._habit("policy_again")
        return self._habit("policy", text=self.craft.crib.rule(turn))
