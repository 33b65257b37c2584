"""What bots say anywhere: lines by what they do; none is said twice while others are left."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from simulator.content.alternation import pick
from simulator.transcript import is_chinese

FOLDER = Path(__file__).with_name("lines")


class Lines(BaseModel):
    """One file of ``lines/``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    good: dict[str, list[str]]
    poor: dict[str, list[str]]
    other: dict[str, list[str]]
    pronouns: dict[str, str]
    agent_words: list[str]
    goodbye: list[str]


@lru_cache(maxsize=2)
def lines_of(chinese: bool) -> Lines:
    """The lines of this tongue."""
    path = FOLDER / f"{'zh' if chinese else 'en'}.yaml"
    return Lines.model_validate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


class Phrasebook:
    """Lines for one call of one bot. The same seed gives the same lines."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.lines = lines_of(is_chinese(language))
        self.chinese = is_chinese(language)
        self._chance = chance
        self._used: Counter[str] = Counter()

    def good(self, name: str, **slots: str) -> str:
        """A line of a good agent."""
        return self._filled(self.lines.good[name], slots)

    def poor(self, name: str, **slots: str) -> str:
        """A line for the same, as it is often done."""
        return self._filled(self.lines.poor[name], slots)

    def other(self, name: str, **slots: str) -> str:
        """A line of a bot with a habit."""
        return self._filled(self.lines.other[name], slots)

    def turned(self, text: str) -> str:
        """What the caller says of themselves as the agent says it of them: 扣了我 → 扣了您."""
        table = self.lines.pronouns
        words = sorted(table, key=len, reverse=True)
        edge = "" if self.chinese else r"\b"
        pattern = re.compile(f"{edge}(?:{'|'.join(map(re.escape, words))}){edge}", re.IGNORECASE)
        return pattern.sub(lambda found: table[found[0].lower()], text)

    def joined(self, *parts: str) -> str:
        """Several things said in one breath."""
        return ("" if self.chinese else " ").join(part for part in parts if part)

    def _filled(self, lines: list[str], slots: dict[str, str]) -> str:
        least = min(self._used[line] for line in lines)
        line = self._chance.choice([line for line in lines if self._used[line] == least])
        self._used[line] += 1
        said = pick(line, self._chance)
        return re.sub(r"\{(\w+)\}", lambda slot: slots[slot[1]], said)
