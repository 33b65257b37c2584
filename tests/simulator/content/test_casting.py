"""What is read about a call speaks of the person who calls, not of the scenario's other people."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from simulator.content.loading import load_library
from simulator.content.scenario import Scenario
from simulator.content.varying import comes_with, laid_over
from simulator.transcript import is_chinese

LIBRARY = load_library()
OTHERS = {
    (True, "male"): re.compile("她"),
    (True, "female"): re.compile("他(?!们)"),
    (False, "male"): re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE),
    (False, "female"): re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE),
}
SOMEBODY_ELSE = (  # the pronoun is another person's: who sold it, a son, the one who left, the owner
    "不替他认",
    "between him and you",
    "the one call he has to make",
    "hers was the only admin login",
    "nobody has verified her",
    "how they are raising him",
    "替他把老人那张也算进去",
    "就是护着他",
)


def casts(scenario: Scenario) -> Iterator[Scenario]:
    """The scenario with each of its people and with what may lie hidden behind their call."""
    for segment in (None, *scenario.segments):
        for twist in (None, *(twist for twist in scenario.twists if comes_with(twist, segment))):
            yield laid_over(laid_over(scenario, segment), twist)


def read(played: Scenario) -> Iterator[str]:
    """What is read about the caller before and after the call."""
    yield played.summary
    yield from (trigger.why for trigger in played.triggers)
    yield from (moment.about for moment in played.moments)
    yield from (objection.opinion for objection in played.objections)
    if played.briefing.handover:
        yield played.briefing.handover.mistake or ""


@pytest.mark.parametrize("scenario", LIBRARY.scenarios.values(), ids=lambda scenario: scenario.id)
def test_nobody_is_called_she_who_is_a_man(scenario: Scenario):
    for played in casts(scenario):
        other = OTHERS[is_chinese(played.language), LIBRARY.personas[played.persona].gender]
        wrong = [text for text in read(played) if other.search(text)]
        assert [text for text in wrong if not any(known in text for known in SOMEBODY_ELSE)] == []


@pytest.mark.parametrize("scenario", LIBRARY.scenarios.values(), ids=lambda scenario: scenario.id)
def test_what_the_agent_reads_first_does_not_name_another_caller(scenario: Scenario):
    for segment in scenario.segments:
        played = laid_over(scenario, segment)
        names = {scenario.caller.name, scenario.caller.address} - {played.caller.name, played.caller.address}
        note = played.briefing.handover.note if played.briefing.handover else ""
        shown = f"{played.title} {played.summary} {note}"
        assert [name for name in names if name in shown] == []
        assert segment.summary, f"{segment.id}: the summary of {scenario.id} is about {scenario.caller.name}"
