"""Every shipped scenario can be played to a good end by good work, and never by rudeness."""

from __future__ import annotations

import pytest

from simulator.content.loading import load_library
from simulator.transcript import EndReason
from simulator.understanding import mentions_any
from tests.agents import play

LIBRARY = load_library()
NAMES = sorted(LIBRARY.scenarios)
GOOD_ENDS = (EndReason.SATISFIED, EndReason.ACCEPTED)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(3))
def test_good_work_settles_it(name, seed):
    call = play(LIBRARY, name, seed)
    assert call.ended in GOOD_ENDS, "\n".join(f"{t.speaker.value}: {t.text}" for t in call.turns)


@pytest.mark.parametrize("name", NAMES)
def test_rudeness_never_does(name):
    assert play(LIBRARY, name, 0, rude=True).ended not in GOOD_ENDS


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_said_twice_in_a_call(name):
    call = play(LIBRARY, name, 1)
    said = [turn.text for turn in call.turns if turn.speaker.value == "customer"]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", NAMES)
def test_an_offer_as_the_scenario_words_it_is_recognised(name):
    scenario = LIBRARY.scenarios[name]
    for resolution in scenario.resolutions:
        assert mentions_any(resolution.offer, resolution.offered_by, scenario.language), resolution.id


@pytest.mark.parametrize("name", NAMES)
def test_the_knowledge_answers_what_the_caller_asks(name):
    scenario = LIBRARY.scenarios[name]
    known = {entry.id: entry.text for entry in scenario.knowledge}
    for question in scenario.questions:
        text = " ".join(known[entry] for entry in question.about)
        assert not text or mentions_any(text, question.answered_by, scenario.language), question.id
