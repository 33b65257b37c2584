"""Laws that hold for every scenario, seed and course of a call."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.customer.wording import NEAREST, house_lines
from simulator.customer.wording.address import civil
from simulator.transcript import Speaker, is_chinese

LIBRARY = load_library()
NAMES = sorted(LIBRARY.scenarios)
KIND = YAML(typ="safe").load(Path(__file__).with_name("said.yaml").read_text(encoding="utf-8"))
courses = st.lists(st.tuples(st.sampled_from(sorted(KIND["zh"])), st.integers(0, 9)), max_size=12)
names = st.sampled_from(NAMES)
seeds = st.integers(0, 60)


def new_call(name: str, seed: int) -> Call:
    scenario = LIBRARY.scenarios[name]
    call = Call(scenario, LIBRARY.personas[scenario.persona], seed)
    call.pick_up(1)
    return call


def said(call: Call, course: list[tuple[str, int]]) -> list[str]:
    table = KIND["zh" if is_chinese(call.scenario.language) else "en"]
    return [table[kind][index % len(table[kind])] for kind, index in course]


def talk(call: Call, lines: list[str]) -> list[float]:
    """Talk until the end; the anger after each turn."""
    anger = []
    for line in lines:
        if call.ended:
            break
        reply = call.hear(line) if line else call.silence()
        anger.append(reply.state.anger)
    return anger


@settings(max_examples=60, deadline=None)
@given(name=names, seed=seeds, course=courses)
def test_the_mood_stays_in_bounds_and_every_reply_says_something(name, seed, course):
    call = new_call(name, seed)
    talk(call, said(call, course))
    for turn in call.turns:
        if turn.speaker is Speaker.CUSTOMER:
            assert turn.text.strip()
            assert all(0 <= part <= 1 for part in turn.state.model_dump().values())


@settings(max_examples=40, deadline=None)
@given(name=names, seed=seeds, course=courses)
def test_same_seed_same_call(name, seed, course):
    first, second = new_call(name, seed), new_call(name, seed)
    talk(first, said(first, course))
    talk(second, said(second, course))
    assert first.turns == second.turns
    assert first.ended == second.ended


@settings(max_examples=80, deadline=None)
@given(
    name=names,
    seed=seeds,
    before=courses,
    bad=st.sampled_from(["rude", "blaming", "stuffed"]),
    good=st.sampled_from(["empathic", "neutral"]),
    index=st.integers(0, 9),
)
def test_kindness_in_place_of_rudeness_is_never_worse(name, seed, before, bad, good, index):
    worse, better = new_call(name, seed), new_call(name, seed)
    anger_worse = talk(worse, said(worse, [("neutral", 0), *before, (bad, index)]))
    anger_better = talk(better, said(better, [("neutral", 0), *before, (good, index)]))
    assert anger_better[-1] <= anger_worse[-1]


@settings(max_examples=60, deadline=None)
@given(name=names, seed=seeds, course=courses)
def test_what_waits_for_a_question_is_not_told_before_it(name, seed, course):
    call = new_call(name, seed)
    facts = {fact.id: fact for fact in call.scenario.facts}
    for line in said(call, course):
        if call.ended:
            break
        call.hear(line) if line else call.silence()
        memory = call.customer.memory
        needed = {"volunteered": 0, "asked": 1, "pressed": 2}
        for told in memory.told:
            assert memory.asked[told] >= needed[facts[told].disclose], told


@settings(max_examples=60, deadline=None)
@given(name=names, seed=seeds, course=courses)
def test_goodbye_is_said_once_and_last(name, seed, course):
    call = new_call(name, seed)
    talk(call, said(call, [*course, ("bye", 0), ("bye", 0), ("bye", 0)]))
    assert call.ended is not None, "three goodbyes end any call"
    moves = [turn.act for turn in call.turns if turn.speaker is Speaker.CUSTOMER]
    assert "farewell" not in moves[:-1]
    assert call.turns[-1].speaker is Speaker.CUSTOMER


@settings(max_examples=40, deadline=None)
@given(name=names, seed=seeds, course=courses)
def test_no_line_comes_back_while_another_fits(name, seed, course):
    call = new_call(name, seed)
    talk(call, said(call, course))
    used = call.customer.memory.used_lines
    house = civil(house_lines(is_chinese(call.scenario.language)), call.persona)
    for move in house:
        tables = [t[move] for t in (call.scenario.lines, call.persona.lines, house) if move in t]
        bands = [
            [line for t in tables for line in next((t[n] for n in near if t.get(n)), [])]
            for near in NEAREST.values()
        ]
        for line in {line for band in bands for line in band if used[line] > 1}:
            holding = [band for band in bands if line in band]
            assert any(all(used[other] for other in band) for band in holding), (move, line)


@pytest.mark.parametrize("name", NAMES)
def test_silence_and_nonsense_end_every_call(name):
    for kind in ("odd", "rude"):
        call = new_call(name, 3)
        talk(call, said(call, [("neutral", 0), *((kind, index) for index in range(24))]))
        assert call.ended is not None
