"""What a caller utters before their first word, as people do who take the floor while they look for it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from simulator.content.wording import Band
from simulator.transcript import is_chinese

OPENERS = Path(__file__).parents[1] / "lines" / "openers.yaml"
SHORT = {True: 5, False: 14}  # characters; so little is said at once


def opener(band: Band, language: str, turn: int) -> str:
    """The sound for this mood; turns take turns with them."""
    offered = _table(is_chinese(language))[band.value]
    return str(offered[turn % len(offered)])


def usual_beginnings(band: Band, language: str) -> tuple[str, ...]:
    """How lines in this mood begin most often, the commonest first."""
    return tuple(_table(is_chinese(language))["usual"][band.value])


def wants_opener(clause: str, language: str) -> bool:
    """Whether a line that begins with ``clause`` may be led in: it is no short answer, nor led in already."""
    own = str(_table(is_chinese(language))["own"])
    return not leads_in(clause, language) and re.match(own, clause.lower()) is None


def leads_in(clause: str, language: str) -> bool:
    """Whether a line's first clause is so short that people may think behind it: 嗯， or 行！"""
    return len(clause) <= SHORT[is_chinese(language)]


@cache
def _table(chinese: bool) -> dict[str, Any]:
    table: dict[str, dict[str, Any]] = yaml.safe_load(OPENERS.read_text(encoding="utf-8"))
    return table["zh" if chinese else "en"]
