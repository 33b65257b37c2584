"""One scenario, many calls: the same seed and level give the same, others differ within bounds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.loading import load_library
from simulator.content.parts import Fact
from simulator.content.scenario import Scenario, Variation
from simulator.content.varying import laid_over, shuffled, vary

PLAIN = load_library().scenario("telecom/data-overage")
YOUTH = Variation(id="youth", name="大学生", about="不懂套外", persona="college-student", opening=["喂？"])
TWIST = Variation(
    id="child",
    name="孩子用的",
    about="流量是孩子用的",
    facts=[Fact(id="hotspot", asks=["热点"], lines=["孩子拿去看动画片了。"], short="孩子用的")],
)
RICH = PLAIN.model_copy(update={"segments": [YOUTH], "twists": [TWIST]})


@given(seed=st.integers(0, 10_000), level=st.sampled_from([1, 2, 3]))
def test_the_same_seed_and_level_give_the_same_call(seed: int, level: int):
    assert vary(RICH, seed, level) == vary(RICH, seed, level)


@given(seed=st.integers(0, 10_000), level=st.sampled_from([1, 2, 3]))
def test_a_varied_scenario_is_varied_once(seed: int, level: int):
    once = vary(RICH, seed, level)
    assert vary(once, seed + 1, 1) is once


def test_seeds_differ_in_caller_twist_and_order():
    calls = [vary(RICH, seed, 2) for seed in range(40)]
    assert {call.variant.segment for call in calls} == {None, "youth"}
    assert {call.variant.twist for call in calls} == {None, "child"}
    assert len({tuple(fact.id for fact in call.facts) for call in calls}) > 1


@pytest.mark.parametrize(("level", "twists"), [(1, {None}), (3, {"child"})])
def test_a_level_decides_whether_something_is_hidden(level: int, twists: set[str | None]):
    assert {vary(RICH, seed, level).variant.twist for seed in range(20)} == twists


def test_a_warm_up_is_easier_than_a_tough_call():
    easy, tough = (vary(PLAIN, 3, level) for level in (1, 3))
    assert easy.state.anger < tough.state.anger
    assert easy.state.patience > tough.state.patience
    assert "pressed" not in {fact.disclose for fact in easy.facts}
    assert len(easy.objections) < len(tough.objections)


def test_a_variation_replaces_by_id_and_adds():
    played = laid_over(laid_over(RICH, YOUTH), TWIST)
    assert (played.persona, played.opening) == ("college-student", ["喂？"])
    assert [fact.id for fact in played.facts] == [fact.id for fact in PLAIN.facts]
    assert next(fact for fact in played.facts if fact.id == "hotspot").short == "孩子用的"


facts = st.lists(st.integers(0, 5), unique=True, min_size=1).map(
    lambda numbers: [
        Fact(
            id=f"f{n}",
            disclose="volunteered",
            after=[f"f{m}" for m in numbers[:place]][-1:],
            lines=["嗯。"],
            short="嗯",
        )
        for place, n in enumerate(numbers)
    ]
)


@settings(max_examples=50)
@given(story=facts, seed=st.integers())
def test_a_story_keeps_to_what_must_come_first(story: list[Fact], seed: int):
    told = [fact.id for fact in shuffled(story, random.Random(seed))]
    assert sorted(told) == sorted(fact.id for fact in story)
    for fact in story:
        assert all(told.index(earlier) < told.index(fact.id) for earlier in fact.after)


def test_scenarios_without_variations_keep_who_calls():
    assert isinstance(vary(PLAIN, 1), Scenario)
    assert vary(PLAIN, 1).persona == PLAIN.persona


def test_a_twist_comes_only_with_the_people_it_goes_with():
    own = TWIST.model_copy(update={"id": "own", "goes_with": ["base"]})
    theirs = TWIST.model_copy(update={"id": "theirs", "goes_with": ["youth"]})
    rich = RICH.model_copy(update={"twists": [own, theirs]})
    pairs = {(call.variant.segment, call.variant.twist) for call in (vary(rich, s, 3) for s in range(40))}
    assert pairs == {(None, "own"), ("youth", "theirs")}
