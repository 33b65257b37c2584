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


PLAIN = 0.92  # sure enough to be felt in a turn that also asks or does something


@pytest.mark.parametrize(
    "text",
    [
        "你话费多了你自己不看账单吗？",
        "自己点的自己认。",
        "签收了就是签收了，你自己弄丢的吧？",
        "你儿子拉肚子是自己吃坏的。",
        "没放冰箱就别赖蛋糕。",
        "行了行了别啰嗦。",
        "你先听我说，别插嘴。",
        "请您不要乱说。",
        "运单号多少，快点报。",
        "赶紧说号码。",
        "我没时间跟你耗。",
        "你说没收到就没收到？",
        "你说是就是啊？",
        "有完没完啊？",
        "买个破奶粉也值得打电话？",
        "就一块蛋糕而已，至于发帖吗？",
        "至于吗？",
        "为了十五块钱打什么电话。",
        "就这点钱，有必要吗？",
        "你们这种妈妈就是想讹钱吧，要多少直说。",
        "还不是你家孩子乱点的？",
        "Can't you read your own bill?",
        "You did it yourself, so live with it.",
        "Hurry up, I haven't got time for this.",
        "It's only a cake, is it really worth a post?",
        "Stop interrupting me.",
        "So you say.",
    ],
)
def test_what_belittles_hurries_or_doubts_a_caller_is_rude(text: str) -> None:
    found = heard(text, language="zh-CN" if text > "z" else "en-GB")
    assert max(found.acts.get(act, 0.0) for act in RUDE) >= PLAIN, found.acts


@pytest.mark.parametrize(
    "text",
    [
        "您自己平时看不看视频？",
        "这件是您自己签收的吗？",
        "东西是收到就坏的，还是后来摔坏的？",
        "您别担心，这事不赖您。",
        "箱子上有没有破洞，包装破没破？",
        "外包装有个破口，对吧？",
        "您赶紧报警，流水我给您打出来。",
        "我赶紧给您报上去。",
        "您快点说完了吗，不急，我等您。",
        "您说没收到，那我这边先查轨迹。",
        "至于退款，今天就能到账。",
        "至于发票的事，您方便晚点再说吗？",
        "这点小事您交给我就行。",
        "一块蛋糕而已，可孩子盼了一年，我懂。",
        "我不打断您，您接着说。",
        "您有时间跟我对一遍吗？",
        "为了您的账户安全，我核对一下号码。",
        "我信您，您不是来讹钱的。",
        "Have you got your bill in front of you?",
        "Is it worth keeping the old plan, do you think?",
        "I don't want to interrupt you, go on.",
        "Did you set it up yourself?",
    ],
)
def test_the_neutral_words_next_to_those_are_not(text: str) -> None:
    found = heard(text, language="zh-CN" if text > "z" else "en-GB")
    assert max(found.acts.get(act, 0.0) for act in RUDE) < 0.7, found.acts


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


@pytest.mark.parametrize("text", ["我今天就给您赔1600，现在就打款。", "镜头丢了我们给您赔。"])
def test_to_pay_for_something_is_no_apology(text: str) -> None:
    assert not heard(text, "赔我一千六！").does(A.APOLOGISE)


@pytest.mark.parametrize("text", ["我给您赔个不是。", "给您赔礼了。", "我代他给您赔个礼。"])
def test_to_own_up_to_a_wrong_is_one(text: str) -> None:
    assert heard(text, "你们太气人了！").does(A.APOLOGISE)


@pytest.mark.parametrize(
    "text",
    [
        "是您自己点的还是家里人点的？",
        "您看是您自己点的，还是家里人点的？",
        "是您自己签收的，还是别人代收的？",
    ],
)
def test_a_choice_put_to_the_caller_is_no_blame(text: str) -> None:
    assert not heard(text).does(A.BLAME)
