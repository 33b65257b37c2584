"""The coach's behaviour, hint by hint, and the laws that hold for every call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from coaching.guidance import Coach, Guidance, Hint, follow_ups, laid_over, shipped
from coaching.guidance.balance import balance
from coaching.guidance.coach import REST
from coaching.guidance.following import FollowUp
from coaching.guidance.occasions import CHECKS
from coaching.guidance.rule import Condition
from coaching.guidance.rulebook import RuleBook
from coaching.guidance.situation import Situation
from grading.learned.corpus import lessons
from grading.result import Verdict
from grading.scorecard import load_scorecard
from grading.stages import plan
from simulator.call import Call
from simulator.content.loading import library
from simulator.transcript import Mood, Speaker, Transcript, Turn
from simulator.voice.measures import Voice
from tests.grading.labelled import call
from tests.grading.test_knowledge import SCENARIO

CARD = load_scorecard("inbound@1")
HINTS = YAML(typ="safe").load(Path(__file__).with_name("hints.yaml").read_text(encoding="utf-8"))
NAMES = [f"{n}-{entry['rule']}" for n, entry in enumerate(HINTS)]
ELSEWHERE = {"wrong-fact", "too-fast"}  # rules that need more than words: they have tests of their own
PERFECT = """
A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
C: 你好，我想把套餐降一档，现在这个用不完。
A: 好的，用不完还按高的交，是有点亏。您是说现在这档流量剩得多，想换个便宜些的，对吗？您报一下手机号。
C: 对，13800002216。
A: 谢谢您。三十九元这一档每月六个G，我现在给您改过去，下个月一号生效，您看行吗？
C: 行啊，那就这么办。
A: 跟您核对一下：换成三十九元六个G，下个月一号生效。还有别的需要吗？
C: 没有了，谢谢你。
A: 感谢您的来电，祝您生活愉快，再见。
C: 再见。
"""
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


def moments(whole: Transcript) -> Iterator[Transcript]:
    """The call as it grows, turn by turn."""
    for count in range(len(whole.turns) + 1):
        yield whole.model_copy(update={"turns": whole.turns[:count]})


def coached(whole: Transcript, book: RuleBook | None = None, **others: object) -> list[Guidance]:
    """What the box shows at every moment of a call."""
    coach = Coach(CARD, book or shipped())
    return [coach.look(so_far, **others) for so_far in moments(whole)]  # type: ignore[arg-type]


def given(shown: Sequence[Guidance]) -> list[Hint]:
    """Each hint once, in the order in which they came."""
    hints = [guidance.hint for guidance in shown if guidance.hint]
    return [hint for n, hint in enumerate(hints) if n == 0 or hint != hints[n - 1]]


def spoken(entry: dict[str, str]) -> Transcript:
    return call(entry["turns"], {"en": "en-GB"}.get(entry.get("language", ""), "zh-CN"))


class Followed(NamedTuple):
    """A call that people invented for the grader, how good they meant it to be, what the coach showed."""

    tier: str
    whole: Transcript
    shown: list[Guidance]


@pytest.fixture(scope="module")
def corpus() -> list[Followed]:
    calls = [lesson.transcript for lesson in lessons() if lesson.gold][::40]
    return [Followed(str((whole.model_extra or {})["tier"]), whole, coached(whole)) for whole in calls]


# ---- hint by hint


@pytest.mark.parametrize("entry", HINTS, ids=NAMES)
def test_the_occasion_gives_its_hint(entry):
    hint = coached(spoken(entry))[-1].hint
    assert (hint.rule if hint else "none") == entry["rule"]


def test_every_rule_has_an_occasion_that_is_tried():
    assert {entry["rule"] for entry in HINTS} - {"none"} == {rule.id for rule in shipped().rules} - ELSEWHERE


def test_a_word_of_feeling_is_quoted_as_the_customer_said_it():
    lines = "A: 您好，星联移动，请问有什么可以帮您？\nC: 你们是不是背地里偷着扣啊？"
    hint = coached(call(lines))[-1].hint
    assert hint is not None
    assert "“偷着”" in hint.title.zh
    assert hint.leads_to is not None
    assert hint.say


def test_words_to_say_come_in_the_language_of_the_call():
    hint = coached(call("A: Hello, how can I help?\nC: This is a scam.", "en-US"))[-1].hint
    assert hint is not None
    assert hint.say.isascii()
    assert "认感受" in hint.title.zh, "the rest in the language of the screen"


def test_a_sentence_to_say_takes_up_what_the_customer_told():
    entry = next(e for e in HINTS if e["rule"] == "restate-first")
    hint = coached(spoken(entry))[-1].hint
    assert hint is not None
    assert "套餐降一档" in hint.say


def test_words_about_the_company_are_not_put_into_the_agents_mouth():
    lines = """
    A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
    C: 我才充了两百块，一看就剩四十一了，你们是不是扣错了啊？
    A: 请问您的手机号是多少？
    C: 二二一六。
    """
    hints = given(coached(call(lines)))
    assert hints
    assert not any("我们是不是" in hint.say for hint in hints)


def test_a_figure_against_the_knowledge_base_is_pointed_out():
    lines = """
    A: 您好，星联通信，我是客服小林，请问有什么可以帮您？
    C: 我流量超了，有没有便宜的包？
    A: 有十五块五个G的加油包。
    C: 十五啊？
    """
    coach = Coach(CARD, shipped(), SCENARIO)
    hint = [coach.look(so_far) for so_far in moments(call(lines))][-1].hint
    assert hint is not None
    assert hint.rule == "wrong-fact"


def test_speaking_much_faster_than_the_customer_is_told_only_where_it_was_measured():
    lines = """
    A: 您好，星联移动，我是客服小林，请问有什么可以帮您？
    C: 你好，我想把套餐降一档。
    A: 好的，您是说用不完想换个便宜些的，对吗？
    C: 对。
    """
    whole = call(lines)
    fast = {
        n: Voice(speech_s=3.0 if turn.speaker is Speaker.AGENT else 6.0) for n, turn in enumerate(whole.turns)
    }
    hint = coached(whole, voices=fast)[-1].hint
    assert hint is not None
    assert hint.rule == "too-fast"
    assert all(shown.hint is None for shown in coached(whole))


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


def test_shares_are_of_time_where_it_was_measured_and_of_words_elsewhere():
    turns = [
        Turn(speaker=Speaker.AGENT, text="您好您好", start=0, end=6),
        Turn(speaker=Speaker.CUSTOMER, text="您好您好", start=6, end=8),
    ]
    timed = balance(turns, {})
    assert (timed.share, timed.measured) == (0.75, True)
    typed = balance([turn.model_copy(update={"start": None, "end": None}) for turn in turns], {})
    assert (typed.share, typed.measured) == (0.5, False)
    assert (typed.agent_rate, typed.customer_rate) == (None, None)
    assert balance([], {}).share is None


def test_a_line_that_is_still_being_spoken_does_not_change_the_measure():
    turns = [
        Turn(speaker=Speaker.AGENT, text="您好", start=0, end=3),
        Turn(speaker=Speaker.CUSTOMER, text="您好", start=3, end=4),
        Turn(speaker=Speaker.AGENT, text="请讲", start=4, end=5),
        Turn(speaker=Speaker.CUSTOMER, text="我的话费怎么一下子少了这么多呢"),
    ]
    assert balance(turns, {}).share == balance(turns[:3], {}).share == 0.8


def test_a_scorecard_without_an_item_has_no_hint_about_it():
    entry = next(e for e in HINTS if e["rule"] == "accepted")
    section = [part for part in CARD.sections if all(item.id != "closing.recap" for item in part.items)]
    card = CARD.model_copy(update={"sections": section})
    coach = Coach(card, shipped())
    last = [coach.look(so_far) for so_far in moments(spoken(entry))][-1]
    assert last.hint is None or last.hint.rule != "accepted"


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


# ---- following


def test_what_became_of_a_hint_is_told_from_the_next_answers():
    start = "A: 您好，星联移动，我是客服小林，请问有什么可以帮您？\nC: 你们是不是背地里偷着扣我的钱？\n"
    good = call(start + "A: 钱不明不白少了一百六，换谁都窝火，我一笔一笔给您对出来。\nC: 嗯。")
    poor = call(start + "A: 手机号。\nC: 二二一六。\nA: 查到了，是流量费。\nC: 哦。")
    hints = given(coached(call(start)))
    assert follow_ups(hints, good, CARD) == [FollowUp.FOLLOWED]
    assert follow_ups(hints, poor, CARD) == [FollowUp.NOT_FOLLOWED]
    assert follow_ups(hints, call(start), CARD) == [FollowUp.TOO_LATE]


def test_a_hint_is_kept_as_plain_data_and_read_again():
    for entry in HINTS:
        for hint in given(coached(spoken(entry))):
            assert Hint.model_validate(hint.model_dump(mode="json", exclude_unset=True)) == hint


# ---- conditions


def test_every_condition_has_its_check():
    assert CHECKS.keys() == Condition.model_fields.keys()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"customer": ["accept"]}, True),
        ({"customer": ["threaten"]}, False),
        ({"customer_not": ["ask", "object"]}, True),
        ({"says": {"zh": ["那就 办|做"]}}, True),
        ({"says": {"en": ["fine"]}}, False),
        ({"agent": ["propose", "act_now"]}, True),
        ({"agent_not": ["refuse"]}, True),
        ({"agent_says": {"zh": ["二十四小时"]}}, True),
        ({"stage": ["greeting"]}, False),
        ({"missing": ["closing.recap"]}, True),
        ({"not_met": ["closing.recap", "matching.feeling"]}, False),
        ({"met": ["greeting.opening", "matching.feeling"]}, True),
        ({"slipped": ["conduct.courtesy"]}, False),
        ({"after_turns": 3}, True),
        ({"after_turns": 4}, False),
        ({"talk_over": 0.5, "talk_under": 0.9}, True),
        ({"long_turns": 1}, False),
        ({"brief": True}, True),
        ({"faster_over": 1.0}, False),
        ({"opinion": False}, True),
        ({"feels": ["relief"]}, False),
    ],
)
def test_a_condition_reads_the_call(condition, expected):
    entry = next(e for e in HINTS if e["rule"] == "accepted")
    now = Situation(spoken(entry), CARD)
    model = Condition.model_validate(condition)
    assert all(CHECKS[name](model, now) for name in model.model_fields_set) is expected


def test_rules_of_ones_own_lie_over_those_that_ship():
    below = shipped()
    cheated = next(rule for rule in below.rules if rule.id == "cheated")
    mine = cheated.model_copy(update={"importance": 1})
    new = cheated.model_copy(update={"id": "my-own"})
    own = RuleBook(off=["threatens"], checklists={"closing": ["closing.thanks"]}, rules=[mine, new])
    book = laid_over(below, own)
    ids = [rule.id for rule in book.rules]
    assert "threatens" not in ids
    assert ids[-1] == "my-own"
    assert len(ids) == len(below.rules)
    assert next(rule for rule in book.rules if rule.id == "cheated").importance == 1
    assert book.checklists == {**below.checklists, "closing": ["closing.thanks"]}


def test_a_coach_without_rules_only_shows_the_figures():
    shown = coached(call(PERFECT), RuleBook())
    assert all(guidance.hint is None and guidance.checklist == () for guidance in shown)
    assert shown[-1].balance.share is not None
