"""Figurative and sensory expressions: the picture a caller draws of the trouble, and its family.

Dead metaphors (急死人了, driving me crazy) are no images. The lexicon is ``lexicon/images.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import plain

LEXICON = Path(__file__).parent / "lexicon" / "images.yaml"


@dataclass(frozen=True)
class Image:
    """An expression, verbatim; its sense (visual, auditory, touch, taste, smell, or figure) and family.

    Two images of one ``family`` belong together: 蜗牛 is continued by 爬. A free comparison
    (像…一样) has the family ``simile``.
    """

    text: str
    sense: str
    family: str


@lru_cache(maxsize=1024)
def images(text: str, language: str) -> tuple[Image, ...]:
    """The living images in ``text``, in order, none inside another."""
    flat = plain(text)
    chinese = is_chinese(language)
    blocked = [found.span() for found in _blockers(chinese).finditer(flat)]
    spans: list[tuple[int, int, str, str]] = []
    for family, sense, pattern in _patterns(chinese):
        spans += [(*found.span(), sense, family) for found in pattern.finditer(flat)]
    spans.sort(key=lambda span: (span[3] == "simile", span[0], -span[1]))
    kept: list[tuple[int, int, str, str]] = []
    for span in spans:
        if not any(_meet(span[:2], other) for other in [*blocked, *(one[:2] for one in kept)]):
            kept.append(span)
    return tuple(Image(text[start:end], sense, family) for start, end, sense, family in sorted(kept))


def _meet(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans overlap."""
    return span[0] < other[1] and other[0] < span[1]


@lru_cache(maxsize=2)
def _patterns(chinese: bool) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = read(LEXICON)
    key, lead = ("zh", "") if chinese else ("en", r"\b")
    found = [
        (family, entry["sense"], re.compile(lead + f"(?:{'|'.join(entry[key])})"))
        for family, entry in data["families"].items()
    ]
    similes = re.compile(lead + f"(?:{'|'.join(data['similes'][key])})")
    return (*found, ("simile", "figure", similes))


@lru_cache(maxsize=2)
def _blockers(chinese: bool) -> re.Pattern[str]:
    data = read(LEXICON)
    key = "zh" if chinese else "en"
    return re.compile("|".join([*data["plain"][key], *data["dead"][key]]))
