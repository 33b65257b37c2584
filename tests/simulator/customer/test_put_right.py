"""What is told back wrong, whatever it is, is put right with the right thing."""

from __future__ import annotations

import pytest

from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.customer.test_retold import hello
from tests.simulator.test_call import new_call, talk

TURNED_ROUND = [
    ("courier/lost-parcel", "您是说东西已经收到了，对吧？"),
    ("courier/lost-parcel", "您的意思是收到了，是吧？"),
    ("courier/lost-parcel", "所以您说您收到了包裹，对吗？"),
    ("courier/lost-parcel", "也就是说您拿到东西了，对不对？"),
    ("ecommerce/refund-missing", "您是说钱已经到账了，对吧？"),
    ("ecommerce/refund-missing", "您的意思是退款收到了，是吧"),
]
AS_IT_IS = [
    ("courier/lost-parcel", "您是说东西没收到，对吧？"),
    ("courier/lost-parcel", "显示签收了，可您人没拿到，是吧？"),
    ("ecommerce/refund-missing", "您是说页面写成功，钱一直没到账，对吧？"),
    ("ecommerce/refund-missing", "仓库八号就收到货了，对吧？"),
    ("courier/lost-parcel", "您收到取件码了没有？"),
    ("courier/missed-delivery", "So it says delivered and you haven't got it, is that right?"),
    ("travel/delayed-baggage", "So your suitcase hasn't arrived, correct?"),
]
TAILS = [
    ("telecom/elder-vas", "您的号码尾号是6738，对吧？"),
    ("telecom/elder-vas", "好的，尾号六七三八，对吗？"),
    ("telecom/cancel-lost-sim", "您丢的是尾号0924那张，对吧？"),
    ("ecommerce/refund-missing", "订单尾号7702，对吧？"),
    ("ecommerce/refund-missing", "我跟您核对一下，手机尾号三三九五，对吗？"),
    ("ecommerce/refund-missing", "卡的尾号是六零一三，对吧？"),
]
TAILS_RIGHT = [
    ("telecom/elder-vas", "您的号码尾号是6783，对吧？"),
    ("ecommerce/refund-missing", "订单尾号7720，对吧？"),
    ("ecommerce/refund-missing", "卡的尾号是六零三一，对吧？"),
]


@pytest.mark.parametrize(("name", "text"), TURNED_ROUND)
def test_what_is_told_back_the_wrong_way_round_is_put_right(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    trust = call.mood.trust
    reply = call.hear(text)
    assert "move:correct" in reply.said
    assert "move:confirm" not in reply.said
    assert reply.state.trust < trust


@pytest.mark.parametrize(("name", "text"), AS_IT_IS)
def test_what_is_told_back_as_it_is_is_not_put_right(name: str, text: str):
    assert not heard(text, LIBRARY.scenarios[name]).misstated


@pytest.mark.parametrize(("name", "text"), TAILS)
def test_a_wrong_tail_number_is_put_right(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    reply = call.hear(text)
    assert "move:correct" in reply.said, reply.text
    assert "move:answer_unknown" not in reply.said


@pytest.mark.parametrize(("name", "text"), TAILS_RIGHT)
def test_a_right_tail_number_is_agreed_to_or_told_again(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    reply = call.hear(text)
    assert "move:correct" not in reply.said
    assert "move:answer_unknown" not in reply.said


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("telecom/data-overage", "您这个月话费是一百九十九，对吗？", "一百五十九"),
        ("bank/annual-fee", "年费三百对吗", "两百"),
        ("bank/transfer-wrong", "您转错了八千五，对吗？", "五千八"),
        ("telecom/elder-vas", "您以前是三十九块，对吧？", "二十九"),
        ("telecom/elder-vas", "您的号码尾号是6738，对吧？", "六七八三"),
        ("ecommerce/refund-missing", "订单尾号7702，对吧？", "七七二零"),
        ("courier/lost-parcel", "您是说东西已经收到了，对吧？", "没收到"),
        ("courier/missed-delivery", "Your door is blue, right?", "green"),
        ("travel/delayed-baggage", "You flew in from Denver, right?", "Minneapolis"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_the_right_thing_is_named(name: str, text: str, right: str, seed: int):
    call = talk(new_call(name, seed), [hello(name)])
    assert right in call.hear(text).text


def test_nobody_knows_by_heart_what_only_the_company_knows():
    call = talk(new_call("telecom/elder-vas"), [hello("telecom/elder-vas")])
    assert "21.30" not in call.hear("您余额是三十一块三，对吧？").text
