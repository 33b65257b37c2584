"""Calls that the agent makes, and chats: the checks and the sentences fit them."""

from __future__ import annotations

import re

import pytest

from grading.grader import grade
from grading.manner import Channel, Direction, Manner
from grading.reading import Reading
from grading.result import ItemResult, Verdict
from grading.scorecard import load_scorecard
from grading.slots import advice_for, reason, reasons
from tests.grading.labelled import call

CHAT, OUTGOING = Manner(channel=Channel.CHAT), Manner(direction=Direction.OUTBOUND)
SPOKEN = re.compile(
    r"电话|挂断|先挂|来电|致电|第一句|前两句|\b(?:caller|hangs? up|hung up|phone|turns?|this call)\b"
)
NEVER_IN_CHAT = ("voice.mirror", "acknowledge.", "lead.", "purpose.", "moment.")  # no such item on that card
WHOLE_ZH = """
A: 您好，这里是联讯宽带，我叫小林，工号203，给您打电话是想问问上周装机的情况，现在方便说两分钟吗？
C: 可以，你说吧。
A: 装好以后用着怎么样？
C: 别的还好，就是晚上老掉线，挺烦的。
A: 晚上老掉线，谁碰上都烦。是所有设备都掉，还是只有手机？
C: 都掉。
A: 我现在给您派单，师傅明天上午十点前到。
C: 行。
A: 跟您对一下：师傅明天上午十点前到。您对这次装机满意吗？
C: 还行。
A: 谢谢您抽时间，祝您生活愉快，再见。
C: 再见。
"""
WHOLE_EN = """
A: Good morning, this is Dana from Northgate Energy about the meter we fitted on Tuesday. Is this a good time?
C: Yes, go on.
A: How has it been since?
C: It beeps at night, it's driving me mad.
A: Beeping at night would drive anyone mad. Is it every night, or only now and then?
C: Every night.
A: I'm booking an engineer for you now, he comes tomorrow before ten.
C: All right.
A: So that's the engineer tomorrow before ten. Are you happy with the fitting otherwise?
C: Yes, I am.
A: Thank you for your time, have a nice day, goodbye.
C: Bye.
"""


def judged(card: str, lines: str, item: str, language: str = "zh-CN") -> ItemResult:
    return grade(call(lines, language), load_scorecard(card)).item(item)


@pytest.mark.parametrize(("lines", "language"), [(WHOLE_ZH, "zh-CN"), (WHOLE_EN, "en-GB")])
def test_a_good_call_of_ones_own_is_met_from_opening_to_purpose_and_moment(lines, language):
    result = grade(call(lines, language), load_scorecard("outbound@1"))
    for item in ("greeting.opening", "greeting.identity", "greeting.purpose", "greeting.moment"):
        assert result.item(item).verdict is Verdict.MET, (item, result.item(item).why)
    assert result.passed


@pytest.mark.parametrize(
    ("lines", "language", "verdict"),
    [
        ("A: 您好，联讯宽带小林，给您做个回访。\nC: 嗯。\nA: 满意吗？", "zh-CN", Verdict.PARTIAL),
        ("A: 喂，在吗\nC: 你哪位\nA: 联讯的\nC: 什么事\nA: 想了解一下装机的情况", "zh-CN", Verdict.PARTIAL),
        ("A: 您好，我是小林。\nC: 嗯。\nA: 您多大年纪？\nC: 你谁啊\nA: 住哪里？", "zh-CN", Verdict.MISSED),
        ("A: Hello, Dana here, I have a few questions.\nC: OK.\nA: How old are you?", "en", Verdict.PARTIAL),
        ("A: Hello.\nC: Yes?\nA: I'm calling about your new meter.\nC: OK.", "en", Verdict.MET),
    ],
)
def test_the_reason_of_the_call_is_said_at_once(lines, language, verdict):
    assert judged("outbound@1", lines, "greeting.purpose", language).verdict is verdict


@pytest.mark.parametrize(
    ("lines", "language", "verdict"),
    [
        (
            "A: 您好，联讯宽带，方便说两分钟吗？\nC: 不方便，在开车。\nA: 那我晚上再打给您，再见。",
            "zh-CN",
            Verdict.MET,
        ),
        (
            "A: 您好，联讯宽带，方便说两分钟吗？\nC: 我在开会。\nA: 就问一下，满意吗？",
            "zh-CN",
            Verdict.MISSED,
        ),
        ("A: 您好，打扰了，联讯宽带回访。\nC: 嗯。\nA: 满意吗？", "zh-CN", Verdict.PARTIAL),
        ("A: 您好，联讯宽带回访，满意吗？\nC: 嗯。", "zh-CN", Verdict.MISSED),
        (
            "A: Hi, Northgate, a good time?\nC: I'm driving.\nA: I'll call back.",
            "en",
            Verdict.MET,
        ),
        ("A: Hi, Northgate, is this a good time?\nC: I'm busy.\nA: Are you satisfied?", "en", Verdict.MISSED),
        ("A: Hi, Northgate, sorry to bother you.\nC: Yes?\nA: Are you satisfied?", "en", Verdict.PARTIAL),
    ],
)
def test_the_moment_is_asked_for_and_respected(lines, language, verdict):
    assert judged("outbound@1", lines, "greeting.moment", language).verdict is verdict


def test_who_rings_does_not_thank_for_calling():
    lines = "A: 欢迎致电联讯宽带。\nC: 是你打给我的。"
    assert judged("inbound@1", lines, "greeting.opening").verdict is Verdict.MET
    assert judged("outbound@1", lines, "greeting.opening").verdict is not Verdict.MET


def test_agreeing_to_talk_is_no_business_yet():
    heard = call(
        "A: 您好，联讯宽带回访装机的事，方便吗？\nC: 方便，现在正好闲着。\nA: 好用吗？\nC: 晚上老是掉线。"
    )
    assert Reading(heard, manner=OUTGOING).problem == 3
    assert Reading(heard).problem == 1


def test_dots_at_the_end_of_a_message_interrupt_nobody():
    lines = call("A: 您好，优品商城小林\nC: 我的杯子碎了……\nA: 真抱歉，我给您补发\nC: 那个，还有……\nA: 您说")
    assert Reading(lines).interruptions == (2, 4)
    assert Reading(lines, manner=CHAT).interruptions == ()


@pytest.mark.parametrize("chinese", [True, False])
def test_no_sentence_of_a_chat_speaks_of_a_telephone(chinese):
    told = {name: reason(name, chinese, CHAT) for name in reasons()["reasons"]}
    told |= {f"advice {name}": advice_for(name, chinese, CHAT) or "" for name in reasons()["advice"]}
    wrong = {
        n: words for n, words in told.items() if SPOKEN.search(words) and not n.startswith(NEVER_IN_CHAT)
    }
    assert wrong == {}


@pytest.mark.parametrize("chinese", [True, False])
def test_no_sentence_of_an_outgoing_call_speaks_of_one_that_came_in(chinese):
    told = {name: reason(name, chinese, OUTGOING) for name in reasons()["reasons"]}
    assert {n: words for n, words in told.items() if re.search(r"来电|致电|\bcaller\b", words)} == {}


def test_every_variant_rewords_a_sentence_that_exists():
    for variant in reasons()["variants"].values():
        for kind, sentences in variant.items():
            assert set(sentences) <= set(reasons()[kind])
            assert all(one["zh"] and one["en"] for one in sentences.values())


def test_the_report_of_a_chat_says_chat():
    lines = "A: 在的\nC: 我的杯子碎了，怎么办啊？能退吗？\nA: 不能。就这样。"
    items = {item.id: item for item in grade(call(lines), load_scorecard("chat@1")).items}
    assert "第一条消息" in items["greeting.opening"].why
    assert not any("电话" in item.why for item in items.values())
