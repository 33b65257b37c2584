"""The words a scenario gives a good agent; where an older one lacks them, what can be made of the rest."""

from __future__ import annotations

import re
from functools import cached_property

from simulator.content.parts import Fact, Moment, Question, Resolution
from simulator.content.scenario import Scenario
from simulator.rehearsal.phrasebook import Phrasebook
from simulator.transcript import is_chinese
from simulator.understanding import mentions_any
from simulator.understanding.overlap import shared

SENTENCE = {True: re.compile(r"[^。！？；]+[。！？；]?"), False: re.compile(r"[^.!?;]+(?:[.!?;]+(?=\s|$)|$)")}
ENOUGH = {True: 12, False: 36}  # characters of an answer that says something
QUOTED = {True: 60, False: 180}  # characters of a rule that a person reads out at once


class Crib:
    """What one scenario tells an agent to say."""

    def __init__(self, scenario: Scenario, book: Phrasebook) -> None:
        self.scenario = scenario
        self.book = book
        self.chinese = is_chinese(scenario.language)

    @cached_property
    def ways(self) -> list[Resolution]:
        """Ways out, the best first."""
        return sorted(self.scenario.resolutions, key=lambda way: -way.quality)

    def moment(self, place: str) -> Moment | None:
        """The moment of truth there, if the scenario has one."""
        return next((moment for moment in self.scenario.moments if moment.at == place), None)

    def question(self, fact: Fact) -> str:
        """A good question for this fact."""
        if fact.question:
            return fact.question
        words = [part.split("|")[0].replace("_", " ") for part in fact.asks[0].split()]
        if self.chinese:
            return f"请问您{''.join(words)}是怎么样的？"
        return f"Could you tell me about the {' '.join(words)}?"

    def answer(self, question: Question) -> str:
        """A good answer; without one, the sentences of the knowledge that hold it."""
        if question.answer:
            return question.answer
        known = {entry.id: entry.text for entry in self.scenario.knowledge}
        told = " ".join(known[name] for name in question.about)
        found = self._sentences(told)
        whole = [self._whole(found, place) for place in range(len(found))]
        fits = [s for s in whole if mentions_any(s, question.answered_by, self.scenario.language)]
        return (fits or whole or [told])[0]

    def offer(self, way: Resolution) -> str:
        """The way out in one sentence, with amount and time."""
        return self._ended(way.offer)

    def said_offer(self, way: Resolution) -> str | None:
        """How a good agent offers it for the first time, if the scenario says so."""
        return way.say

    def restatement(self) -> str:
        """The caller's point put back to them."""
        caller = self.scenario.caller
        point, wish = self.book.turned(caller.reason), self.book.turned(caller.wish)
        if self.chinese:
            return self.book.good("restate", point=self._ended(point), wish=wish.rstrip("。！？"))
        return self.book.good("restate", point=_low(self._ended(point)), wish=_low(self._ended(wish)))

    def finding(self, about: str) -> str | None:
        """What the knowledge says about an opinion, in a sentence or two; None where nothing touches it."""
        language = self.scenario.language
        found = [s for entry in self.scenario.knowledge for s in self._sentences(entry.text)]
        short = [s for s in found if len(s) <= QUOTED[self.chinese]]
        best = max(short, key=lambda s: shared(s, about, language), default=None)
        return best if best is not None and shared(best, about, language) > 0 else None

    def rule(self, place: int) -> str:
        """One rule of the knowledge after the other, for those who read them out."""
        texts = [entry.text for entry in self.scenario.knowledge]
        return self._ended(" ".join(self._sentences(texts[place % len(texts)])[:2]))

    def _whole(self, sentences: list[str], place: int) -> str:
        """A sentence, with the next ones where it alone would say too little (不能。)."""
        told = sentences[place]
        for following in sentences[place + 1 :]:
            if len(told) >= ENOUGH[self.chinese]:
                break
            told = self.book.joined(told, following)
        return told

    def _sentences(self, text: str) -> list[str]:
        return [self._ended(found.strip()) for found in SENTENCE[self.chinese].findall(text) if found.strip()]

    def _ended(self, text: str) -> str:
        stop = "。" if self.chinese else "."
        return text if text.endswith(("。", "！", "？", ".", "!", "?")) else text.rstrip("；;，,") + stop


def _low(text: str) -> str:
    """Inside a sentence."""
    return text if text[:2] in ("I ", "I'") else text[:1].lower() + text[1:]
