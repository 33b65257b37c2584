"""The feelings that a customer's words show, from a lexicon, clause by clause, with negation.

``lexicon/feelings.yaml`` lists strong words (enough by themselves) and weak ones (they add up).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.acts import Feeling
from simulator.understanding.clauses import split
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import plain

LEXICON = Path(__file__).parent / "lexicon" / "feelings.yaml"
STRONG = 0.75
WEAK = 0.25


@dataclass(frozen=True)
class _Words:
    strong: re.Pattern[str]
    weak: re.Pattern[str]


def words_of_feeling(text: str, language: str) -> dict[Feeling, float]:
    """How strongly the words show each feeling, 0 … 1; feelings that do not show are left out."""
    return {feeling: value for feeling, value in _said(text, is_chinese(language)).items() if value > 0}


def denied_feelings(text: str, language: str) -> frozenset[Feeling]:
    """Feelings whose words occur in ``text``, but only to say that they are not felt (我不着急)."""
    return frozenset(f for f, value in _said(text, is_chinese(language)).items() if value == 0)


@lru_cache(maxsize=2048)
def _said(text: str, chinese: bool) -> dict[Feeling, float]:
    """Strength of every feeling that is mentioned; 0 for one that is only denied."""
    strength: dict[Feeling, float] = {}
    for piece in split(text, "zh" if chinese else "en"):
        for feeling, value in _in_clause(plain(piece.text), chinese).items():
            # independent hints: 1 - Π(1 - p)
            strength[feeling] = round(1 - (1 - strength.get(feeling, 0.0)) * (1 - value), 4)
    return strength


def _in_clause(clause: str, chinese: bool) -> dict[Feeling, float]:
    never = [found.span() for found in _never(chinese).finditer(clause)]

    def lives(hit: re.Match[str]) -> bool:
        inside = any(start <= hit.start() < end for start, end in never)
        return not inside and not _negated(clause, hit.start(), chinese)

    found: dict[Feeling, float] = {}
    for feeling, words in _lexicon(chinese).items():
        strong = [lives(hit) for hit in words.strong.finditer(clause)]
        weak = [lives(hit) for hit in words.weak.finditer(clause)]
        if strong or any(weak):
            found[feeling] = 1 - (1 - STRONG) ** min(sum(strong), 3) * (1 - WEAK) ** min(sum(weak), 3)
    return found


def _negated(clause: str, at: int, chinese: bool) -> bool:
    return bool(_negators(chinese).search(clause[max(0, at - 16) : at]))


@lru_cache(maxsize=2)
def _negators(chinese: bool) -> re.Pattern[str]:
    return re.compile(read(LEXICON)["negators"]["zh" if chinese else "en"])


@lru_cache(maxsize=2)
def _never(chinese: bool) -> re.Pattern[str]:
    return re.compile("|".join(read(LEXICON)["not"]["zh" if chinese else "en"]))


@lru_cache(maxsize=2)
def _lexicon(chinese: bool) -> dict[Feeling, _Words]:
    data, key, lead = read(LEXICON), "zh" if chinese else "en", "" if chinese else r"\b"

    def pattern(words: list[str]) -> re.Pattern[str]:
        return re.compile(lead + f"(?:{'|'.join(words)})")

    return {f: _Words(pattern(data[f][key]["strong"]), pattern(data[f][key]["weak"])) for f in Feeling}
