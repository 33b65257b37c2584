"""Items that need more than the words: a scenario's knowledge."""

from __future__ import annotations

import pytest

from grading.grader import grade
from grading.scorecard import load_scorecard
from simulator.content.scenario import Scenario
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")
SCENARIO = Scenario.model_validate(
    {
        "id": "telecom/test", "title": "加油包", "summary": "问加油包",
        "language": "zh-CN", "industry": "telecom",
        "company": "星联", "difficulty": 1, "mood": "calm",
        "skills": ["action.solution"], "persona": "nobody",
        "caller": {"name": "韩梅", "address": "韩女士", "reason": "流量超了", "wish": "少花点"},
        "briefing": {
            "ivr": ["流量"], "predicted_intent": "流量",
            "card": [{"title": "套餐", "rows": [{"label": "月费", "value": "59 元"}]}],
        },
        "knowledge": [{"id": "pack", "title": "加油包", "text": "加油包 20 元 5G，七天内有效，可退一半。"}],
        "limits": [{"cues": ["全额 退"], "rule": "不能全额退"}],
        "state": {}, "opening": ["我流量超了。"],
        "facts": [{"id": "plan", "asks": ["套餐"], "lines": ["五十九的"], "short": "59 元套餐"}],
        "resolutions": [
            {"id": "pack", "quality": 2, "offer": "办 20 元加油包",
             "offered_by": ["加油包"], "accept": ["行"]}
        ],
    }
)  # fmt: skip
ASKED = "A: 您好，星联通信。\nC: 我流量超了，有没有便宜的包？\n"


def accuracy(lines: str) -> str:
    return grade(call(ASKED + lines), CARD, SCENARIO).item("knowledge.accuracy").verdict.value


def test_without_a_scenario_accuracy_is_not_applicable():
    assert grade(call(ASKED), CARD).item("knowledge.accuracy").verdict == "na"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A: 有二十块五个G的加油包。", "met"),
        ("A: 您的套餐是五十九块，加油包退一半就是十块。", "met"),
        ("A: 有十五块五个G的加油包。", "missed"),
        ("A: 这个可以给您全额退。", "missed"),
        ("A: 这个全额退不了。", "met"),
        ("A: 加油包十五块。\nC: 好。\nA: 抱歉刚才说错了，是二十块。", "partial"),
    ],
)
def test_amounts_and_promises_are_compared_with_the_knowledge(said, expected):
    assert accuracy(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("A: 第二天生效，一年到头都是二十块，五G就四块钱一个G。", "met"),
        ("A: 二十块五G七天内有效，可退一半。", "met"),
        ("A: 五千一百二十兆，二十块。", "met"),
        ("A: 七天，也就是一个星期内有效。", "met"),
        ("A: 二〇二四年办的套餐，五十九块。", "met"),
        ("A: 三个加油包一共六十块。", "met"),
        ("A: 十天内有效。", "missed"),
        ("A: 我们不能给您全额退。", "met"),
        ("A: 没办法全额退给您，能退一半。", "met"),
    ],
)
def test_numbers_are_compared_as_they_are_meant(said, expected):
    assert accuracy(said) == expected


def test_a_promise_is_quoted_where_it_is_made():
    lines = ASKED + "A: 您放心，这件事我来办，这个我给您全额退。"
    item = grade(call(lines), CARD, SCENARIO).item("knowledge.accuracy")
    assert item.verdict == "missed"
    assert "全额" in item.evidence[0].quote


def test_a_rule_read_out_is_no_account_data():
    read_out = ASKED + "A: 按规定，加油包 20 元 5G，七天内有效，可退一半。\nC: 哦。\nA: 再见。\nC: 再见。"
    item = grade(call(read_out), CARD, SCENARIO).item("conduct.privacy")
    assert item.verdict == "na"
    own = ASKED + "A: 我看到您的套餐是五十九块，余额还有三十二块。\nC: 哦。"
    assert grade(call(own), CARD, SCENARIO).item("conduct.privacy").verdict == "missed"
