"""Days and clock times as people say them: 明天下午三点半, 下周五, 3月5号, tomorrow at half past two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from simulator.understanding.lexicon import read
from simulator.understanding.reading import FactKind

LEXICON = Path(__file__).parent / "lexicon" / "dates.yaml"


def dates(flat: str, chinese: bool) -> Iterator[tuple[FactKind, int, int]]:
    """The days and times in normalised text as (kind, start, end)."""
    for found in _pattern(chinese).finditer(flat):
        yield FactKind.DATE, found.start(), found.end()


@lru_cache(maxsize=2)
def _pattern(chinese: bool) -> re.Pattern[str]:
    """One date: up to six atoms in a row."""
    data = read(LEXICON)["zh" if chinese else "en"]
    atom = "|".join(data["atoms"]).replace("{n}", data["numeral"])
    for name in ("day", "month"):
        atom = atom.replace(f"{{{name}}}", data.get(name, ""))
    edge = "" if chinese else r"\b"
    return re.compile(f"{edge}(?:{atom})(?:{data['between']}(?:{atom})){{0,5}}{data['after']}")
