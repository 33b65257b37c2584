"""Words for customers who write: lines that only make sense on the phone are left out or replaced.

``lines/typed.yaml`` holds the lines, and the words by which a line shows that it belongs on the phone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from simulator.content.scenario import Scenario
from simulator.content.wording import Lines, Move
from simulator.transcript import is_chinese


class Typed(BaseModel):
    """One language of ``typed.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone_words: tuple[str, ...]
    lines: dict[Move, Lines]

    def written(self, lines: Lines) -> Lines:
        """The lines that somebody might write: none that names hearing, voices or telephones."""
        kept = {band: [line for line in said if not self.spoken(line)] for band, said in lines.items()}
        return {band: said for band, said in kept.items() if said}

    def spoken(self, line: str) -> bool:
        """Whether a line belongs on the phone. English words count whole: online holds no line."""
        return bool(_any_of(self.phone_words).search(line.lower()))


def types_small(scenario: Scenario) -> bool:
    """Whether the caller of this chat hardly uses capitals, as their own lines in the scenario show."""
    if not scenario.channel.typed or is_chinese(scenario.language):
        return False
    told = [line for fact in scenario.facts for said in fact.lines.values() for line in said]
    first = [line[0] for line in (*scenario.opening, *told) if line[0].isalpha() and not line.startswith("I")]
    return sum(letter.islower() for letter in first) * 2 > len(first)


@lru_cache(maxsize=2)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    whole = (rf"\b{re.escape(word)}(?:s|d|ed|ing)?\b" if word.isascii() else word for word in words)
    return re.compile("|".join(whole))


@lru_cache(maxsize=2)
def typed(chinese: bool) -> Typed:
    """The table of a language."""
    path = Path(__file__).parents[1] / "lines" / "typed.yaml"
    table = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return Typed.model_validate(table["zh" if chinese else "en"])
