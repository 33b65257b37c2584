"""Self-repair: what the agent corrects in the same breath was never said. 两小时，不，两天 means two days.

A repair is a value, a word that takes it back (``lines/repairs.yaml``) and another value of the same kind. As
in speech research, the value given up is the reparandum; it goes, with all up to the value that holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.customer.perceiving.topic import wordlist
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals

SORTS = ("colours", "weekdays", "places")
NUMBER = "number"
DENIED = re.compile(r"(?:不是|\bnot )$")  # 不是两小时，不，是两天: nothing that was said of the first is kept


@dataclass(frozen=True)
class _Value:
    kind: str
    start: int
    end: int

    def like(self, other: _Value) -> bool:
        """Whether both are of one kind; a bare number may be of any: 退您八十，不对，四十五块."""
        return self.kind == other.kind or NUMBER in (self.kind, other.kind)


@dataclass(frozen=True)
class _Forms:
    """``lines/repairs.yaml`` in one language."""

    gap: re.Pattern[str]  # between the value given up and the one that holds: what is around the word
    quick: re.Pattern[str]  # a turn without it holds no repair


@lru_cache(maxsize=2)
def _forms(chinese: bool) -> _Forms:
    path = Path(__file__).parents[1] / "lines" / "repairs.yaml"
    table = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["zh" if chinese else "en"]
    word = "|".join(table["words"])
    return _Forms(re.compile(table["gap"].replace("WORD", f"(?:{word})")), re.compile(word))


@lru_cache(maxsize=1024)
def as_meant(text: str, language: str) -> str:
    """The text without what it takes back itself; mostly the very same."""
    if not _forms(is_chinese(language)).quick.search(plain(text)):
        return text
    for before, after in _pairs(text, language):
        return as_meant(text[: before.start] + text[after.start :], language)
    return text


def _pairs(text: str, language: str) -> Iterator[tuple[_Value, _Value]]:
    """The values of which the first is given up for the second."""
    flat, gap = plain(text), _forms(is_chinese(language)).gap
    found = sorted(_values(text, language), key=lambda value: value.start)
    for place, before in enumerate(found):
        for after in found[place + 1 :]:
            between = gap.fullmatch(flat[before.end : after.start])
            if between is None or not before.like(after) or DENIED.search(flat[: before.start]):
                continue
            verb = between["verb"] or ""
            start = flat.rfind(verb, 0, before.start) if verb else before.start
            yield _Value(before.kind, max(0, start), before.end), _led(after, between, before)


def _led(after: _Value, between: re.Match[str], before: _Value) -> _Value:
    """The value that holds, with the words before it that were said again: 退您八十，不对，退您四十五."""
    again = between.start("verb") if between["verb"] else None
    return after if again is None else _Value(after.kind, before.end + again, after.end)


def _values(text: str, language: str) -> Iterator[_Value]:
    flat, taken = plain(text), 0
    spans = []
    for fact in facts(text, language):
        start = text.find(fact.text, taken)
        if fact.kind is not FactKind.NAME and start >= 0:
            taken = start + len(fact.text)
            spans.append(_Value(fact.kind, start, taken))
    yield from spans
    for numeral in numerals(flat, is_chinese(language)):
        if not any(value.start <= numeral.start < value.end for value in spans):
            yield _Value(NUMBER, numeral.start, numeral.end)
    for sort in SORTS:
        for word in wordlist(sort, language):
            inside = (m.start() for m in re.finditer(re.escape(word), flat))
            yield from (_Value(sort, at, at + len(word)) for at in inside)
