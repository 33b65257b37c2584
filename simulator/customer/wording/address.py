"""你 or 您: how this person calls the agent, in whatever line is said.

Scenario, persona and house lines have many writers, and a segment may give one person's lines to another. A
polite voice that suddenly says 你 is heard by everybody; hence one rule for all lines. What stands in quotes
was said by somebody else and stays; 你们 is the company, 您好 a formula of everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.content.persona import Persona
from simulator.content.wording import Lines, Move
from simulator.transcript import is_chinese

POLITE = "您"
_QUOTED = re.compile("(“[^”]*”)")
_FAMILIAR = re.compile("你(?![们我])(?<!迷你)(?<!我你)")  # not 你们, 迷你, 你我, 你推我我推你
_FORMAL = re.compile("您(?!好)")


def addressed(text: str, persona: Persona) -> str:
    """The text as this person says it to the agent."""
    if not is_chinese(persona.language):
        return text
    wrong, right = (_FAMILIAR, POLITE) if _polite(persona) else (_FORMAL, "你")
    parts = _QUOTED.split(text)
    return "".join(part if index % 2 else wrong.sub(right, part) for index, part in enumerate(parts))


def civil(house: Mapping[Move, Lines], persona: Persona) -> dict[Move, Lines]:
    """The house's lines that fit this person's manners: none that is coarse where they say 您."""
    if not (is_chinese(persona.language) and _polite(persona)):
        return dict(house)
    return {
        move: {band: [line for line in said if not _coarse(line)] for band, said in lines.items()}
        for move, lines in house.items()
    }


def _polite(persona: Persona) -> bool:
    return persona.speech.address == POLITE


def _coarse(line: str) -> bool:
    return any(word in line for word in _coarse_words())


@lru_cache(maxsize=1)
def _coarse_words() -> tuple[str, ...]:
    path = Path(__file__).parents[1] / "lines" / "coarse.yaml"
    return tuple(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
