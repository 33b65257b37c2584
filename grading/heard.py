"""The call as it is heard: every turn understood, its neighbours, quotes. What the moments are found in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from grading.acoustics import TurnVoice
from grading.manner import INCOMING, Manner
from grading.patterns import Patterns, patterns
from grading.result import Evidence
from grading.spoken import is_stuffed, without_grader_talk, without_stock
from simulator.content.scenario import Scenario
from simulator.transcript import Speaker, Transcript, Turn
from simulator.understanding import FactKind, Understanding, understand
from simulator.understanding.clauses import split
from simulator.understanding.overlap import content_words

CONTEXT = 6  # turns of context that understanding is given
LONGEST_TURN = 8_000  # characters of a turn that are read: more than half an hour of speech
SHORTEST_QUOTE = {True: 4, False: 2}  # characters, words
LONGEST_QUOTE = 60  # characters of a quote where no clause border helps
LEAD = 6  # … and those before what is quoted, in speech without marks
FACT_KINDS = {
    FactKind.MONEY,
    FactKind.PERCENT,
    FactKind.DATA,
    FactKind.DURATION,
    FactKind.DATE,
    FactKind.COUNT,
}


@dataclass(frozen=True)
class Said:
    """One turn with what it does. ``index`` is its 0-based place in the call.

    ``text`` is what counts as said; each character stands where it does in ``raw``, the words on file.
    """

    index: int
    speaker: Speaker
    raw: str
    text: str
    stuffed: bool
    start: float | None
    end: float | None
    does: Understanding

    @property
    def by_agent(self) -> bool:
        """Whether the agent says it."""
        return self.speaker is Speaker.AGENT


@dataclass
class Heard:
    """The whole call, understood. Everything derived is computed on first use."""

    transcript: Transcript
    scenario: Scenario | None = None
    acoustics: Mapping[int, TurnVoice] = field(default_factory=dict)
    manner: Manner = INCOMING

    @cached_property
    def turns(self) -> tuple[Said, ...]:
        """Every turn, understood."""
        heard: list[Said] = []
        context: list[Turn] = []
        for index, turn in enumerate(self.transcript.turns):
            said = self._said(index, turn, context[-CONTEXT:])
            heard.append(said)
            if said.text.strip():
                context.append(
                    turn if said.text == turn.text else turn.model_copy(update={"text": said.text})
                )
        return tuple(heard)

    def _said(self, index: int, turn: Turn, context: Sequence[Turn]) -> Said:
        text, stuffed = turn.text[:LONGEST_TURN], False
        if turn.speaker is Speaker.AGENT:
            text = without_grader_talk(text, self.words)
            stuffed = index > 0 and is_stuffed(text, self.words)
            text = without_stock(text, self.words) if stuffed else text
        does = understand(text, speaker=turn.speaker, language=self.language, context=context)
        return Said(index, turn.speaker, turn.text, text, stuffed, turn.start, turn.end, does)

    @property
    def language(self) -> str:
        """The call's language tag."""
        return self.transcript.language

    @cached_property
    def words(self) -> Patterns:
        """The phrase patterns of the call's language."""
        return patterns(self.transcript.chinese)

    @cached_property
    def patterns_in(self) -> tuple[frozenset[str], ...]:
        """For every turn the names of all patterns that match in it."""
        return tuple(frozenset(self.words.all_in(turn.text)) for turn in self.turns)

    @cached_property
    def agent(self) -> tuple[Said, ...]:
        """The agent's turns that hold words."""
        return tuple(turn for turn in self.turns if turn.by_agent and turn.text.strip())

    @cached_property
    def customer(self) -> tuple[Said, ...]:
        """The customer's turns that hold words."""
        return tuple(turn for turn in self.turns if not turn.by_agent and turn.text.strip())

    # neighbours ----------------------------------------------------------------------------------
    def before(self, index: int, *, by_agent: bool) -> Said | None:
        """The last turn of that side before ``index``."""
        return next(
            (t for t in reversed(self.turns[:index]) if t.by_agent is by_agent and t.text.strip()), None
        )

    def reply_to(self, index: int) -> Said | None:
        """The agent's turn that directly answers the customer's turn ``index``, if one does."""
        for turn in self.turns[index + 1 :]:
            if turn.text.strip():
                return turn if turn.by_agent else None
        return None

    def answer_to(self, index: int) -> Said | None:
        """The customer's turn that directly follows the agent's turn ``index``."""
        for turn in self.turns[index + 1 :]:
            if turn.text.strip():
                return None if turn.by_agent else turn
        return None

    def told_before(self, index: int) -> frozenset[str]:
        """The content of everything the customer said before ``index``."""
        return self._told[min(index, len(self._told) - 1)]

    @cached_property
    def _told(self) -> list[frozenset[str]]:
        told: list[frozenset[str]] = [frozenset()]
        for turn in self.turns:
            said = frozenset() if turn.by_agent else content_words(turn.text, self.language)
            told.append(told[-1] | said if said else told[-1])
        return told

    # evidence ------------------------------------------------------------------------------------
    def quote(self, turn: Said, at: int = 0) -> Evidence:
        """The clause of ``turn`` around the character ``at``, verbatim; of a very long one the part there."""
        for place, clause in reversed(list(enumerate(turn.does.clauses))):
            if clause.start <= at:
                end = self._quoted_to(turn, place)
                far = at - clause.start > LONGEST_QUOTE // 2 and end - clause.start > LONGEST_QUOTE
                start = at - LEAD if far and self.chinese else at if far else clause.start
                return Evidence(turn=turn.index, quote=self._cut(turn.raw[start:end]))
        return Evidence(turn=turn.index, quote=self._cut(turn.raw))

    def _cut(self, words: str) -> str:
        """What a quote can hold of these words; no word of another language than Chinese is cut in two."""
        words = words.strip()
        if len(words) <= LONGEST_QUOTE:
            return words
        kept = words[:LONGEST_QUOTE]
        if not self.chinese and words[LONGEST_QUOTE].isalnum():
            kept = kept.rpartition(" ")[0] or kept
        return kept.strip()

    def _quoted_to(self, turn: Said, place: int) -> int:
        """Where a quote that begins with this clause ends: a word or two alone (奶奶, Sorry) say nothing."""
        start = turn.does.clauses[place].start
        for clause in turn.does.clauses[place:]:
            end = clause.start + len(clause.text)
            if self.length(turn.raw[start:end]) >= SHORTEST_QUOTE[self.chinese]:
                return end
        return turn.does.clauses[place].start + len(turn.does.clauses[place].text)

    def telling(self, turn: Said) -> Evidence:
        """The clause of ``turn`` that says most, the longest one; for want of words to look for."""
        clauses = turn.does.clauses
        best = max(clauses, key=lambda clause: self.length(clause.text), default=None)
        return self.quote(turn, best.start if best else 0)

    def quote_of(self, turn: Said, content: frozenset[str]) -> Evidence:
        """The clause of ``turn`` that holds most of this content; the first one when none holds any."""
        places = [(clause.start, content_words(clause.text, self.language)) for clause in turn.does.clauses]
        best = max(places, key=lambda place: len(place[1] & content), default=(0, frozenset()))
        return self.quote(turn, best[0])

    def quote_where(self, turn: Said, *names: str) -> Evidence:
        """The clause in which the first of these patterns that occurs stands; else the longest clause."""
        return next((piece for name in names if (piece := self.find(name, turn))), self.telling(turn))

    def opinion_in(self, turn: Said) -> Evidence:
        """The customer's words that hold an opinion: of an accusation the clause that says what is done."""
        accused = self.words.find("accuses", turn.text)
        if accused is not None:
            return self.quote(turn, accused.end() - 1)
        return self.quote_where(turn, "demands", "insinuates")

    def find(self, name: str, turn: Said) -> Evidence | None:
        """Evidence for the first match of a pattern in ``turn``, or None."""
        found = self.words.find(name, turn.text)
        return self.quote(turn, found.start()) if found else None

    def has(self, name: str, turn: Said) -> bool:
        """Whether a pattern matches in ``turn``."""
        return name in self.patterns_in[turn.index]

    def clauses(self, turn: Said) -> Iterator[str]:
        """The clauses of a turn; the whole text when it cannot be split."""
        pieces = split(turn.text, self.language)
        yield from (piece.text for piece in pieces)

    def length(self, text: str) -> int:
        """Letters, Han characters and digits of a Chinese text, words of any other."""
        return sum(char.isalnum() for char in text) if self.chinese else len(text.split())

    @cached_property
    def chinese(self) -> bool:
        """Whether the call is in Chinese."""
        return self.transcript.chinese
