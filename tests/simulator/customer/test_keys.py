"""The transcript says by key what the customer told, asked and held against the company."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

from simulator.call import Call
from simulator.content.wording import Move
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import Speaker, Transcript
from tests.simulator.customer.test_laws import LIBRARY, NAMES, courses, names, new_call, said, seeds, talk

MORE_THAN_ONCE = {"short": 9, "again": 2, "question": 2, "trigger": 9, "move": 99}


def played(name: str, seed: int) -> Call:
    return rehearsed("expert", *LIBRARY.cast(name, seed), seed).call


def keys(call: Call) -> list[str]:
    return [key for turn in call.turns if turn.speaker is Speaker.CUSTOMER for key in turn.said]


@settings(max_examples=60, deadline=None)
@given(name=names, seed=seeds, course=courses)
def test_nothing_is_said_twice_but_what_may_be(name, seed, course):
    call = new_call(name, seed)
    talk(call, said(call, course))
    for key, times in Counter(keys(call)).items():
        assert times <= MORE_THAN_ONCE.get(key.split(":")[0], 1), key


@pytest.mark.parametrize("name", NAMES)
def test_keys_name_what_the_scenario_holds(name):
    call = played(name, 2)
    held = {
        "fact": [fact.id for fact in call.scenario.facts],
        "objection": [item.id for item in call.scenario.objections],
        "question": [item.id for item in call.scenario.questions],
        "accept": [item.id for item in call.scenario.resolutions],
        "aside": [item.id for item in call.scenario.asides],
        "move": list(Move),
    }
    held |= {"dodge": held["fact"], "short": held["fact"], "bargain": held["accept"]}
    held |= {"again": held["objection"], "settled": held["objection"]}
    for key in keys(call):
        kind, _, name = key.partition(":")
        assert kind == "opening" or kind == "trigger" or name in held[kind], key
    assert "opening" in keys(call)
    assert any(key.startswith("accept:") or key == "move:accept_grudging" for key in keys(call))


def test_the_keys_are_kept_on_file():
    call = played(NAMES[0], 0)
    stored = Transcript.read(call.transcript("c-1").as_json(), "here")
    assert [turn.said for turn in stored.turns] == [turn.said for turn in call.turns]
