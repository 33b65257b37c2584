"""Every rule that ships, by an occasion for it, and what its hint says."""

from __future__ import annotations

import pytest

from coaching.guidance import Coach, Hint, shipped
from simulator.transcript import Speaker
from simulator.voice.measures import Voice
from tests.coaching.coached import CARD, HINTS, coached, given, moments, spoken
from tests.grading.labelled import call
from tests.grading.test_knowledge import SCENARIO

NAMES = [f"{n}-{entry['rule']}" for n, entry in enumerate(HINTS)]
ELSEWHERE = {"wrong-fact", "too-fast"}  # rules that need more than words: they have tests of their own


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


def test_a_scorecard_without_an_item_has_no_hint_about_it():
    entry = next(e for e in HINTS if e["rule"] == "accepted")
    section = [part for part in CARD.sections if all(item.id != "closing.recap" for item in part.items)]
    card = CARD.model_copy(update={"sections": section})
    coach = Coach(card, shipped())
    last = [coach.look(so_far) for so_far in moments(spoken(entry))][-1]
    assert last.hint is None or last.hint.rule != "accepted"


def test_a_hint_is_kept_as_plain_data_and_read_again():
    for entry in HINTS:
        for hint in given(coached(spoken(entry))):
            assert Hint.model_validate(hint.model_dump(mode="json", exclude_unset=True)) == hint
