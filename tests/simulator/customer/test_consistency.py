"""What the agent said before is remembered: a contradiction is noticed, a promise is asked about."""

from __future__ import annotations

import pytest

from simulator.call import Call
from simulator.content.wording import Move
from tests.simulator.customer.test_talk import HELLO, makes
from tests.simulator.test_call import new_call, talk

OPENING = [HELLO, "刚充的钱转眼就没了，搁谁都上火。", "嗯，您接着说。"]
OFFER = "我给您补一个加油包，实退您八十，二十四小时内退到话费里，您看行吗？"
ENGLISH = ["Good morning, my name is Sam, how can I help you?", "That must be maddening, standing there."]


def after(*said: str, name: str = "telecom/data-overage", seed: int = 1) -> Call:
    return talk(new_call(name, seed), [*(OPENING if name.startswith("telecom") else []), *said])


def noticed(call: Call) -> bool:
    return makes(call.turns[-1], Move.NOTICED)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (OFFER, "退您八十，三天到账。"),
        (OFFER, "退您五十，您看行吗？"),
        (OFFER, "退您八十，后天到账。"),
        ("我给您登记，明天上午给您回电话。", "专员明天下午给您回电话。"),
        ("我给您登记，二十四小时内给您回电话。", "三个工作日之内给您回电话。"),
        (OFFER, "不好意思，退八十这个办不了。"),
        ("我给您约师傅，今天五点到六点半上门。", "师傅是明天上午上门。"),
        ("我保证今天六点给您修好。", "得下礼拜才能修好。"),
        ("我保证今天之内给您恢复。", "恢复要等到下周三。"),
        ("师傅今天下午上门。", "师傅下个星期才上门。"),
        ("给您全额退一百", "我查了一下，只能退八十。"),
        ("违约金是四十八块钱。", "违约金是四百八十块，您交了就能办。"),
        ("上门费二十块。", "师傅说上门费要六十五块。"),
        ("这个可以退的。", "这个不能退。"),
    ],
)
def test_another_answer_about_the_same_thing_is_noticed(first, then):
    call = after(first)
    trust = call.mood.trust
    call.hear(then)
    assert noticed(call), call.turns[-1]
    assert call.mood.trust < trust


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (OFFER, "退您八十，二十四小时到账。"),
        (OFFER, "八十块，明天就到账了。"),
        (OFFER, "上限我也给您设好了，三天之内生效。"),
        (OFFER, "我给您加急，今天就退到话费里。"),
        (OFFER, "二十四小时是审核的时间，三天到账。"),
        (OFFER, "或者您不想补加油包，可以退您五十。"),
        (OFFER, "全额退我确实做不到，退八十我现在就给您提交。"),
        ("我给您登记，明天给您回电话。", "退款三天到账。"),
        ("退您五十。", "我再跟主管申请了，可以退您八十。"),
        (OFFER, "您是三天前充的值，对吧？"),
        (OFFER, "退您八十，二十四小时到账，缓停十天，不会停机。"),
        (OFFER, "退您八十，二十四小时内冲进话费，缓停登记好了，十天之内不停机。"),
        ("优惠券今天就到账。", "退款三个工作日到账。"),
        ("另外给您发一张三十块的券，今天到账。", "退款呢，三个工作日到您卡上。"),
        ("红包当天就到账。", "钱是三天内退到话费。"),
        ("一共退您六百二十八。", "就是退一倍，没有三倍。"),
        ("退您四十五。", "退的是三个月的，没用过的也退。"),
        ("专员明天给您回电话。", "您昨天六点打来的，我们三天前给您打过电话。"),
        ("师傅今天下午上门。", "师傅上周三没上门，是我们不对。"),
        ("退款二十四小时内到账。", "现在路上堵，您先别急，十分钟的事。"),
    ],
)
def test_something_else_or_something_better_is_not(first, then):
    call = after(first)
    call.hear(then)
    assert not noticed(call), call.turns[-1]


def test_who_owns_up_is_not_taken_to_pass_the_question_over():
    call = after(OFFER, "退您八十，三天到账。")
    reply = call.hear("不好意思，是我说错了，是二十四小时。")
    assert not any(key.startswith("again:") for key in reply.said)
    assert any("认了错" in why for why in reply.why)


def test_the_caller_says_what_was_said_before_and_now():
    call = after(OFFER)
    text = call.hear("退您八十，三天到账。").text
    assert "二十四小时" in text
    assert "三天" in text


def test_owning_up_costs_less():
    flat, owned = after(OFFER), after(OFFER)
    flat.hear("退您八十，三天到账。")
    owned.hear("不好意思我刚才说错了，退您八十，三天到账。")
    assert owned.mood.trust > flat.mood.trust
    assert not noticed(owned)


def test_the_english_caller_notices_too():
    call = after(*ENGLISH, "I'll have the team call you back within 24 hours.", name="bank/card-declined")
    reply = call.hear("The team will call you back within three days.")
    assert noticed(call)
    assert "24 hours" in reply.text
    assert "three days" in reply.text


@pytest.mark.parametrize(
    "told",
    ["您昨天六点打来的，同事给您打过电话。", "上周三两点约的师傅上门，是没去成。", "三天前就给您回电话了。"],
)
def test_what_happened_is_no_promise(told):
    assert not after(told).customer.memory.claims


def test_two_figures_of_the_case_are_two_things():
    call = after("违约金是二十块。", "违约金是一百块。")
    assert not noticed(call)


def test_a_promise_that_was_kept_on_the_call_is_not_asked_about():
    call = settled("退款已经到账了。", "您看还有别的需要吗？")
    assert not makes(call.turns[-1], Move.REMIND), call.turns[-1]


def test_an_english_promise_made_before_any_offer_is_kept_in_mind():
    call = after(*ENGLISH, "I promise the team will call you back today.", name="bank/card-declined")
    call.hear("The team can call you back next week.")
    assert noticed(call), call.turns[-1]


def settled(*more: str) -> Call:
    """A call in which the offer has been taken, and the questions answered."""
    call = after(OFFER)
    for _ in range(6):
        if call.customer.memory.accepted:
            break
        call.hear("六年老客户了还得为这点钱操心，换我也不痛快，退八十我现在就给您提交，您看行吗？")
    call.hear("这流量主要是热点用掉的，收银机和监控都连着呢。")
    call.hear("我给您把套外上限设成零，超了就停，不会再扣了。")
    return talk(call, list(more))


def test_a_promise_nobody_went_over_is_asked_about_once():
    call = settled("您看还有别的需要吗？")
    assert call.turns[-1].said == ("move:remind",), call.turns[-1]
    assert "二十四小时" in call.turns[-1].text
    call.hear("您放心，一定到。")
    assert makes(call.turns[-1], Move.ACKNOWLEDGE)
    assert any("还认" in why for why in call.turns[-1].why)
    call.hear("您看还有别的需要吗？")
    assert not makes(call.turns[-1], Move.REMIND)


def test_before_the_goodbye_at_the_latest():
    call = settled("感谢您的来电，再见。")
    assert makes(call.turns[-1], Move.REMIND)
    assert call.ended is None
    call.hear("算数，再见。")
    assert call.ended is not None


def test_a_promise_that_was_gone_over_is_not_asked_about():
    recap = "那我跟您核对一遍：退您八十，二十四小时内退到话费，上限设好了。您看还有别的需要吗？"
    assert not makes(settled(recap).turns[-1], Move.REMIND)
