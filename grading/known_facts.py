"""What a scenario says of sums, volumes, shares and times: what an agent's figures are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from simulator.content.scenario import Scenario, Variation
from simulator.content.wording import Lines
from simulator.transcript import is_chinese
from simulator.understanding import Fact, FactKind, facts
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals

NEAR = {FactKind.DATA: 0.03, FactKind.DURATION: 0.02}  # 1000 M is 1 GB, twelve months are a year
LONGEST_NUMBER = 5  # digits from which a bare number names something
MOST_SUMS = 60
SHORTEST_READ = 6  # characters of a clause that is read out rather than said by chance
_ENDS = re.compile(r"[,.!?;:]\s?(?!\d)")
Value = tuple[FactKind, float]


class KnownFacts:
    """Every figure of a scenario: knowledge, customer card, facts, ways out, model answers.

    Sums and differences of two sums and the half of one are known too, and what a plan is called by
    (轻享59 costs 59).
    """

    def __init__(self, texts: tuple[str, ...], language: str) -> None:
        self._said = {words for text in texts for words in _clauses(text)}
        read = [(text, fact) for text in texts for fact in facts(_apart(text), language)]
        self._values = {value_of(fact) for _, fact in read if fact.value is not None}
        self._bare = {
            number.value
            for text in texts
            for number in numerals(plain(text), is_chinese(language))
            if len(number.digits) < LONGEST_NUMBER
        }
        money = sorted(value for kind, value in self._values if kind is FactKind.MONEY)[:MOST_SUMS]
        self._money = frozenset(money)
        self._worked_out = {round(abs(a + sign * b), 2) for a in money for b in money for sign in (1, -1)}
        self._worked_out |= {round(a / 2, 2) for a in money}

    def has(self, fact: Fact, beside: Iterable[float] = ()) -> bool:
        """Whether the figure is known, or worked out: a known sum times or by a number ``beside`` it."""
        kind, value = value_of(fact)
        near = NEAR.get(kind, 0.0)
        if any(kind is k and abs(value - v) <= near * v for k, v in self._values):
            return True
        if kind is not FactKind.MONEY:
            return False
        worked_out = {round(s * n, 2) for s in self._money for n in beside if n}
        worked_out |= {round(s / n, 2) for s in self._money for n in beside if n}
        return value in self._worked_out | self._bare | worked_out

    def says(self, clause: str) -> bool:
        """Whether a clause of the scenario is read out word for word."""
        return bool(read := _clauses(clause)) and all(words in self._said for words in read)


def value_of(fact: Fact) -> Value:
    """Its kind and its value in the kind's unit."""
    return fact.kind, round(fact.value or 0.0, 4)


@lru_cache(maxsize=64)
def _known(texts: tuple[str, ...], language: str) -> KnownFacts:
    return KnownFacts(texts, language)


def known_facts(scenario: Scenario) -> KnownFacts:
    """The figures of a scenario; also those of its segments and twists where it still has them."""
    return _known(tuple(_texts(scenario)), scenario.language)


def public_facts(scenario: Scenario) -> KnownFacts:
    """The figures of the knowledge base alone: what may be told to anybody."""
    texts = (part for entry in scenario.knowledge for part in (entry.title, entry.text))
    return _known(tuple(texts), scenario.language)


def _clauses(text: str) -> list[str]:
    return [words for part in _ENDS.split(plain(text)) if len(words := part.strip()) >= SHORTEST_READ]


def _apart(text: str) -> str:
    """轻享39，100分钟 names two numbers, not 39,100."""
    return text.replace("，", "； ")


def _texts(scenario: Scenario) -> Iterator[str]:
    briefing = scenario.briefing
    yield from (part for entry in scenario.knowledge for part in (entry.title, entry.text))
    yield from (limit.rule for limit in scenario.limits)
    yield from (briefing.predicted_intent, scenario.caller.reason, scenario.caller.wish, scenario.summary)
    yield from scenario.caller.knows
    yield from scenario.opening
    yield from _varied(scenario)
    for section in briefing.card:
        yield from (f"{row.label} {row.value}" for row in section.rows)
    for variation in (*scenario.segments, *scenario.twists):
        yield from variation.opening
        yield from _varied(variation)
        yield from (f"{row.label} {row.value}" for section in variation.card for row in section.rows)


def _varied(of: Scenario | Variation) -> Iterator[str]:
    """What a scenario and its variations are made of alike."""
    for fact in of.facts:
        yield fact.short
        yield from _lines(fact.lines)
    for question in of.questions:
        yield from filter(None, [question.answer])
    for way in of.resolutions:
        yield from filter(None, [way.offer, way.say])
    for moment in of.moments:
        yield moment.good


def _lines(lines: Lines) -> Iterator[str]:
    yield from (line for spoken in lines.values() for line in spoken)
