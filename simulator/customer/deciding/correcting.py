"""Putting the agent right: 不是一百，是一百五十九. What is right is looked up in what the caller can tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from simulator.content.wording import Lines, Move
from simulator.customer.deciding.saying import ACT_OF, Saying, by_move
from simulator.customer.memory import Memory
from simulator.customer.perceiving.misnaming import NAMED
from simulator.customer.perceiving.mistaken import CAPITAL, DIGITS, Slip, Value, told_in, words_around
from simulator.customer.perceiving.polarity import parts
from simulator.customer.perceiving.topic import first_word
from simulator.transcript import is_chinese

ALIKE = 0.5  # of the digits, from which a figure is what was meant


class Known(NamedTuple):
    """A value that the caller can tell, and where it stands."""

    value: Value
    words: frozenset[str]  # around it
    mine: bool  # told of oneself: my door, 我那张卡

    def fits(self, slip: Slip, wrong: Value) -> tuple[float, bool, float]:
        """How well it fits in the place of what is wrong: by the words around it, then by its own digits."""
        near = len(self.words & slip.words) / max(1, len(self.words | slip.words))
        return near, self.mine, _likeness(self.value, wrong)


def put_right(slip: Slip, memory: Memory) -> Saying:
    """What the caller says to something told back wrong; the right thing in it, where they know it."""
    language = memory.scenario.language
    right = slip.right or right_one(slip, memory.own_words, language)
    if not right:
        return by_move(Move.CORRECT)
    spoken = slip.wrong and not any(char.isdigit() for char in slip.wrong)
    lines = _lines(is_chinese(language))[NAMED if slip.kind == NAMED else "both" if spoken else "right"]
    slots = {"wrong": slip.wrong, "right": right}
    return Saying(ACT_OF[Move.CORRECT], f"move:{Move.CORRECT}", lines, Move.CORRECT, slots)


@lru_cache(maxsize=256)
def right_one(slip: Slip, own: tuple[str, ...], language: str) -> str:
    """The value that should have been told back, in the caller's words; '' where nothing tells which."""
    wrong = next((value for value in told_in(slip.wrong, language) if value.kind == slip.kind), None)
    if wrong is None:
        return ""
    known = [k for text in own for k in _known(text, slip.kind, language) if k.value != wrong]
    if slip.kind == CAPITAL:
        known = [k for k in known if k.value.said.split()[0] == slip.wrong.split()[0]]  # from Leeds, to Leeds
    if not known:
        return ""
    best = max(known, key=lambda k: k.fits(slip, wrong))
    near, _, alike = best.fits(slip, wrong)
    if slip.kind == DIGITS or not near:
        best = max(known, key=lambda k: _likeness(k.value, wrong))
        alike = _likeness(best.value, wrong)
        sure = alike >= ALIKE or (slip.kind != DIGITS and len({k.value for k in known}) == 1)
        return best.value.said if sure else ""
    return best.value.said


def _likeness(one: Value, other: Value) -> float:
    """The share of digits of two figures in the same place, 0 … 1; all in another order is as good."""
    mine, theirs = _digits(one), _digits(other)
    if len(mine) != len(theirs) or not mine:
        return 0.0
    if sorted(mine) == sorted(theirs):
        return 1.0
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)


def _digits(value: Value) -> str:
    return (
        f"{value.what:.10g}"
        if isinstance(value.what, float)
        else str(value.what)
        if value.kind == DIGITS
        else ""
    )


def _known(text: str, kind: str, language: str) -> Iterator[Known]:
    for part in parts(text):
        words, mine = words_around(part, language), bool(first_word(part, "oneself", language))
        yield from (Known(value, words, mine) for value in told_in(part, language) if value.kind == kind)


@lru_cache(maxsize=2)
def _lines(chinese: bool) -> dict[str, Lines]:
    path = Path(__file__).parents[1] / "lines" / "corrections.yaml"
    table = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Lines]).validate_python(table["zh" if chinese else "en"])
