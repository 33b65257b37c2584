"""Items that need more than the words: a scenario's knowledge, or the recording."""

from __future__ import annotations

import pytest

from grading.acoustics import TurnAcoustics
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


LINES = """A: 您好，星联通信。
C: 你们乱扣我的钱，气死我了！
A: 我看一下。
C: 快点！
A: 查到了，二十块。
C: 行。"""


def voice(*turns: TurnAcoustics, lines: str = LINES) -> str:
    return grade(call(lines), CARD, acoustics=dict(enumerate(turns))).item("matching.voice").verdict.value


CALM = TurnAcoustics(rate=230, level_db=-24, f0_sd_st=2.5, pause_share=0.2)
ANGRY = TurnAcoustics(rate=290, level_db=-16, f0_sd_st=4.5, pause_share=0.1)
FAST = TurnAcoustics(rate=330, level_db=-12, f0_sd_st=4.0, pause_share=0.05)
FLAT = TurnAcoustics(rate=230, level_db=-24, f0_sd_st=0.4, pause_share=0.2)


def test_text_only_has_no_voice_to_judge():
    assert grade(call(LINES), CARD).item("matching.voice").verdict == "na"


def test_with_an_angry_customer_lower_and_calmer_is_right():
    assert voice(CALM, ANGRY, CALM, ANGRY, CALM, ANGRY) == "met"
    assert voice(FLAT, ANGRY, FLAT, ANGRY, FLAT, ANGRY) == "partial"


def test_getting_louder_and_faster_with_them_is_not():
    flat_and_fast = TurnAcoustics(rate=330, level_db=-12, f0_sd_st=0.5, pause_share=0.05)
    assert voice(FAST, ANGRY, flat_and_fast, ANGRY, flat_and_fast, ANGRY) == "missed"


def test_with_a_calm_customer_moving_toward_them_is_right():
    calm = "A: 您好，星联通信。\nC: 我想换个套餐。\nA: 好的。\nC: 便宜一点的。\nA: 有的。\nC: 行。"
    slow = TurnAcoustics(rate=180, level_db=-28, pause_share=0.3)
    middle = TurnAcoustics(rate=200, level_db=-26, pause_share=0.26)
    assert voice(FAST, slow, CALM, slow, middle, slow, lines=calm) == "met"
    assert voice(middle, slow, CALM, slow, FAST, slow, lines=calm) == "missed"


def test_too_little_speech_is_not_judged():
    assert voice(CALM) == "unscored"
    empty = TurnAcoustics()
    assert voice(*[empty] * 6) == "unscored"
