"""An agent who says that they do not know asks the caller nothing."""

from __future__ import annotations

import pytest

from simulator.customer.perceiving.asking import asking_clauses
from simulator.transcript import Speaker
from simulator.understanding import understand


def asks(said: str) -> bool:
    read = understand(said, speaker=Speaker.AGENT, language="zh-CN")
    return bool(asking_clauses(read, "zh-CN"))


@pytest.mark.parametrize(
    "said",
    [
        "我也不清楚能不能抵，您先等等吧。",
        "我不知道积分是不是还在。",
        "这个我不确定有没有。",
        "我也说不准几天能到。",
    ],
)
def test_not_knowing_is_no_question(said):
    assert not asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "我不清楚，您的积分有没有用过？",
        "您知不知道积分能不能抵？",
        "我不太清楚您是哪天办的，能说一下吗？",
        "您不清楚是哪天扣的吗？",
    ],
)
def test_a_question_after_it_is_one(said):
    assert asks(said)
