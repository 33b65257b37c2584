"""Multiples of the money: 双倍退, 退一赔三, double. To promise one that no rule holds is too much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.content.scenario import Scenario
from simulator.customer.perceiving.asking import strongest
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.promising import PROMISING, promises
from simulator.customer.perceiving.topic import first_word
from simulator.transcript import is_chinese
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Understanding

MULTIPLE = re.compile(
    r"(?P<times>[一双两二三四五六七八九十]|\d+)倍|翻[了个一两]?[倍番]|加倍|[退假]一赔(?P<one_for>[一二两三四五十])"
    r"|\b(?P<word>twice|double(?![- ]check)|triple|(?:two|three|four|five|ten)(?= times\b))\b"
)
TIMES = {"双": 2.0, "两": 2.0} | {word: float(n) for n, word in enumerate("一二三四五六七八九十", 1)}
TIMES |= {
    "twice": 2.0,
    "double": 2.0,
    "triple": 3.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "ten": 10.0,
}
TWICE = 2.0  # 翻倍
PART = re.compile("[,.;:?!]")
GIVES_FROM = 0.4


def multiples_of(scenario: Scenario) -> frozenset[float]:
    """The multiples that the rules of the case give: 双倍减免 → 2. None that they rule out."""
    denies = promises(is_chinese(scenario.language)).denies
    told = [entry.text for entry in scenario.knowledge] + [way.offer for way in scenario.resolutions]
    parts = (part for text in told for part in PART.split(plain(text)))
    return frozenset(times for part in parts if not denies.search(part) for times in multiples(part))


def multiples(flat: str) -> Iterator[float]:
    """The multiples named in normalised text."""
    for found in MULTIPLE.finditer(flat):
        said = found["times"] or found["one_for"] or found["word"]
        yield TWICE if said is None else TIMES.get(said) or float(said)


def multiplied(read: Understanding, known: frozenset[float], language: str) -> bool:
    """Whether the turn promises a multiple that is not ``known``. To ask or to refuse promises none."""
    ways = promises(is_chinese(language))
    for clause in read.clauses:
        said = plain(clause.text)
        if set(multiples(said)) <= known or not fits(said, "pays", language):
            continue
        other = ways.denies.search(said) or ways.asks.search(said) or fits(said, "wished_for", language)
        back = any(
            first_word(said, name, language) for name in ("telling_back", "checking", "tags", "asking")
        )
        given = strongest(clause.acts, PROMISING) >= GIVES_FROM or fits(said, "pays_you", language)
        if given and not (other or back):
            return True
    return False
