"""Scorn is heard as scorn, and plain good words are not taken amiss."""

from __future__ import annotations

import pytest

from simulator.customer.memory import Stage
from simulator.customer.perceiving.restating import Restatement
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
    ("telecom/roaming-plan", "你到底买不买，别磨叽。"),
    ("telecom/roaming-plan", "少废话，办不办？"),
    ("telecom/roaming-plan", "全球包八十八块，不要拉倒。"),
    ("telecom/roaming-plan", "没钱就别出去。"),
    ("telecom/roaming-plan", "用不起就别用。"),
    ("telecom/roaming-plan", "上次多扣了，活该。"),
    ("bank/transfer-wrong", "活该呗。"),
    ("bank/transfer-wrong", "谁在乎你那点钱。"),
    ("telecom/elder-vas", "有什么好哭的。"),
    ("telecom/elder-vas", "你先别说话，听我说。"),
    ("courier/missed-delivery", "Who cares about some old rag."),
    ("courier/missed-delivery", "Are you crying? Pathetic."),
    ("courier/missed-delivery", "Oh boo hoo."),
    ("courier/missed-delivery", "Go and knock yourself, you've got legs."),
    ("courier/missed-delivery", "Stop whining."),
    ("saas/locked-account", "Shouting at me won't help."),
    ("saas/locked-account", "Swearing isn't going to get you anywhere."),
    ("saas/locked-account", "You lot should've had a second admin."),
    ("saas/locked-account", "You really ought to have sorted that out before she left."),
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
    ("telecom/roaming-plan", "您一个月国内用多少流量？"),
    ("telecom/roaming-plan", "我帮您看看到底能不能退。"),
    ("telecom/roaming-plan", "废话我就不多说了，先看您的行程。"),
    ("telecom/roaming-plan", "这哪是您活该，提醒没跟上。"),
    ("bank/transfer-wrong", "您先别说验证码，给谁都不行。"),
    ("saas/locked-account", "You should have an email from me by now."),
    ("saas/locked-account", "You should have received the link in your accounts inbox."),
    ("saas/locked-account", "You shouldn't have to chase us for this."),
    ("saas/locked-account", "You should have the rota within a few minutes."),
    ("telecom/roaming-plan", "您到底办不办都没关系，我先给您算。"),
    ("saas/locked-account", "I'm sorry for everything the bot put you through."),
    ("saas/locked-account", "I've read what you've been put through tonight."),
    ("courier/missed-delivery", "Sorry we've put you through all this."),
    ("courier/missed-delivery", "Let me finish this form for you and he's on his way."),
    ("courier/missed-delivery", "We'll pay you the hundred pounds if it isn't found."),
    ("courier/missed-delivery", "I'll talk to someone who cares about the round."),
]
DENIALS = [
    ("saas/locked-account", "Nobody's holding anything hostage."),
    ("saas/locked-account", "We're not holding your data."),
    ("courier/missed-delivery", "It's not a racket, love."),
    ("telecom/contract-renewal", "This isn't a scam, sir."),
    ("utilities/smart-meter", "Look, no one's robbing you."),
]
HANDED_ON = [
    "I'll put you through to billing.",
    "Let me put you through.",
    "Sorry, I'm putting you through now.",
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


@pytest.mark.parametrize("text", HANDED_ON)
def test_to_be_put_through_is_to_be_handed_on(text: str):
    assert heard(text, LIBRARY.scenarios["saas/locked-account"]).does(A.TRANSFER)


@pytest.mark.parametrize(("name", "text"), DENIALS)
def test_to_deny_what_the_caller_accuses_of_is_heard_as_denial(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert seen.denies_flatly, seen.read.acts
    assert seen.restated is Restatement.NONE
    assert not seen.off_subject


@pytest.mark.parametrize(
    "text",
    [
        "I'd be cross too if that happened to me.",
        "I'd be livid too.",
        "Honestly, I would have been furious.",
        "I'd feel just the same, standing there.",
        "In your shoes I'd be fed up as well.",
    ],
)
def test_to_say_one_would_be_cross_too_is_to_feel_with_the_caller(text: str):
    assert heard(text, LIBRARY.scenarios["courier/missed-delivery"]).does(A.EMPATHISE)
