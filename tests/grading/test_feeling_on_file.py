"""A simulated customer's mood is on file: the grader need not guess it from the words."""

from __future__ import annotations

import pytest

from grading.grader import grade
from grading.scorecard import load_scorecard
from simulator.transcript import Mood, Transcript

PLAIN = "我五十九块钱的套餐，这个月扣了一百五十九。"


@pytest.mark.parametrize(("anger", "verdict"), [(0.8, "missed"), (0.1, "na")])
def test_feeling_is_asked_for_when_the_customer_is_angry(anger: float, verdict: str) -> None:
    mood = Mood(anger=anger, anxiety=0.1).model_dump()
    turns = [
        {"speaker": "agent", "text": "您好，星联移动，请问有什么可以帮您？"},
        {"speaker": "customer", "text": PLAIN, "state": mood},
        {"speaker": "agent", "text": "您的手机号是多少？"},
        {"speaker": "customer", "text": "尾号二二一六。", "state": mood},
    ]
    call = Transcript.read({"call_id": "t", "language": "zh-CN", "turns": turns}, "test")
    result = grade(call, load_scorecard("inbound@1"))
    assert result.item("matching.feeling").verdict == verdict
