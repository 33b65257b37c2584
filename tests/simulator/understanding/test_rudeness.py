"""What puts it on the customer, what is curt, what says no: and the neutral words next to it."""

from __future__ import annotations

import pytest

from simulator.understanding.acts import AgentAct as A
from tests.simulator.understanding.test_questions import heard

RUDE = (A.BLAME, A.CURT, A.INSULT)


@pytest.mark.parametrize(
    "text",
    [
        "这张卡登记的是您自己的名字吗",
        "您自己去工地找过他们吗？",
        "当时怎么保的两千，是您自己定的吗？",
        "您当时怎么答的",
        "您自己有没有另外又订别的航班？",
        "这份保障您自己还需要吗？",
        "这笔钱都是您自己的吗，跟他们说了没有？",
        "您自己手上留底了没有",
        "您嫌麻烦我懂。",
        "您之前打电话备注过晚到吗？",
        "合同是您自己签的字吗？",
    ],
)
def test_your_own_in_a_neutral_question_is_no_blame(text: str) -> None:
    found = heard(text)
    assert not found.does(*RUDE), found.acts
    for clause in found.clauses:
        assert not any(clause.acts.get(act, 0.0) >= 0.5 for act in RUDE), clause


@pytest.mark.parametrize(
    "text",
    [
        "那是您自己不看短信造成的。",
        "还不是您自己点的吗？",
        "您自己怎么不早点看？",
        "谁让你自己不看清楚。",
        "这怪谁，还不是你自己弄的。",
        "你自己不操心，赖我们？",
        "你自己当时没注意吗？",
        "您自己难道没看合同吗？",
    ],
)
def test_blame_stays_blame(text: str) -> None:
    assert heard(text, "我这个月话费怎么多了八十").does(A.BLAME)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("爱听不听。", "zh-CN"),
        ("爱要不要。", "zh-CN"),
        ("说重点。", "zh-CN"),
        ("急什么急。", "zh-CN"),
        ("你自己不会看啊。", "zh-CN"),
        ("I haven't got all day.", "en-GB"),
        ("I don't have all day.", "en-GB"),
        ("Get to the point.", "en-GB"),
        ("Whatever.", "en-GB"),
    ],
)
def test_short_and_sharp_is_curt(text: str, language: str) -> None:
    assert heard(text, language=language).acts.get(A.CURT, 0.0) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "移机费全退不行的。",
        "全退不行。",
        "这个退不了的",
        "一万是不可能的。",
        "赔偿是不可能的",
        "赔偿我们没有的，您找航空公司吧",
        "免不了的。",
        "现金我们不赔。",
    ],
)
def test_a_short_no_is_a_no(text: str) -> None:
    assert heard(text, "移机费全退给我，再赔我一万！").does(A.REFUSE)


@pytest.mark.parametrize("text", ["不行的话您再打给我。", "您看这样行不行？", "退不了的钱我给您补成券。"])
def test_a_no_inside_something_else_is_none(text: str) -> None:
    assert not heard(text).does(A.REFUSE)


@pytest.mark.parametrize(
    "text", ["规则里写得很清楚了，直播专享价不参与价保", "一万是不可能的，您这属于过分要求了"]
)
def test_a_rule_thrown_at_somebody_meets_no_feeling(text: str) -> None:
    assert not heard(text, "你们这是欺诈，赔我一万！").does(A.EMPATHISE)
