"""Facts that the customer tells before the agent has asked for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.content.alternation import every
from simulator.content.parts import Fact
from simulator.rehearsal.hearing import named
from simulator.rehearsal.playing import Rehearsed
from simulator.rehearsal.records import Finding
from simulator.rehearsal.texts import text
from simulator.transcript import Speaker
from simulator.understanding import mentions_any
from simulator.understanding.normalise import bare

TELLING = 6  # characters of a bare fact that give it away when they stand in another line
BLANK = frozenset(  # tells nothing, whatever its words
    ("answer_unknown", "not_at_hand", "withhold", "keep_secret", "evade")
)
PRESSED = 2  # questions that a pressed fact takes


def leaks(call: Rehearsed) -> Iterator[Finding]:
    """Each fact that was told although its rule (asked, pressed, after) was not met, once."""
    for fact in call.call.scenario.facts:
        found = _early(fact, call)
        if found is not None:
            yield found


def _early(fact: Fact, call: Rehearsed) -> Finding | None:
    turns, language = call.call.turns, call.call.scenario.language
    asked, told = 0, set[str]()
    for place, turn in enumerate(turns):
        if turn.speaker is Speaker.AGENT:
            asked += mentions_any(turn.text, _cues(fact), language)
            continue
        keys = named(turn.said, "fact")
        knows = not BLANK.intersection(named(turn.said, "move"))
        if fact.id in keys or (knows and _gives_away(turn.text, fact, language)):
            return _judged(fact, asked, told.union(keys), place, turn.text, language)
        told.update(keys)
    return None


def _cues(fact: Fact) -> list[str]:
    """What asks for it. For what identifies the caller its name alone is enough: 号码报一下."""
    if fact.kind != "identity":
        return fact.asks
    return [*fact.asks, *(cue.split()[0] for cue in fact.asks)]


def _judged(fact: Fact, asked: int, told: set[str], place: int, said: str, language: str) -> Finding | None:
    """The first time a fact is told: was it due?"""
    needed = {"volunteered": 0, "asked": 1, "pressed": PRESSED}[fact.disclose]
    if asked < needed:
        what = text("leak", language, fact=fact.id, disclose=fact.disclose)
        return Finding(kind="leak", turn=place, text=said, what=what)
    missing = [name for name in fact.after if name not in told]
    if missing and not asked:
        what = text("leak_order", language, fact=fact.id, after=", ".join(missing))
        return Finding(kind="leak", turn=place, text=said, what=what)
    return None


def _gives_away(said: str, fact: Fact, language: str) -> bool:
    """Whether words of a fact that must be asked for stand in what was said."""
    if fact.disclose == "volunteered" or fact.kind == "identity":
        return False
    flat = _flat(said)
    return any(len(words) >= TELLING and words in flat for words in map(_flat, every(fact.short)))


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", bare(words)).strip()
