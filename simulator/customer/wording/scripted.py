"""Words for what the customer decided to say: scripted lines, chosen by move, mood and persona.

Scenario lines come first, then the persona's, then the house's (``lines/zh.yaml``, ``lines/en.yaml``);
now and then a wider table steps in, so that ten calls of one persona do not sound alike. No line is said
twice in a call while another one fits.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from simulator.content.alternation import every, pick
from simulator.content.persona import Persona
from simulator.content.scenario import Scenario
from simulator.content.wording import Band, Lines, Move
from simulator.customer.deciding.saying import Saying
from simulator.customer.memory import Memory
from simulator.customer.wording.address import addressed, civil
from simulator.customer.wording.manner import stammered, start
from simulator.customer.wording.typed import typed, types_small
from simulator.transcript import Mood, is_chinese

NEAREST: dict[Band, tuple[Band, ...]] = {
    Band.ANGRY: (Band.ANGRY, Band.UPSET, Band.ANY),
    Band.UPSET: (Band.UPSET, Band.ANY),
    Band.ANXIOUS: (Band.ANXIOUS, Band.UPSET, Band.ANY),
    Band.CONFUSED: (Band.CONFUSED, Band.ANY),
    Band.CALM: (Band.CALM, Band.ANY),
    Band.WARM: (Band.WARM, Band.CALM, Band.ANY),
}
COMMON_SHARE = 0.3  # of the lines come from the next wider table although the nearer one has some left
SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))[A-Z]")
SENTENCE_END = ("。", "！", "？", "…", ".", "!", "?", "—", "~")


class Wording(Protocol):
    """Turns sayings into one utterance."""

    def word(self, sayings: tuple[Saying, ...], memory: Memory, mood: Mood, turn: int) -> str:
        """The utterance, in the scenario's language."""
        ...

    def foreseen(self, saying: Saying, memory: Memory, mood: Mood) -> str:
        """The words that this saying would get now, before what comes ahead of them; '' if not known."""
        ...


def band_of(mood: Mood) -> Band:
    """The coarse mood by which lines and voices are chosen."""
    if mood.anger >= 0.6:
        return Band.ANGRY
    if mood.anxiety >= 0.55 and mood.anxiety > mood.anger:
        return Band.ANXIOUS
    if mood.confusion >= 0.55 and mood.confusion > mood.anger:
        return Band.CONFUSED
    if mood.anger >= 0.36:
        return Band.UPSET
    if mood.trust >= 0.62 and mood.anger < 0.25:
        return Band.WARM
    return Band.CALM


@lru_cache(maxsize=2)
def house_lines(chinese: bool) -> dict[Move, Lines]:
    """The lines anybody might say, by move."""
    path = Path(__file__).parents[1] / "lines" / f"{'zh' if chinese else 'en'}.yaml"
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return TypeAdapter(dict[Move, Lines]).validate_python(data)


class ScriptedWording:
    """The default wording: deterministic for a seed, no model."""

    def __init__(self, scenario: Scenario, persona: Persona, seed: int) -> None:
        self.scenario = scenario
        self.persona = persona
        self.seed = seed
        self.house = civil(
            house_lines(is_chinese(scenario.language)), persona
        )  # before the first word is due
        self.names = names_in(scenario)
        self.small = types_small(scenario)
        self.slots = {
            fact.id: pick(fact.short, random.Random(f"{seed}:{fact.id}")) for fact in scenario.facts
        }
        self.slots |= {
            "name": scenario.caller.name,
            "address": scenario.caller.address,
            "company": scenario.company,
        }

    def word(self, sayings: tuple[Saying, ...], memory: Memory, mood: Mood, turn: int) -> str:
        """One utterance of all sayings; the same seed and turn give the same words."""
        chance, band = random.Random(f"{self.seed}:{turn}"), band_of(mood)
        pieces = [self._piece(saying, memory, band, chance) for saying in sayings]
        text = self._joined([piece for piece in pieces if piece])
        if not text:
            return ""
        before = addressed(start(sayings[0], text, self.persona, band, chance), self.persona)
        if before:
            return self._after(before, text)
        return text if self.scenario.channel.typed else stammered(sayings[0], text, band, chance)

    def foreseen(self, saying: Saying, memory: Memory, mood: Mood) -> str:
        """The words that this saying would get now; its sound can be prepared."""
        tables = [_fitting(table, band_of(mood)) for table in self._sources(saying, memory)]
        version = self._due(next(filter(None, tables), []), saying, memory)
        return self._filled(version.said, saying.slots) if version else ""

    def _piece(self, saying: Saying, memory: Memory, band: Band, chance: random.Random) -> str:
        """A line nobody has heard yet; where all have been said, one of a wider mood, or another version."""
        sources = self._sources(saying, memory)
        tables = [lines for lines in (_fitting(table, band) for table in sources) if lines]
        if all(memory.used_lines[line] for lines in tables for line in lines):
            tables = [
                lines for lines in (_wider(table, band, memory) for table in sources) if lines
            ] or tables
        unsaid = [[line for line in lines if not memory.used_lines[line]] for lines in tables]
        fresh = [lines for lines in unsaid if lines] or tables[-1:]
        common = len(fresh) > 1 and chance.random() < COMMON_SHARE
        version = self._due(fresh[1] if common else fresh[0], saying, memory) if fresh else None
        if version is None:
            return ""
        memory.used_lines[version.line] += 1
        memory.said[version.said] += 1
        return self._filled(version.said, saying.slots)

    def _due(self, lines: Sequence[str], saying: Saying, memory: Memory) -> Version | None:
        """The version whose turn it is: calls whose seeds follow each other go through all of them."""
        found = versions(tuple(lines), saying.key)
        if not found:
            return None
        first = self.seed % len(found)
        turns = found[first:] + found[:first]
        return min(turns, key=lambda version: memory.said[version.said])

    def _sources(self, saying: Saying, memory: Memory) -> list[Lines]:
        if saying.move is None or saying.lines:
            return [saying.lines]
        own, persona = self.scenario.lines, self.persona.lines
        if saying.move is Move.CONFIRM and any(offer.times for offer in memory.offers.values()):
            own = {}  # the scenario's sum up the complaint; with a way out on the table that is behind
        if not self.scenario.channel.typed:
            return [table[saying.move] for table in (own, persona, self.house) if saying.move in table]
        table = typed(is_chinese(self.scenario.language))
        tables = (own, table.lines, persona, self.house)
        return [table.written(lines[saying.move]) for lines in tables if saying.move in lines]

    def _filled(self, said: str, slots: Mapping[str, str]) -> str:
        known = {**self.slots, **slots}
        filled = re.sub(r"\{([\w-]+)\}", lambda slot: known.get(slot[1], slot[0]), said)
        said_so = addressed(filled[0].upper() + filled[1:] if said.startswith("{") else filled, self.persona)
        return self._small(said_so) if self.small else said_so

    def _joined(self, pieces: list[str]) -> str:
        chinese = is_chinese(self.scenario.language)
        stop = "。" if chinese else "."
        ended = [p if p.endswith(SENTENCE_END) else p.rstrip("，,") + stop for p in pieces]
        return ("" if chinese else " ").join(ended)

    def _after(self, before: str, text: str) -> str:
        """The text after a word to start with."""
        if is_chinese(self.scenario.language):
            return before + text
        kept = text if self._keeps_capital(text) else text[0].lower() + text[1:]
        return (before if self.small else before[0].upper() + before[1:]) + kept

    def _small(self, text: str) -> str:
        """The text as somebody types it who hardly uses capitals."""
        return SENTENCE.sub(
            lambda begins: begins[0] if self._keeps_capital(text[begins.start() :]) else begins[0].lower(),
            text,
        )

    def _keeps_capital(self, text: str) -> bool:
        """I, names and initials keep their capital in the middle of a sentence."""
        first = re.split(r"[\s,.'’?!-]", text, maxsplit=1)[0]
        return first == "I" or (len(first) > 1 and first.isupper()) or first in self.names


def names_in(scenario: Scenario) -> frozenset[str]:
    """The words that this scenario writes with a capital in the middle of a sentence: Leeds, Monday."""
    told = [line for table in _tables(scenario) for said in table.values() for line in said]
    told += [scenario.caller.reason, scenario.caller.wish, scenario.summary]
    text = ". ".join(told)
    common = set(re.findall(r"\b[a-z]+\b", text))
    found = [word for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text) if word.lower() not in common]
    return frozenset((*found, *scenario.caller.name.split(), *scenario.company.split()))


def _tables(scenario: Scenario) -> list[Lines]:
    told = [*(fact.lines for fact in scenario.facts), *(aside.lines for aside in scenario.asides)]
    told += [held.lines for held in scenario.objections]
    return [*told, *(question.lines for question in scenario.questions), *scenario.lines.values()]


class Version(NamedTuple):
    """One of the ways in which a line can be said."""

    line: str
    said: str


@lru_cache(maxsize=4096)
def versions(lines: tuple[str, ...], key: str) -> tuple[Version, ...]:
    """All versions of these lines in an order of this saying's own, lines in turn as far as they go."""
    chance = random.Random(key)
    each = [[Version(line, said) for said in dict.fromkeys(every(line))] for line in lines]
    for told in each:
        chance.shuffle(told)
    chance.shuffle(each)
    return tuple(version for row in zip_longest(*each) for version in row if version is not None)


def _wider(lines: Lines, band: Band, memory: Memory) -> list[str]:
    """The unsaid lines of the nearest band that has any."""
    unsaid = ([line for line in lines.get(near, ()) if not memory.used_lines[line]] for near in NEAREST[band])
    return next(filter(None, unsaid), [])


def _fitting(lines: Lines, band: Band) -> list[str]:
    """The lines of the nearest band that has any."""
    return next((lines[near] for near in NEAREST[band] if lines.get(near)), [])
