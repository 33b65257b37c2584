"""Every shipped scenario: a sample of bots meets it, and no gate that a few calls can judge is missed.

A sample, so that it takes less than a minute; all calls, all gates: ``python -m app rehearse``.
"""

from __future__ import annotations

import pytest

from simulator.content.alternation import every
from simulator.content.loading import load_library
from simulator.content.varying import vary
from simulator.customer.memory import Memory
from simulator.customer.perceiving.intake import perceive
from simulator.customer.perceiving.timing import UNTIMED
from simulator.rehearsal.phrasebook import lines_of
from simulator.rehearsal.rehearsal import rehearse
from simulator.transcript import is_chinese
from simulator.understanding import mentions_any

LIBRARY = load_library()
NAMES = sorted(LIBRARY.scenarios)
JUDGED = ("solvable", "too_nice", "leaks", "inversions", "goodbyes", "contradictions", "repeats")
EXPERTS = 2  # calls of each bot with each scenario
OTHERS = 1
NOVICES = 1


@pytest.mark.parametrize("name", NAMES)
def test_good_work_settles_it_and_rudeness_never_does(name):
    scenario = [LIBRARY.scenarios[name]]
    good = rehearse(scenario, LIBRARY.personas, ["expert"], EXPERTS, trials=False)
    poor = rehearse(scenario, LIBRARY.personas, ["rude", "silent"], OTHERS)
    gates = [gate for gate in (*good.gates, *poor.gates) if gate.id in JUDGED]
    assert {gate.id for gate in gates} == set(JUDGED)
    assert [(gate.id, gate.example) for gate in gates if not gate.passed] == []


def test_novices_rarely_please_anybody():
    report = rehearse(list(LIBRARY.scenarios.values()), LIBRARY.personas, ["novice"], NOVICES)
    gate = next(gate for gate in report.gates if gate.id == "too_nice")
    assert gate.passed, gate.example


@pytest.mark.parametrize("name", NAMES)
def test_an_offer_as_the_scenario_words_it_is_recognised(name):
    scenario = LIBRARY.scenarios[name]
    for way in scenario.resolutions:
        for words in filter(None, (way.offer, way.say)):
            assert mentions_any(words, way.offered_by, scenario.language), (way.id, words)


@pytest.mark.parametrize("name", NAMES)
def test_the_knowledge_answers_what_the_caller_asks(name):
    scenario = LIBRARY.scenarios[name]
    known = {entry.id: entry.text for entry in scenario.knowledge}
    for question in scenario.questions:
        text = " ".join(known[entry] for entry in question.about)
        assert not text or mentions_any(text, question.answered_by, scenario.language), question.id


@pytest.mark.parametrize("name", NAMES)
def test_whether_there_is_more_asks_for_no_fact(name):
    for seed in range(4):
        played = vary(LIBRARY.scenarios[name], seed)
        memory = Memory(played, opened=True, accepted=played.resolutions[0].id)
        lines = lines_of(is_chinese(played.language)).good["check"]
        for words in (said for line in lines for said in every(line)):
            assert perceive(words, memory, [], UNTIMED).asked == (), words
