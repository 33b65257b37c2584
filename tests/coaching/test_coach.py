"""What the box shows, when the coach keeps quiet, and the laws that hold for every call."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest

from coaching.guidance import Coach, Guidance, follow_ups, shipped
from coaching.guidance.coach import REST
from coaching.guidance.following import FollowUp
from coaching.guidance.rulebook import RuleBook
from grading.learned.corpus import lessons
from grading.result import Verdict
from grading.stages import plan
from simulator.call import Call
from simulator.content.loading import library
from simulator.transcript import Mood, Speaker, Transcript, Turn
from tests.coaching.coached import CARD, PERFECT, coached, given, moments
from tests.grading.labelled import call

CALM = """
A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
C: 你好，我想问一下你们营业厅周末几点开门。
A: 您是想周末过来办业务，想知道几点开门，对吗？您说的是哪一家营业厅？
C: 对，中山路那家。
A: 中山路营业厅周末九点开门，六点关门。这样可以吗？还有别的需要吗？
C: 没有了，谢谢。
A: 感谢您的来电，祝您生活愉快，再见。
C: 再见。
"""


class Followed(NamedTuple):
    """A call that people invented for the grader, how good they meant it to be, what the coach showed."""

    tier: str
    whole: Transcript
    shown: list[Guidance]


@pytest.fixture(scope="module")
def corpus() -> list[Followed]:
    calls = [lesson.transcript for lesson in lessons() if lesson.gold][::40]
    return [Followed(str((whole.model_extra or {})["tier"]), whole, coached(whole)) for whole in calls]


# ---- the box


def test_the_checklist_is_that_of_the_stage_and_tells_what_is_missing():
    before = coached(call("A: 您好，星联移动，请问有什么可以帮您？"))
    assert before[0].stage.id == "greeting"
    assert {step.verdict for step in before[0].checklist} == {Verdict.MISSED}
    now = {step.item: step.verdict for step in before[1].checklist}
    assert now == {
        "greeting.opening": Verdict.MET,
        "greeting.offer": Verdict.MET,
        "greeting.identity": Verdict.MISSED,
    }


def test_the_stage_moves_on_with_the_call():
    stages = [shown.stage.id for shown in coached(call(PERFECT))]
    order = [stage.id for stage in plan().stages]
    assert stages[0] == "greeting"
    assert {"confirming", "closing"} & set(stages)
    assert order.index(stages[-1]) > order.index(stages[2])


# ---- quiet


def test_a_calm_call_done_perfectly_has_no_hint():
    assert given(coached(call(CALM))) == []


def test_in_a_perfect_call_the_only_hint_looks_ahead_and_is_followed():
    whole = call(PERFECT)
    hints = given(coached(whole))
    assert [hint.rule for hint in hints] == ["accepted"]
    assert follow_ups(hints, whole, CARD) == [FollowUp.FOLLOWED]


def test_a_hint_about_a_line_passes_with_the_answer():
    lines = "A: 您好，星联移动，请问有什么可以帮您？\nC: 我担心这钱要不回来。\nA: 好的。\nC: 嗯。"
    shown = [guidance.hint.rule if guidance.hint else None for guidance in coached(call(lines))]
    assert shown == [None, None, "worried", None, None]


def test_a_hint_about_the_call_stays_until_it_is_followed():
    lines = """
    A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
    C: 我想把套餐降一档，现在这个用不完。
    A: 好的，请问您的手机号和姓名？
    C: 13800002216，王建国。
    A: 王先生，麻烦再报一下身份证后四位。
    C: 0019。
    A: 谢谢。您是说现在这档用不完，想换个便宜些的，对吗？
    C: 对。
    """
    shown = [guidance.hint.rule if guidance.hint else None for guidance in coached(call(lines))]
    assert shown == [None, None, None, None, "restate-first", "restate-first", "restate-first", None, None]


def test_a_more_important_hint_takes_the_place():
    lines = """
    A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
    C: 我想把套餐降一档，现在这个用不完。
    A: 好的，请问您的手机号和姓名？
    C: 13800002216，王建国。
    A: 麻烦再报一下身份证后四位。
    C: 问来问去的，再这样我就去投诉你们！
    """
    assert [hint.rule for hint in given(coached(call(lines)))] == ["restate-first", "threatens"]


# ---- laws


def test_the_same_call_gives_the_same_hints_and_looking_twice_gives_no_other(corpus):
    for _, whole, shown in corpus[::3]:
        again = Coach(CARD, shipped())
        twice = [(again.look(so_far), again.look(so_far)) for so_far in moments(whole)]
        assert all(first == second for first, second in twice)
        assert [first for first, _ in twice] == shown


def test_one_hint_at_a_time_never_the_same_twice_in_a_row_and_with_a_rest(corpus):
    for _, whole, shown in corpus:
        hints = given(shown)
        for before, after in pairwise(hints):
            assert before.rule != after.rule
            assert after.importance > before.importance or after.turn - before.turn > REST
        for guidance, so_far in zip(shown, moments(whole), strict=True):
            if guidance.hint and guidance.hint.turn == len(so_far.turns) - 1:
                assert so_far.turns[-1].speaker is Speaker.CUSTOMER, "hints are for what is said next"


def test_a_hint_is_one_rules_and_speaks_of_its_theme_alone(corpus):
    rules = {rule.id: rule for rule in shipped().rules}
    for _, _, shown in corpus:
        for hint in given(shown):
            assert hint.theme is rules[hint.rule].theme
            assert "{" not in hint.title.zh + hint.title.en + hint.say, "every slot is filled"


def test_good_calls_are_left_alone_more_than_poor_ones(corpus):
    shares: dict[str, list[float]] = {}
    for tier, whole, shown in corpus:
        turns = sum(turn.speaker is Speaker.AGENT for turn in whole.turns)
        shares.setdefault(tier, []).append(len(given(shown)) / turns)
    mean = {tier: sum(found) / len(found) for tier, found in shares.items()}
    assert mean["excellent"] < mean["poor"]
    assert mean["excellent"] < 1 / 3, "not every turn has one"


def test_the_customers_hidden_mood_changes_nothing():
    scenario = library().scenario("telecom/data-overage")
    held = Call(scenario, library().persona(scenario.persona), seed=3)
    held.pick_up()
    for line in (
        "您好，星联移动，我是客服小林。",
        "请您报一下手机号。",
        "规定就是这样，没办法。",
        "您还有事吗？",
    ):
        held.hear(line)
    seen = held.transcript("c")
    furious = {
        "state": Mood(anger=1, anxiety=1, confusion=1, trust=0, patience=0),
        "why": ("x",),
        "act": "threaten",
    }
    other = [t.model_copy(update=furious) if t.speaker is Speaker.CUSTOMER else t for t in seen.turns]
    assert coached(seen) == coached(seen.model_copy(update={"turns": tuple(other)}))


def test_a_call_that_is_taken_up_again_goes_on_with_the_same_hints(corpus):
    for number, (_, whole, straight) in enumerate(corpus):
        cut = 1 + number % (len(whole.turns) - 2)
        coach = Coach(CARD, shipped(), given=given(straight[: cut + 1]))
        rest = [coach.look(so_far) for so_far in list(moments(whole))[cut:]]
        new = [hint for hint in given(rest) if hint.turn >= cut]
        assert new == [hint for hint in given(straight) if hint.turn >= cut]


def test_no_text_breaks_the_coach():
    for text in ("", "？？？", "a" * 9000, "{word}", "<b>", "\u200b", "我 " * 500):
        turns = (Turn(speaker=Speaker.AGENT, text=text), Turn(speaker=Speaker.CUSTOMER, text=text))
        for language in ("zh-CN", "en-US"):
            coached(Transcript(call_id="x", language=language, turns=turns))


def test_a_coach_without_rules_only_shows_the_figures():
    shown = coached(call(PERFECT), RuleBook())
    assert all(guidance.hint is None and guidance.checklist == () for guidance in shown)
    assert shown[-1].balance.share is not None
