"""The things an agent does, each worded well and worded poorly; who says which is the bot's affair."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.content.parts import Fact, Moment, Objection, Question, Resolution
from simulator.content.scenario import MoodName, Scenario
from simulator.content.wording import Band
from simulator.rehearsal.crib import Crib
from simulator.rehearsal.phrasebook import Phrasebook

FEELS = {
    Band.ANXIOUS: "feel_anxious",
    Band.CALM: "feel_calm",
    Band.CONFUSED: "feel_calm",
    Band.WARM: "feel_calm",
}


BAND_OF = {MoodName.ANXIOUS: Band.ANXIOUS, MoodName.CONFUSED: Band.CONFUSED, MoodName.CALM: Band.CALM}


@dataclass(frozen=True)
class Spoken:
    """What a bot says, what it is meant to do, and the same thing said the other way (well, poorly)."""

    text: str
    does: str
    other: str = ""
    good: bool = True


@dataclass(frozen=True)
class Pair:
    """One thing to say, well and poorly."""

    does: str
    good: str
    poor: str

    def said(self, *, well: bool) -> Spoken:
        """The wording chosen."""
        text, other = (self.good, self.poor) if well else (self.poor, self.good)
        return Spoken(text, self.does, other, well)


class Craft:
    """Every function of a call in this scenario's and everybody's words."""

    def __init__(self, scenario: Scenario, book: Phrasebook) -> None:
        self.scenario = scenario
        self.book = book
        self.crib = Crib(scenario, book)

    def greet(self) -> Pair:
        """Open the call."""
        return self._general("greet", company=self.scenario.company)

    def feel(self, band: Band, then: str = "") -> Pair:
        """Meet the feeling that is heard, and go on with something."""
        then = then or self.book.good("step")
        good = self.book.good(FEELS.get(band, "feel"))
        return Pair("feel", self.book.joined(good, then), self.book.joined(self.book.poor("feel"), then))

    def feel_of(self, mood: MoodName) -> str:
        """The feeling that a customer in this mood has, met without anything else."""
        return self.book.good(FEELS.get(BAND_OF.get(mood, Band.ANGRY), "feel"))

    def listen(self) -> Pair:
        """Let them talk."""
        return self._general("listen")

    def restate(self) -> Pair:
        """Put the point back: in the words of the moment at the opening, or in general ones."""
        moment = self.crib.moment("opening")
        good = moment.good if moment else self.crib.restatement()
        return Pair("restate", good, moment.poor if moment else self.book.poor("restate"))

    def restate_plainly(self) -> Pair:
        """The same once more, in other words."""
        return Pair("restate", self.crib.restatement(), self.book.poor("restate"))

    def identity(self, facts: list[Fact]) -> Pair:
        """Ask who is calling."""
        asked = [fact.question for fact in facts if fact.question]
        good = self.book.joined(*asked) if asked else self.book.good("identity")
        return Pair("identity", good, self.book.poor("identity"))

    def ask(self, fact: Fact, *, again: bool) -> Pair:
        """Ask for one fact; again, with a reason, when it was dodged."""
        question = self.crib.question(fact)
        good = self.book.good("press" if again else "ask_more", question=question)
        return Pair("ask", good, self.book.poor("ask_more", question=question))

    def take_up(self, moment: Moment) -> Pair:
        """Take up what was just told, where the call is won or lost by it."""
        return Pair("take_up", moment.good, moment.poor)

    def object(self, held: Objection, way: Resolution | None) -> Pair:
        """YES-BUT: take up the feeling, move on to a fact or a step."""
        moment = self.crib.moment(held.id)
        if moment is not None:
            return Pair("object", moment.good, moment.poor)
        if held.act == "demand" and way is not None:
            return self.hold_line(way)
        found = self.crib.finding(held.opinion)
        good = self.book.good("yes_but", text=found) if found else self.book.good("yes_but_bare")
        return Pair("object", good, self.book.poor("yes_but"))

    def answer(self, question: Question) -> Pair:
        """Answer a question of the customer."""
        moment = self.crib.moment(question.id)
        good = moment.good if moment else self.book.good("answer", answer=self.crib.answer(question))
        return Pair("answer", good, moment.poor if moment else self.book.poor("answer"))

    def offer(self, way: Resolution) -> Pair:
        """Offer a way out for the first time."""
        moment = self.crib.moment("offer")
        best = moment is not None and way is self.crib.ways[0]
        good = way.say or self.book.good("offer", offer=self.crib.offer(way))
        return Pair("offer", good, moment.poor if moment and best else self.book.poor("offer"))

    def hold_line(self, way: Resolution) -> Pair:
        """Say kindly that it is no more than this."""
        return self._about("hold_line", way)

    def when(self, way: Resolution) -> Pair:
        """Say by when."""
        return self._about("when", way)

    def reassure(self, way: Resolution) -> Pair:
        """Answer a doubt."""
        return self._about("reassure", way)

    def calm_down(self, way: Resolution) -> Pair:
        """Answer an outburst with a feeling and a step."""
        return self._about("calm_down", way)

    def offer_again(self, way: Resolution) -> Pair:
        """Come back to the offer."""
        return Pair("offer", self._good("offer_again", way), self.book.poor("offer"))

    def back(self) -> Pair:
        """Answer 喂，有人吗."""
        line = self.book.good("back")
        return Pair("back", line, line)

    def recap(self, way: Resolution) -> Pair:
        """Go over what was agreed, and ask whether there is more."""
        moment = self.crib.moment("closing")
        if moment is not None and way is self.crib.ways[0]:
            return Pair("recap", moment.good, moment.poor)
        return self._about("recap", way)

    def check(self) -> Pair:
        """Ask whether there is more."""
        return self._general("check")

    def bye(self) -> Pair:
        """Close the call."""
        return self._general("bye")

    def _general(self, name: str, **slots: str) -> Pair:
        return Pair(name, self.book.good(name, **slots), self.book.poor(name, **slots))

    def _about(self, name: str, way: Resolution) -> Pair:
        return Pair(name, self._good(name, way), self.book.poor(name))

    def _good(self, name: str, way: Resolution) -> str:
        return self.book.good(name, offer=self.crib.offer(way))
