"""The nine stages: laws on any call, and how far they agree with stages labelled by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.grader import grade
from grading.journey import journey
from grading.reading import Reading
from grading.scorecard import load_scorecard
from grading.spans import Spans, spans
from grading.stages import Part, parts_of, plan
from simulator.transcript import Mood, Speaker, Transcript, Turn
from tests.grading.labelled import call
from tests.grading.staged import agreement, of_corpus, own
from tests.grading.test_laws import words

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
AGREED = 0.85  # share of turns, in short calls
AGREED_IN_HARD_CALLS = 0.7  # rude, mocking or rambling, half of them without punctuation

some_turns = st.lists(
    st.tuples(st.sampled_from(Speaker), words, st.floats(0, 20), st.floats(0, 10)), min_size=1, max_size=10
)


def timed(pieces: list[tuple[Speaker, str, float, float]]) -> Transcript:
    """Turns one after the other: who, words, seconds of speech, silence after them."""
    turns, now = [], 0.0
    for speaker, text, length, silence in pieces:
        turns.append(Turn(speaker=speaker, text=text, start=now, end=now + length))
        now += length + silence
    return Transcript(call_id="t", language="zh-CN", turns=tuple(turns))


def parts(transcript: Transcript) -> tuple[Part, ...]:
    return parts_of(Reading(transcript), journey(transcript))


def measured(transcript: Transcript) -> Spans:
    return spans(transcript, plan().pace.slow, plan().pace.usual, plan().pace.fast)


@pytest.mark.parametrize("name", ["tuned", "held_out"])
def test_most_turns_get_the_stage_that_a_person_gave_them(name):
    agreed, turns = agreement(own(name))
    assert agreed / turns >= AGREED
    agreed, turns = agreement(of_corpus(name))
    assert agreed / turns >= AGREED_IN_HARD_CALLS


def test_there_are_nine_stages_named_in_both_languages():
    assert len(plan().stages) == 9
    assert all(stage.title.zh and stage.title.en for stage in plan().stages)


def test_every_weight_speaks_for_a_stage_that_exists():
    weights = [*plan().signs.values(), *(w for side in plan().acts.values() for w in side.values())]
    assert {stage for weight in weights for stage in weight} <= set(plan().order)


@FEW
@given(some_turns)
def test_every_turn_has_exactly_one_stage(pieces):
    found = parts(timed(pieces))
    assert sorted(turn for part in found for turn in part.turns) == list(range(len(pieces)))


@FEW
@given(some_turns)
def test_the_stages_add_up_to_the_call(pieces):
    transcript = timed(pieces)
    length = transcript.turns[-1].end
    found = parts(transcript)
    assert sum(part.seconds for part in found) == pytest.approx(length, abs=0.01 * len(found))
    if length > 0.01:
        assert sum(part.share for part in found) == pytest.approx(1.0, abs=0.001)
    assert not any(part.estimated for part in found)


@FEW
@given(some_turns, st.integers(0, 8), st.floats(1, 60))
def test_silence_is_added_to_one_stage(pieces, place, silence):
    place = min(place, len(pieces) - 1)
    longer = [(*p[:3], p[3] + silence) if i == place else p for i, p in enumerate(pieces)]
    before = {part.stage.id: part.seconds for part in parts(timed(pieces))}
    after = {part.stage.id: part.seconds for part in parts(timed(longer))}
    grown = {name: after[name] - seconds for name, seconds in before.items() if after[name] - seconds > 0.1}
    if place == len(pieces) - 1:  # after the last word the call is over
        assert grown == {}
    else:
        assert list(grown.values()) == [pytest.approx(silence, abs=0.05)]
        assert place in next(p.turns for p in parts(timed(pieces)) if p.stage.id in grown)


def test_a_call_without_turns_has_no_stages():
    assert parts(Transcript(call_id="t", language="zh", turns=())) == ()


@pytest.mark.parametrize("lines", ["A: 您好，联讯宽带", "C: 喂？", "C: \nC: ", "A: …"])
def test_one_sided_and_wordless_calls_give_a_result(lines):
    assert sum(len(part.turns) for part in parts(call(lines))) == lines.count("\n") + 1


def test_without_times_the_seconds_are_an_estimate_with_its_band():
    found = parts(
        call("A: 您好，联讯宽带，请问有什么可以帮您？\nC: 我家宽带三天上不了网了。\nA: 我查一下，请稍等。")
    )
    for part in found:
        assert part.estimated
        assert part.band[0] < part.seconds < part.band[1]


def test_a_turn_without_times_shares_the_gap_that_its_neighbours_leave():
    turns = (
        Turn(speaker=Speaker.AGENT, text="您好", start=0, end=2),
        Turn(speaker=Speaker.CUSTOMER, text="我家没气了"),
        Turn(speaker=Speaker.AGENT, text="我查一下", start=9, end=12),
    )
    found = measured(Transcript(call_id="t", language="zh", turns=turns))
    assert found.estimated == (True, True, False)
    assert found.seconds[0] + found.seconds[1] == pytest.approx(9)
    assert found.total == 12


@pytest.mark.parametrize("times", [(9e9, 9e9 + 1), (7.0, 3.0), (7.0, None)])
def test_times_that_cannot_be_are_as_none(times):
    turns = [
        Turn(speaker=Speaker.AGENT, text="您好", start=0, end=2),
        Turn(speaker=Speaker.CUSTOMER, text="我家没气了"),
        Turn(speaker=Speaker.AGENT, text="我查一下", start=9, end=12),
    ]
    without = measured(Transcript(call_id="t", language="zh", turns=tuple(turns)))
    turns[1] = turns[1].model_copy(update={"start": times[0], "end": times[1]})
    assert measured(Transcript(call_id="t", language="zh", turns=tuple(turns))) == without


def test_times_that_run_backwards_never_give_negative_seconds():
    turns = tuple(
        Turn(speaker=Speaker.AGENT, text="您好", start=start, end=start + 1) for start in (5.0, 2.0, 8.0)
    )
    found = measured(Transcript(call_id="t", language="zh", turns=turns))
    assert min(found.seconds) >= 0
    assert found.total == 9


def test_the_peak_lies_in_the_stage_of_the_worst_moment():
    turns = [
        Turn(speaker=Speaker.AGENT, text="您好，联讯宽带，有什么可以帮您？"),
        Turn(speaker=Speaker.CUSTOMER, text="我家宽带三天上不了网了。", state=Mood(anger=0.4)),
        Turn(speaker=Speaker.AGENT, text="请报一下宽带账号。"),
        Turn(speaker=Speaker.CUSTOMER, text="又要报，05771234567。", state=Mood(anger=0.9)),
        Turn(speaker=Speaker.AGENT, text="谢谢您的来电，再见。"),
        Turn(speaker=Speaker.CUSTOMER, text="再见。", state=Mood(anger=0.3)),
    ]
    found = parts(Transcript(call_id="t", language="zh", turns=tuple(turns)))
    worst = [part for part in found if part.peak]
    assert [part.stage.id for part in worst] == ["identity"]
    assert worst[0].distress == 0.9
    assert next(part for part in found if part.stage.id == "greeting").distress is None


def test_the_same_call_gives_the_same_stages():
    transcript = call("A: 您好\nC: 我要退钱\nA: 请报订单号\nC: 8891\nA: 已经退了\nC: 谢谢")
    assert parts(transcript) == parts(transcript)


def test_a_graded_call_carries_its_course_as_measures():
    measures = grade(
        call("A: 您好，联讯宽带\nC: 骗子，急死我了！\nA: 再见"), load_scorecard("inbound@1")
    ).measures
    stages = [measures[f"stage_{stage.id}"] or 0.0 for stage in plan().stages]
    assert sum(stages) == pytest.approx(1, abs=0.01)
    assert (measures["peak_end"] or 0.0) > 0.4


def test_a_call_in_which_nobody_speaks_has_no_course_to_measure():
    silent = Transcript(call_id="t", language="zh", turns=())
    measures = grade(silent, load_scorecard("inbound@1")).measures
    assert measures["peak_end"] is None
    assert {measures[f"stage_{stage.id}"] for stage in plan().stages} == {None}
