"""What one turn of the agent means to this caller in this scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.content.scenario import Fact, Question, Resolution, Scenario, Trigger
from simulator.customer.memory import Memory, Stage
from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding import facts, mentions_any, understand
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.overlap import longest_shared, shared
from simulator.understanding.reading import FactKind, Understanding

ASKING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY)
GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW, A.EXPLAIN, A.ASK_CLOSED, A.RECAP, A.CHECK_SATISFACTION)
STOCK = (A.GREET, A.OFFER_HELP, A.EMPATHISE, A.BARE_UNDERSTANDING, A.APOLOGISE, A.SOOTHE, A.THANK,
         A.CHECK_SATISFACTION, A.FAREWELL)  # fmt: skip
STUFFED_FROM = 4  # stock acts in one turn; people do not talk like that
RIGHT_FROM = 0.18  # content shared with what the caller said and wants
RUDE_FROM = 0.6
TOPIC_FROM = 0.08  # content a question shares with the case
ECHO_FROM = 0.8  # longest common stretch, as a share of the agent's words


class Restatement(Enum):
    """How well the agent put the caller's point into words."""

    NONE = auto()
    RIGHT = auto()
    WRONG = auto()
    ECHO = auto()


@dataclass(frozen=True)
class Perception:
    """One agent turn as this caller takes it."""

    text: str
    read: Understanding
    asked: tuple[Fact, ...] = ()
    asks_something: bool = False
    offered: tuple[Resolution, ...] = ()
    timed: tuple[str, ...] = ()  # ids of resolutions whose time or amount is said
    answered: tuple[Question, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    restated: Restatement = Restatement.NONE
    jargon: str = ""
    policy: bool = False
    stuffed: bool = False
    off_topic: bool = False  # a question that has nothing to do with the call

    @property
    def silent(self) -> bool:
        """Nothing was said."""
        return not self.text.strip()

    def does(self, *acts: str) -> bool:
        """Whether the turn does any of these acts."""
        return self.read.does(*acts)

    def rude(self, *acts: str) -> bool:
        """The same for bad manners, which must be clearer: who shows feeling gets the benefit of the doubt."""
        if A.INSULT not in acts and self.read.does(A.EMPATHISE):
            return False
        return self.read.does(*acts, floor=RUDE_FROM)


def perceive(text: str, memory: Memory, context: Sequence[Turn]) -> Perception:
    """Read an agent turn against the scenario and what has been said."""
    scenario = memory.scenario
    read = understand(text, speaker=Speaker.AGENT, language=scenario.language, context=context)
    if not text.strip():
        return Perception(text, read)
    asking = _question_part(text, read)
    offered = _offered(text, read, scenario)
    return Perception(
        text=text,
        read=read,
        asked=_asked(asking, scenario),
        asks_something=bool(asking),
        offered=offered,
        timed=_timed(text, scenario),
        answered=_answered(text, read, memory),
        triggers=_triggers(read, scenario),
        restated=_restated(text, read, memory, context),
        jargon=_first_word(text, "jargon", scenario.language),
        policy=bool(_first_word(text, "policy", scenario.language)),
        off_topic=bool(asking) and _off_topic(asking, scenario, context),
        stuffed=sum(read.does(act) for act in STOCK) >= STUFFED_FROM and not offered,
    )


def _question_part(text: str, read: Understanding) -> str:
    """The clauses that ask, joined; empty when the turn asks nothing."""
    clauses = read.clauses_doing(*ASKING)
    if clauses:
        return " ".join(clause.text for clause in clauses)
    return text if read.does(*ASKING) else ""


def _off_topic(asking: str, scenario: Scenario, context: Sequence[Turn]) -> bool:
    """Whether the question shares no content with the case or with what has been said."""
    case = [turn.text for turn in context] + [scenario.title, scenario.caller.reason, scenario.caller.wish]
    case += [f"{entry.title} {entry.text}" for entry in scenario.knowledge]
    case += [f"{fact.short} {' '.join(fact.asks)}" for fact in scenario.facts]
    return shared(asking, " ".join(case), scenario.language) < TOPIC_FROM


def _asked(asking: str, scenario: Scenario) -> tuple[Fact, ...]:
    if not asking:
        return ()
    return tuple(f for f in scenario.facts if f.asks and mentions_any(asking, f.asks, scenario.language))


def _offered(text: str, read: Understanding, scenario: Scenario) -> tuple[Resolution, ...]:
    """Resolutions the turn offers, the best first. A refusal that names one does not offer it."""
    if read.does(A.REFUSE) and not read.does(A.PROPOSE, A.COMMIT, A.ACT_NOW):
        return ()
    if not read.does(*GIVING, floor=0.35):
        return ()
    giving = " ".join(c.text for c in read.clauses if not _takes(c.acts))
    found = [r for r in scenario.resolutions if mentions_any(giving, r.offered_by, scenario.language)]
    return tuple(sorted(found, key=lambda r: -r.quality))


def _takes(acts: dict[str, float]) -> bool:
    """Whether a clause speaks of what the caller said or asks for something, rather than giving."""
    return max(acts.get(A.RESTATE, 0.0), acts.get(A.ASK_IDENTITY, 0.0), acts.get(A.ASK_OPEN, 0.0)) >= 0.5


def _triggers(read: Understanding, scenario: Scenario) -> tuple[Trigger, ...]:
    """What touches a nerve: said, not asked."""
    said = " ".join(c.text for c in read.clauses if max(c.acts.get(a, 0.0) for a in ASKING) < 0.5)
    return tuple(t for t in scenario.triggers if mentions_any(said, t.cues, scenario.language))


def _timed(text: str, scenario: Scenario) -> tuple[str, ...]:
    return tuple(
        r.id
        for r in scenario.resolutions
        if not r.timed_by or mentions_any(text, r.timed_by, scenario.language)
    )


def _answered(text: str, read: Understanding, memory: Memory) -> tuple[Question, ...]:
    """Questions of the caller that this turn answers, asked or not yet."""
    if read.does(A.ASK_OPEN, A.ASK_IDENTITY) and not read.does(A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW):
        return ()
    scenario = memory.scenario
    return tuple(
        q
        for q in scenario.questions
        if memory.questions[q.id] is not Stage.SETTLED
        and mentions_any(text, q.answered_by, scenario.language)
    )


def _restated(text: str, read: Understanding, memory: Memory, context: Sequence[Turn]) -> Restatement:
    """Compare with the caller's words: content shared, nothing copied, no number of another case."""
    scenario = memory.scenario
    said = [turn.text for turn in context if turn.speaker is Speaker.CUSTOMER]
    if not said:
        return Restatement.NONE
    if len(text) >= 8 and longest_shared(text, said[-1], scenario.language) >= ECHO_FROM:
        return Restatement.ECHO
    if not read.does(A.RESTATE):
        return Restatement.NONE
    point = " ".join([*said, scenario.caller.reason, scenario.caller.wish, scenario.caller.fear or ""])
    if _foreign_amounts(text, scenario, said) or shared(text, point, scenario.language) < RIGHT_FROM:
        return Restatement.WRONG
    return Restatement.RIGHT


def _foreign_amounts(text: str, scenario: Scenario, said: Sequence[str]) -> bool:
    """Whether the turn names an amount that nobody in this case knows of."""
    known = " ".join([*said, *(f.short for f in scenario.facts), *(k.text for k in scenario.knowledge)])
    known += " ".join(row.value for block in scenario.briefing.card for row in block.rows)
    values = {fact.value for fact in facts(known, scenario.language)}
    kinds = (FactKind.MONEY, FactKind.DATA)
    named = [f for f in facts(text, scenario.language) if f.kind in kinds]
    return any(fact.value not in values for fact in named)


@lru_cache(maxsize=2)
def _wordlists(chinese: bool) -> dict[str, list[str]]:
    path = Path(__file__).with_name("lines") / f"words_{'zh' if chinese else 'en'}.yaml"
    lists: dict[str, list[str]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return lists


def _first_word(text: str, name: str, language: str) -> str:
    lowered = text.lower()
    return next((w for w in _wordlists(is_chinese(language))[name] if w in lowered), "")
