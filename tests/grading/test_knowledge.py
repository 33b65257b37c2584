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
