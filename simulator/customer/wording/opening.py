"""What a caller utters before their first word, as people do who take the floor while they look for it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from simulator.content.wording import Band
from simulator.transcript import is_chinese

OPENERS = Path(__file__).parents[1] / "lines" / "openers.yaml"
THINKING = ("，", ",", "…", "：", ":", "—")  # ends of a clause that something has to follow
SHORT = {True: 5, False: 14}  # characters; so little is said at once


def opener(band: Band, language: str, turn: int) -> str:
    """The sound for this mood; turns take turns with them."""
    offered = _table(is_chinese(language))[band.value]
    return str(offered[turn % len(offered)])


def wants_opener(clause: str, language: str) -> bool:
    """Whether a line that begins with ``clause`` may be led in: it is no short answer, nor led in already."""
    chinese = is_chinese(language)
    own = str(_table(chinese)["own"])
    return len(clause) > SHORT[chinese] and re.match(own, clause.lower()) is None


def leads_in(clause: str, language: str) -> bool:
    """Whether a line's first clause is itself a word or sound behind which people think: 嗯， or 可不是嘛，"""
    chinese = is_chinese(language)
    return len(clause) <= SHORT[chinese] and clause.endswith(THINKING)


@cache
def _table(chinese: bool) -> dict[str, list[str] | str]:
    table: dict[str, dict[str, list[str] | str]] = yaml.safe_load(OPENERS.read_text(encoding="utf-8"))
    return table["zh" if chinese else "en"]
