"""One scenario, many calls: the same seed and level give the same, others differ within bounds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.briefing import Handover
from simulator.content.loading import load_library
from simulator.content.parts import Fact, Trigger
from simulator.content.scenario import Scenario, Variation
from simulator.content.surroundings import Surroundings
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


def test_other_callers_may_be_elsewhere():
    street, quiet = Surroundings(background="street"), Surroundings()
    in_the_street = PLAIN.model_copy(update={"sound": street})
    assert laid_over(in_the_street, YOUTH).sound == street
    assert laid_over(in_the_street, YOUTH.model_copy(update={"sound": quiet})).sound == quiet


def test_a_scenario_that_says_nothing_of_it_is_heard_on_a_quiet_telephone():
    silent = PLAIN.model_dump(mode="json", exclude={"sound"})
    assert Scenario.model_validate(silent).sound == Surroundings(band="telephone", background="none")


def test_a_segment_brings_what_the_agent_reads_before_the_call():
    youth = YOUTH.model_copy(
        update={"title": "流量跑光", "summary": "大学生不懂套外。", "handover": Handover(note="VCA：急。")}
    )
    played = laid_over(PLAIN, youth)
    assert (played.title, played.summary) == ("流量跑光", "大学生不懂套外。")
    assert played.briefing.handover == Handover(note="VCA：急。")
    assert played.briefing.card == PLAIN.briefing.card
    assert laid_over(PLAIN, TWIST).title == PLAIN.title


def test_a_trigger_is_replaced_by_its_id_and_added_without_one():
    own = [Trigger(id="own", cues=["甲乙"], why="自己的"), Trigger(cues=["丙丁"], why="没名字")]
    over = [Trigger(cues=["戊己"], why="新的"), Trigger(id="own", cues=["庚辛"], why="换掉的")]
    base = PLAIN.model_copy(update={"triggers": own})
    played = laid_over(base, YOUTH.model_copy(update={"triggers": over}))
    assert [trigger.why for trigger in played.triggers] == ["换掉的", "没名字", "新的"]


def test_a_social_segment_that_ships_has_its_own_post_note_and_triggers():
    scenario = load_library().scenario("ecommerce/public-complaint")
    father = next(segment for segment in scenario.segments if segment.id == "father")
    played = laid_over(scenario, father)
    assert played.title != scenario.title
    assert played.briefing.post.likes == 2391
    assert "她" not in played.briefing.handover.mistake
    assert [t.id for t in played.triggers if t.id] == ["dear", "take-down"]
    assert len(played.triggers) == len(scenario.triggers) + 1


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
