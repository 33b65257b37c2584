"""What a customer must never do: contradict the case, play the agent, part twice, repeat themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simulator.content.alternation import words_of
from simulator.content.scenario import Scenario
from simulator.rehearsal.phrasebook import lines_of
from simulator.rehearsal.playing import Rehearsed
from simulator.rehearsal.records import Finding
from simulator.rehearsal.texts import text
from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding import AgentAct, FactKind, facts, understand
from simulator.understanding.normalise import bare, plain
from simulator.understanding.numbers import numerals

CASE = ("opening", "fact")  # what tells the case; a demand or an outburst may name any figure
CHECKED = (FactKind.MONEY, FactKind.DATA, FactKind.PERCENT)
ROUNDED = 0.03  # eighteen hundred for 1,840
TEN = 10
LEAST = 1.0  # 一分钱没收到 is a figure of speech
MORE = re.compile(
    r"多|来|几|odd|over|more|about|around|some"
)  # 一千多块, two hundred odd: anything up to twice as much
AGENT_ACTS = (AgentAct.OFFER_HELP, AgentAct.IDENTIFY, AgentAct.COMMIT, AgentAct.ACT_NOW, AgentAct.HOLD,
              AgentAct.TRANSFER, AgentAct.ASK_IDENTITY, AgentAct.THANK, AgentAct.FAREWELL, AgentAct.PROPOSE,
              AgentAct.GREET)  # fmt: skip
INVERTED_FROM = 0.6  # likelihood, besides words that only the company's side says
SHORT = {True: 5, False: 16}  # characters of a turn that anybody says twice: 嗯。 / Okay.


def inconsistencies(call: Rehearsed) -> Iterator[Finding]:
    """Everything of this kind in one call, in order of the turns."""
    language = call.call.scenario.language
    said: dict[str, int] = {}
    parted = False
    for place, turn in enumerate(call.call.turns):
        if turn.speaker is not Speaker.CUSTOMER:
            continue
        yield from _contradictions(place, turn, call.call.scenario)
        yield from _inversion(place, turn, language)
        goodbye = _says_goodbye(turn.text, language)
        if goodbye and parted:
            yield Finding(kind="goodbye", turn=place, text=turn.text, what=text("goodbye", language))
        parted = parted or goodbye
        flat = bare(turn.text).strip()
        if flat in said and len(flat) > SHORT[is_chinese(language)]:
            what = text("repeat", language, turn=said[flat])
            yield Finding(kind="repeat", turn=place, text=turn.text, what=what)
        said.setdefault(flat, place)


def _contradictions(place: int, turn: Turn, scenario: Scenario) -> Iterator[Finding]:
    """Amounts in the customer's story that neither the card nor the caller nor a rule knows."""
    if not any(key.split(":")[0] in CASE for key in turn.said):
        return
    known = _known(scenario)
    for fact in facts(turn.text, scenario.language):
        if fact.kind not in CHECKED or fact.value is None or fact.value < LEAST:
            continue
        if not _fits(fact.value, known, vague=bool(MORE.search(_around(fact.text, turn.text)))):
            what = text("contradiction", scenario.language, figure=fact.text)
            yield Finding(kind="contradiction", turn=place, text=turn.text, what=what)


def _around(figure: str, said: str) -> str:
    """The figure with a few characters on both sides."""
    place = said.find(figure)
    return said[max(0, place - 6) : place + len(figure) + 2]


def _fits(value: float, known: frozenset[float], *, vague: bool) -> bool:
    """A figure of the case, or a round one that stands for it."""
    if vague and any(value <= x < 2 * value for x in known):
        return True
    return value in known or (value % TEN == 0 and any(abs(value - x) <= ROUNDED * abs(x) for x in known))


def _known(scenario: Scenario) -> frozenset[float]:
    """The figures of the case as it is played: the card, the rules, the caller, bare facts; no lines."""
    caller = scenario.caller
    parts = [caller.reason, caller.wish, caller.fear or "", *caller.knows, *caller.unaware]
    parts += [fact.short for fact in scenario.facts]
    parts += [entry.text for entry in scenario.knowledge] + [way.offer for way in scenario.resolutions]
    parts += [held.opinion for held in scenario.objections]
    parts += [f"{row.label} {row.value}" for block in scenario.briefing.card for row in block.rows]
    return _values(words_of(" ; ".join(parts)), scenario.language)


@lru_cache(maxsize=64)
def _values(words: str, language: str) -> frozenset[float]:
    named = [fact.value for fact in facts(words, language) if fact.value is not None]
    return frozenset([*named, *(n.value for n in numerals(plain(words), is_chinese(language)))])


def _inversion(place: int, turn: Turn, language: str) -> Iterator[Finding]:
    """Words that only the company's side says, in a turn that reads as an agent's."""
    found = _agent_words(is_chinese(language)).search(turn.text)
    if found is None:
        return
    read = understand(turn.text, speaker=Speaker.AGENT, language=language)
    if read.does(*AGENT_ACTS, floor=INVERTED_FROM):
        what = text("inversion", language, words=found[0])
        yield Finding(kind="inversion", turn=place, text=turn.text, what=what)


@lru_cache(maxsize=2)
def _agent_words(chinese: bool) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{words})" for words in lines_of(chinese).agent_words), re.IGNORECASE)


def _says_goodbye(said: str, language: str) -> bool:
    words = lines_of(is_chinese(language)).goodbye
    edge = "" if is_chinese(language) else r"\b"
    return bool(re.search(f"{edge}(?:{'|'.join(words)}){edge}", said, re.IGNORECASE))
