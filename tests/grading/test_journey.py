"""The mood course: from a simulated customer's state, or from a human one's words."""

from __future__ import annotations

from grading.journey import journey
from grading.timing import timing
from simulator.transcript import Mood, Speaker, Transcript, Turn
from tests.grading.labelled import call


def simulated(*anger: float) -> Transcript:
    turns: list[Turn] = []
    for value in anger:
        turns.append(Turn(speaker=Speaker.AGENT, text="嗯。"))
        turns.append(Turn(speaker=Speaker.CUSTOMER, text="哦。", state=Mood(anger=value), why=("被打断",)))
    return Transcript(call_id="x", language="zh", turns=tuple(turns))


def test_a_simulated_customer_carries_its_own_mood():
    course = journey(simulated(0.3, 0.9, 0.4))
    assert [point.anger for point in course.points] == [0.3, 0.9, 0.4]
    assert course.peak is not None
    assert course.peak.turn == 3
    assert course.peak_end == 0.65


def test_moves_name_the_agent_turn_that_came_before_and_the_reason():
    moves = journey(simulated(0.3, 0.9, 0.88)).moves
    assert [(move.turn, move.after) for move in moves] == [(3, 2)]
    assert moves[0].change > 0
    assert moves[0].why == ("被打断",)


def test_a_human_customers_mood_is_read_from_the_words_and_fades():
    course = journey(
        call("A: 您好\nC: 气死我了，你们这群骗子！\nA: 查到了\nC: 哦，是这样。\nA: 好的\nC: 行。")
    )
    levels = [point.distress for point in course.points]
    assert levels[0] > 0.5
    assert levels[-1] < levels[0]


def test_thanks_ease_and_displeasure_weighs_without_a_word_of_feeling():
    def end(last: str) -> float:
        course = journey(call(f"A: 您好\nC: 我想问一下我的快递到哪了\nA: 明天送到\nC: {last}"))
        assert course.end is not None
        return course.end.distress

    thanked, answered, objected = end("好的，谢谢。"), end("是那个蓝色的。"), end("不行，我不同意。")
    assert thanked < answered < objected


def test_an_ease_that_was_reached_does_not_last_for_ever():
    course = journey(call("A: 您好\nC: 好的，谢谢。\nA: 那您要什么颜色\nC: 蓝色。"))
    first, second = [point.distress for point in course.points]
    assert first < second <= 0.2


def test_a_call_without_a_customer_has_no_course():
    course = journey(call("A: 您好"))
    assert course.points == ()
    assert course.peak_end is None


def test_measures_come_from_the_times_and_the_share_of_words_without_them():
    turns = (
        Turn(speaker=Speaker.AGENT, text="您好江南燃气", start=0, end=3),
        Turn(speaker=Speaker.CUSTOMER, text="我家没气了", start=9, end=12),
        Turn(speaker=Speaker.AGENT, text="我查一下", start=10, end=13),
    )
    timed = timing(Transcript(call_id="x", language="zh", turns=turns))
    assert timed["dead_airs"] == 1
    assert timed["dead_air_s"] == 6
    assert timed["overtalk_s"] == 2
    assert timed["talk_share_agent"] == 0.667
    untimed = timing(call("A: 您好您好\nC: 没气"))
    assert untimed["talk_share_agent"] == 0.667
    assert untimed["dead_air_s"] is None
