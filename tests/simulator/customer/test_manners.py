"""Scorn is heard as scorn, and plain good words are not taken amiss."""

from __future__ import annotations

import pytest

from simulator.customer.memory import Stage
from simulator.understanding.acts import AgentAct as A
from tests.simulator.customer.test_listening import CASTS, LIBRARY, RUDE, heard
from tests.simulator.customer.test_retold import hello
from tests.simulator.test_call import new_call, talk

SCORN = [
    ("bank/annual-fee", "金卡了不起啊？"),
    ("telecom/port-out", "有钱了不起吗？"),
    ("telecom/port-out", "十几年的老客户就了不起了？"),
    ("telecom/port-out", "您说得对，我们就是不想放您走。"),
    ("telecom/port-out", "没错，我们就是故意卡您的。"),
    ("travel/hotel-overbooked", "我们就是一房二卖。"),
    ("travel/hotel-overbooked", "对啊我们就是故意卖两遍的，怎么着吧"),
    ("travel/hotel-overbooked", "对，我们酒店就是店大欺客，怎么了。"),
    ("telecom/data-overage", "您以为自己是谁啊？"),
    ("ecommerce/public-complaint", "您就是想讹钱吧。"),
    ("utilities/gas-meter", "吃饱了撑的吧您。"),
    ("utilities/smart-meter", "You're a real pain, you know that?"),
    ("utilities/smart-meter", "Who do you think you are?"),
    ("bank/card-declined", "You think you're special, don't you?"),
    ("courier/missed-delivery", "Oh grow up."),
    ("telecom/contract-renewal", "You're right, we're just a bunch of thieves."),
    ("telecom/contract-renewal", "Yes, we just want to rip you off."),
]
KIND = [
    ("telecom/family-plan", "您自己就能办，不用谁点头"),
    ("telecom/family-plan", "这个您自己就可以做主，不用他们同意。"),
    ("government/noise-complaint", "这张单子您没认可，谁也关不掉"),
    ("telecom/elder-vas", "加了锁以后，谁都点不开。"),
    ("telecom/wrong-topup", "我替您去跟那边说。"),
    ("telecom/wrong-topup", "我来跟对方沟通，您不用出面。"),
    ("utilities/smart-meter", "I'll put your reading in now."),
    ("utilities/smart-meter", "You can do that yourself, nobody has to sign it off."),
    ("bank/annual-fee", "您这么多年的老客户真了不起。"),
    ("travel/hotel-overbooked", "我们就是想给您找一间能住的。"),
    ("travel/hotel-overbooked", "我们就是因为超卖了才对不住您。"),
]


@pytest.mark.parametrize(("name", "text"), SCORN)
def test_scorn_offends(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    before = call.mood
    reply = call.hear(text)
    assert reply.state.anger > before.anger + 0.02, reply.text
    assert reply.state.trust < before.trust


@pytest.mark.parametrize(("name", "text"), KIND)
def test_plain_help_offends_nobody(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert not seen.rude(*RUDE), seen.read.acts
    assert not seen.does(A.TRANSFER)
    call = talk(new_call(name), [hello(name)])
    assert not {"move:offended", "move:answer_unknown"} & set(call.hear(text).said)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("saas/invoice-seats", "资料都删了，没了"),
        ("saas/invoice-seats", "那十几个人的数据全没了，恢复不了。"),
        ("courier/lost-parcel", "东西找不回来了。"),
        ("saas/locked-account", "Your rota's been wiped, it can't be recovered."),
    ],
)
def test_bad_news_flung_at_somebody_does_not_comfort(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    before = call.mood
    reply = call.hear(text)
    assert reply.state.anxiety > before.anxiety
    assert reply.state.trust <= before.trust
    assert "move:soften" not in reply.said


def test_bad_news_with_a_way_out_or_a_no_is_none():
    for text in ("资料没有删，都还在。", "资料不会没的，您看，一份都没丢。"):
        call = talk(new_call("saas/invoice-seats"), [hello("saas/invoice-seats")])
        before = call.mood.anxiety
        assert call.hear(text).state.anxiety <= before


@pytest.mark.parametrize(
    "text", ["您慢慢说。", "您放心。", "不急，您慢慢讲，我听着呢。", "您放一百个心。", "您别怕，慢慢说。"]
)
def test_to_be_given_time_is_no_hushing(text: str):
    call = talk(new_call(), [hello("telecom/data-overage")])
    before = call.mood.anger
    assert call.hear(text).state.anger <= before


@pytest.mark.parametrize("text", ["您别着急。", "您先冷静一下，别激动。"])
def test_to_be_told_to_calm_down_still_rankles(text: str):
    call = talk(new_call(), [hello("telecom/data-overage")])
    before = call.mood.anger
    assert call.hear(text).state.anger > before


@pytest.mark.parametrize("played", CASTS)
def test_a_good_word_about_an_opinion_is_not_taken_amiss(played):
    bad = {"move:offended", "move:denied", "move:correct", "move:threaten", "move:noticed"}
    for moment in played.moments:
        held = next((o for o in played.objections if o.id == moment.at), None)
        if held is None:
            continue
        call = talk(new_call(played.id), [hello(played.id)])
        call.customer.scenario = played
        call.customer.memory.scenario = played
        call.customer.memory.__post_init__()
        call.customer.memory.objections[held.id] = Stage.OPEN
        reply = call.hear(moment.good)
        assert not (bad | {f"again:{held.id}"}) & set(reply.said), (moment.good, reply.said, reply.text)
