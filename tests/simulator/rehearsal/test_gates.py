"""Each gate can fail: a scenario is spoilt on purpose, and the gate names what is wrong with it."""

from __future__ import annotations

import pytest

from simulator.content.wording import Band, Move
from simulator.rehearsal.gates import gates
from simulator.rehearsal.records import CallRecord, Finding, Trial
from simulator.rehearsal.rehearsal import rehearse
from simulator.transcript import EndReason, Mood

NAME = "telecom/data-overage"


@pytest.fixture
def sound(shipped):
    """The scenario as it stands, without other callers or twists."""
    return shipped.scenario(NAME).model_copy(update={"segments": [], "twists": []})


@pytest.fixture
def gate_of(shipped):
    """The gates of a rehearsal of this scenario, by name."""

    def run(scenario, bots, runs=3):
        report = rehearse([scenario], shipped.personas, bots, runs)
        return {gate.id: gate for gate in report.scenarios[0].gates}

    return run


def changed(items, name, **update):
    return [item.model_copy(update=update) if item.id == name else item for item in items]


def saying(scenario, fact, line):
    """The scenario with this fact told in these words."""
    return scenario.model_copy(update={"facts": changed(scenario.facts, fact, lines={Band.ANY: [line]})})


def test_a_sound_scenario_passes(gate_of, sound):
    found = gate_of(sound, ["expert", "rude"], 4)
    assert [gate.id for gate in found.values() if not gate.passed and gate.id != "directions"] == []
    assert found["solvable"].value == 1


def test_an_offer_that_nothing_fits_is_named(gate_of, sound):
    ways = [way.model_copy(update={"offered_by": ["紫禁城 飞碟"]}) for way in sound.resolutions]
    gate = gate_of(sound.model_copy(update={"resolutions": ways}), ["expert"])["solvable"]
    assert not gate.passed
    assert gate.value == 0
    assert "first-overage" in gate.example.what or "客户走了" in gate.example.what
    assert gate.example.seed == 0


def test_a_customer_whom_anybody_pleases_is_too_nice(gate_of, sound):
    mood = Mood(anger=0.0, anxiety=0.0, confusion=0.0, trust=1.0, patience=1.0)
    best = sound.resolutions[0].model_copy(update={"offered_by": ["您"], "timed_by": [], "bargain": []})
    easy = {"state": mood, "resolutions": [best], "objections": [], "questions": [], "triggers": []}
    gate = gate_of(sound.model_copy(update=easy), ["novice"], 5)["too_nice"]
    assert not gate.passed
    assert gate.example.bot == "novice"


def test_a_fact_told_unasked_is_a_leak(gate_of, sound):
    opening = ["喂，店里宽带坏了，开了十来天热点，你们怎么扣我一百六？"]
    gate = gate_of(sound.model_copy(update={"opening": opening}), ["expert"])["leaks"]
    assert gate.value > 0
    assert "hotspot" in gate.example.what
    assert gate.example.text == opening[0]


def test_a_figure_that_nobody_knows_contradicts_the_case(gate_of, sound):
    spoilt = saying(sound, "bill", "平时七十七块，这个月一下子四百四十四块！")
    gate = gate_of(spoilt, ["expert"])["contradictions"]
    assert not gate.passed
    assert "七十七" in gate.example.what


def test_round_and_vague_figures_contradict_nothing(gate_of, sound):
    line = "平时五十九，这个月一百六，多出来一百来块呢。"
    assert gate_of(saying(sound, "bill", line), ["expert"])["contradictions"].passed


def test_a_customer_who_plays_the_agent_is_heard(gate_of, sound):
    gate = gate_of(saying(sound, "bill", "感谢您的来电，请问有什么可以帮您？"), ["expert"])["inversions"]
    assert not gate.passed


def test_two_goodbyes_are_one_too_many(gate_of, sound):
    parting = saying(saying(sound, "name", "王建国，行，再见。"), "bill", "多扣了一百，再见。")
    gate = gate_of(parting, ["expert"])["goodbyes"]
    assert not gate.passed


def test_kind_words_that_enrage_go_the_wrong_way(gate_of, sound):
    nerve = sound.triggers[0].model_copy(
        update={"cues": ["着急|难受|窝火|上火|糟心|好受|坐不住|痛快|窝心"], "anger": 0.5, "trust": -0.5}
    )
    gate = gate_of(sound.model_copy(update={"triggers": [nerve]}), ["expert"])["directions"]
    assert not gate.passed


def record(bot="expert", ended=EndReason.SATISFIED, **changes):
    fields = {
        "scenario": NAME, "bot": bot, "seed": 0, "level": 3, "segment": None, "twist": None, "ended": ended,
        "agent_turns": 10, "customer_turns": 10, "resisting": 2, "repeated": 0, "moods": (Mood(),),
    }  # fmt: skip
    return CallRecord(**{**fields, **changes})


def one(records, name):
    return next(gate for gate in gates(records, "zh-CN") if gate.id == name)


@pytest.mark.parametrize(("resisting", "passed"), [(1, False), (2, True), (3, True), (4, False)])
def test_tough_customers_push_back_neither_too_little_nor_too_much(resisting, passed):
    assert one([record(resisting=resisting)], "resistance").passed is passed


def test_resistance_is_no_matter_in_easier_calls():
    assert "resistance" not in {gate.id for gate in gates([record(level=2)], "zh-CN")}


def test_rudeness_must_drive_customers_away():
    gate = one([record("rude", EndReason.ACCEPTED), record("rude", EndReason.ACCEPTED)], "leaves")
    assert not gate.passed


def test_a_solution_after_endless_turns_is_none():
    gate = one([record(agent_turns=25)], "solvable")
    assert not gate.passed
    assert "25" in gate.example.what


def test_repeats_and_wrong_comparisons_are_counted():
    wrong = Finding(kind="monotone", turn=4, text="好的", what="反而更差")
    tried = (Trial(kind="swap", name="feel", finding=wrong), Trial(kind="swap", name="feel"))
    records = [record("average", repeated=1, trials=tried)]
    assert one(records, "monotone").value == 0.5
    assert one(records, "monotone").example.what == "反而更差"
    assert not one(records, "repeats").passed


def test_not_to_know_gives_nothing_away(gate_of, sound):
    """A fact whose short form is what anybody says who does not know."""
    facts = changed(
        sound.facts, "camera", short="这个我不清楚", lines={Band.ANY: ["这个我不清楚，你看记录。"]}
    )
    lines = {**sound.lines, Move.ANSWER_UNKNOWN: {Band.ANY: ["这个我不清楚，平时不是我管。"]}}
    spoilt = sound.model_copy(update={"facts": facts, "lines": lines})
    assert gate_of(spoilt, ["novice"], 4)["leaks"].passed
