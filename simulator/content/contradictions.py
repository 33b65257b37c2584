"""Checks that what a scenario says in one place agrees with what it says in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.content.amounts import Amount, amounts, money, same, shown, tails
from simulator.content.arithmetic import figure_texts
from simulator.content.dates import date_problems
from simulator.content.scenario import Scenario
from simulator.content.wording_checks import Problem

_NAMED = re.compile(r"^(?P<name>[^（(]{2,20})[（(](?P<terms>[^（）()]+)[）)]")
_TIME = re.compile(r"^[\d:：\-月日号 ]+(?:来电)?$")
_TAIL = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{1,2})?(?:尾号|ending(?: in)?)[ 是]*[0-9零〇一二三四五六七八九幺]{3,6}"
)
_CALLED_FROM = "^号码$|^手机|^手机号"
_RATE_AFTER = 8  # characters between a label and its price in a sentence


def contradiction_problems(scenario: Scenario) -> Iterator[Problem]:
    """Labels with two values, plans with two prices, offers that no rule holds, dates that are none."""
    yield from _plans(scenario)
    yield from _rates(scenario)
    yield from _labels(scenario)
    yield from _offers(scenario)
    yield from _numbers(scenario)
    yield from date_problems(list(figure_texts(scenario)) + list(_labelled(scenario)))


def _plans(scenario: Scenario) -> Iterator[Problem]:
    """畅享59（59元/月，10GB，200分钟） on the card, other terms in the entry of that title."""
    for loc, value in _values(scenario):
        found = _NAMED.match(value)
        if not found:
            continue
        for at, entry in enumerate(scenario.knowledge):
            if found["name"].strip() in entry.title:
                for wrong in _differing(amounts(found["terms"]), amounts(entry.text)):
                    told = shown(wrong.value, wrong.unit)
                    place = f"knowledge '{scenario.knowledge[at].id}' has other figures in {wrong.unit}"
                    yield loc, f"'{found['name'].strip()}' has {told} here, but {place}"


def _differing(here: Sequence[Amount], there: Sequence[Amount]) -> Iterator[Amount]:
    for amount in here:
        others = [other.value for other in there if other.unit == amount.unit]
        if amount.unit and others and not any(same(amount.value, other) for other in others):
            yield amount


def _rates(scenario: Scenario) -> Iterator[Problem]:
    """套外流量 8元/GB on the card, 套外流量按10元/GB in a rule."""
    for at, section in enumerate(scenario.briefing.card):
        for row, held in enumerate(section.rows):
            priced = [amount for amount in amounts(held.value) if amount.per]
            if len(priced) != 1 or len(held.label) < 2 or priced[0].start > 1:
                continue
            for entry in scenario.knowledge:
                other = _priced(entry.text, held.label, priced[0]) or _priced(
                    entry.text if held.label in entry.title else "", "", priced[0]
                )
                if other is not None:
                    here = f"{shown(priced[0].value, priced[0].unit)}/{priced[0].per}"
                    there = f"{shown(other.value, other.unit)}/{other.per}"
                    loc = ("briefing", "card", at, "rows", row, "value")
                    yield loc, f"'{held.label}' is {here} here, but {there} in knowledge '{entry.id}'"


def _priced(text: str, label: str, here: Amount) -> Amount | None:
    """Another price by the same measure for what is called ``label``, where the text never gives ours."""
    prices = [amount for amount in amounts(text) if amount.per == here.per and amount.unit == here.unit]
    if label:
        ends = [found.end() for found in re.finditer(re.escape(label), text)]
        prices = [price for price in prices if any(0 <= price.start - end <= _RATE_AFTER for end in ends)]
    if not prices or any(same(price.value, here.value) for price in prices):
        return None
    return prices[0]


def _labels(scenario: Scenario) -> Iterator[Problem]:
    """The same label twice in a section, with different values."""
    for at, section in enumerate(scenario.briefing.card):
        seen: dict[str, str] = {}
        for row, held in enumerate(section.rows):
            before = seen.setdefault(held.label, held.value)
            plain = all(_is_figure(value) for value in (before, held.value))
            if before != held.value and plain and not _TIME.match(held.label):
                loc = ("briefing", "card", at, "rows", row, "value")
                yield loc, f"'{held.label}' stands twice in '{section.title}': '{before}' and '{held.value}'"


def _is_figure(value: str) -> bool:
    found = amounts(value)
    return len(found) == 1 and found[0].end - found[0].start == len(value.strip())


def _offers(scenario: Scenario) -> Iterator[Problem]:
    """A sum that is offered must be in a rule or on the card, or be two of those added or taken off."""
    texts = [entry.text for entry in scenario.knowledge] + [value for _, value in _values(scenario)]
    known = {amount.value for text in texts for amount in money(text)}
    for at, way in enumerate(scenario.resolutions):
        for key, text in (("offer", way.offer), ("say", way.say or "")):
            for amount in money(text):
                if amount.value and not _derived(amount.value, known):
                    told = shown(amount.value, amount.unit)
                    yield ("resolutions", at, key), f"{told} stands in no knowledge entry and not on the card"


def _derived(value: float, known: set[float]) -> bool:
    return any(
        same(value, one) or any(same(value, one + other) or same(value, one - other) for other in known)
        for one in known
    )


def _numbers(scenario: Scenario) -> Iterator[Problem]:
    """手机尾号二二一七 in a fact, 手机: 尾号2216 on the card."""
    for at, fact in enumerate(scenario.facts):
        found = _TAIL.search(fact.short) if fact.kind == "identity" else None
        if found is None:
            continue
        told = next(tails(found[0]), "")
        held = set(_tails_of(scenario, found["what"] or _CALLED_FROM))
        if told and held and not any(told.endswith(other) or other.endswith(told) for other in held):
            valid = ", ".join(sorted(held))
            yield ("facts", at, "short"), f"'{found[0].strip()}': on the card it ends in {valid}"


def _tails_of(scenario: Scenario, what: str) -> Iterator[str]:
    """The last digits on the card of what is called so (a bar stands between several names)."""
    for section in scenario.briefing.card:
        if re.search(what, section.title):
            yield from tails(section.title)
        for row in section.rows:
            if re.search(what, row.label):
                yield from tails(row.value)


def _values(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at, section in enumerate(scenario.briefing.card):
        for row, held in enumerate(section.rows):
            yield ("briefing", "card", at, "rows", row, "value"), held.value


def _labelled(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at, section in enumerate(scenario.briefing.card):
        yield ("briefing", "card", at, "title"), section.title
        for row, held in enumerate(section.rows):
            yield ("briefing", "card", at, "rows", row, "label"), held.label
