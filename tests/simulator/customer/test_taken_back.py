"""What was held out and is taken back is remarked upon, costs trust, and cannot be taken any more."""

from __future__ import annotations

import pytest

from simulator.call import Call
from simulator.content.wording import Move
from simulator.customer.deciding.offers import PROMISE
from tests.simulator.customer.test_talk import HELLO, makes
from tests.simulator.test_call import new_call, talk

FEELING = "刚出这样的事，搁谁都上火。"
GO_ON = "嗯，您接着说。"
PORT = "提前解约是四十八块钱，您有五千多积分，我现在给您用积分抵掉，两小时内就解了，您看行吗？"
EIGHTY = "我给您补一个加油包，实退您八十，二十四小时内退到话费里，您看行吗？"
PAY_TODAY = "要不这样，我今天就给您赔一千六，现在就打款。"
FETCH = "I'm sending the driver back to that door today, before seven, and he'll bring it over to you."
ADMIN = "With the invoice number and the card digits I can move the admin role to you in thirty minutes."
YES = ("accept", "move:accept_warm", "move:accept_grudging")


def after(*said: str, name: str, seed: int = 1) -> Call:
    chinese = name not in ("telecom/contract-renewal", "saas/locked-account", "courier/missed-delivery")
    opening = [HELLO, FEELING, GO_ON] if chinese else ["Good morning, Sam here, how can I help?"]
    return talk(new_call(name, seed), [*opening, *said])


def accepts(call: Call) -> bool:
    return any(key.startswith(YES) for key in call.turns[-1].said)


TAKEN_BACK = [
    ("telecom/roaming-plan", ["我给您打个八折，一天十块，您看行吗？"], "刚才说错了，没有折扣。"),
    ("telecom/roaming-plan", ["我帮您申请一个折扣。"], "不好意思，这个打不了折。"),
    ("telecom/port-out", ["您的违约金我给您免了，今天就能解。"], "免不了，得交四十八。"),
    ("telecom/port-out", ["违约金我帮您免掉。"], "违约金还是要交的，四百八。"),
    ("telecom/elder-vas", ["我给您退九十块钱。"], "这个钱退不了。"),
    ("telecom/elder-vas", ["给您申请退九十块钱。"], "不好意思，我刚才说错了，九十块钱不能退。"),
    ("telecom/elder-vas", ["我给您退九十块钱。"], "只能给您退订，以前的钱不退了。"),
    ("telecom/wrong-topup", ["对，全给您退。"], "能转回来的是一百八十六块五。"),
    ("telecom/data-overage", ["一百块全额退给您。"], "全额退不了，最多退八十。"),
    ("telecom/data-overage", [EIGHTY], "刚才那个方案取消了，办不了。"),
    ("telecom/data-overage", [EIGHTY], "刚才说错了，这个退不了。"),
    ("telecom/port-out", [PORT], "刚才说错了，积分抵不了，办不了。"),
    ("bank/transfer-wrong", ["我保证给您把钱追回来。"], "这个我没法保证。"),
    ("bank/transfer-wrong", ["您放心，肯定能追回来的。"], "这个不一定能追回来，得看对方。"),
    ("bank/transfer-wrong", ["钱一定能给您要回来。"], "能不能要回来我也不好说。"),
    ("bank/transfer-wrong", ["我帮您把钱撤回来，下午就到账。"], "不好意思说错了，撤不了。"),
    ("bank/transfer-wrong", ["我给您把这笔撤了。"], "我们没法撤回的。"),
    ("bank/transfer-wrong", ["我可以帮您冻结他账户。"], "冻结这个不归我们管。"),
    ("bank/transfer-wrong", ["我先把他账户冻住。"], "冻不了，那得警察来。"),
    ("bank/transfer-wrong", ["对方的信息我可以发给您。"], "不好意思，这个信息我不能给您。"),
    ("telecom/elder-vas", ["三个月的四十五块全退给您，二十四小时内到话费。"], "不好意思，只能退您三十。"),
    ("telecom/elder-vas", ["这四十五块我都给您退了，今天就到。"], "查了一下，退您三十块。"),
    ("telecom/elder-vas", ["三个月的四十五块全退给您，明天到话费。"], "您刚才听错了，我没说过退四十五。"),
    ("telecom/data-overage", [EIGHTY], "我可没答应过给您退。"),
    ("telecom/data-overage", [EIGHTY], "骗你的，一分钱没有。"),
    ("telecom/data-overage", [EIGHTY], "我刚才说的是可以考虑，没说一定。"),
    ("courier/lost-parcel", [PAY_TODAY], "刚才说错了，一千六要四十八小时以后才能赔。"),
    ("courier/lost-parcel", [PAY_TODAY], "搞错了，您得等四十八小时以后才能赔。"),
    ("telecom/family-sharing", ["The full £30 will be refunded today."], "Actually I can refund £15."),
    ("telecom/contract-renewal", ["I'll waive the exit fee for you."], "Sorry, I can't waive that."),
    ("telecom/contract-renewal", ["I can give you a discount on that."], "I was wrong, there's no discount."),
    (
        "telecom/roaming-plan",
        ["好的，我给您免了漫游费，送您一个包。"],
        "不好意思，刚才说错了，漫游包不能免费。",
    ),
    ("telecom/roaming-plan", ["这个包我免费送您。"], "这个包还是不能免费的。"),
    ("telecom/data-overage", [EIGHTY], "我改主意了，不给您办了。"),
    ("telecom/port-out", [PORT], "算了，我不给你办了。"),
    (
        "courier/missed-delivery",
        [FETCH],
        "Unfortunately I've been told we can't send the driver back today after all.",
    ),
    ("courier/missed-delivery", [FETCH], "I'm afraid he can't go back tonight after all."),
    ("courier/missed-delivery", [FETCH], "I've changed my mind, nobody's going over there."),
    ("saas/locked-account", [ADMIN], "Oh, I can't do that any more, it'll have to be the form."),
    ("saas/locked-account", [ADMIN], "Actually no, sorry, I can't do that."),
    ("saas/locked-account", [ADMIN], "I won't be able to move the admin role after all."),
]


@pytest.mark.parametrize(("name", "held_out", "taken_back"), TAKEN_BACK)
def test_what_is_taken_back_is_remarked_upon_and_not_taken(name, held_out, taken_back):
    call = after(*held_out, name=name)
    trust = call.mood.trust
    call.hear(taken_back)
    assert makes(call.turns[-1], Move.NOTICED), call.turns[-1]
    assert not accepts(call)
    assert call.mood.trust < trust
    assert call.customer.memory.accepted is None


@pytest.mark.parametrize(
    ("name", "held_out", "then"),
    [
        ("telecom/port-out", [PORT], "免不了，只能用积分抵。"),
        ("telecom/port-out", [PORT], "违约金免不了的，得用积分抵。"),
        ("telecom/port-out", [PORT], "这个真免不了，不过可以用积分抵，不用掏现钱。"),
        ("telecom/data-overage", [EIGHTY], "全额退不了，退八十。"),
        ("telecom/data-overage", [EIGHTY], "误工费这个赔不了。"),
        ("telecom/data-overage", [EIGHTY], "我没说过退一百，我说的是八十。"),
        ("telecom/data-overage", [EIGHTY], "三倍我可没说过。"),
        ("telecom/data-overage", ["您是想全额退，对吧？"], "我没答应退一百。"),
        (
            "telecom/elder-vas",
            ["四十五块全退给您，二十四小时内到话费。"],
            "九月十月的三十块退给您，八月的十五块也退给您。",
        ),
        ("telecom/data-overage", [EIGHTY], "现金退不了，只能退到话费。"),
        ("travel/hotel-overbooked", ["另外赔您六百二十八，四十八小时内到账。"], "三倍没有，只能赔一倍。"),
        ("travel/hotel-overbooked", ["另外赔您六百二十八，四十八小时内到账。"], "赔两倍我们给不了，赔一倍。"),
        ("telecom/data-overage", ["您是想全额退，对吧？"], "这个退不了。"),
        ("telecom/contract-renewal", ["I can take three pounds off a bill."], "I can't waive the exit fee."),
        ("courier/missed-delivery", [FETCH], "So you needn't go near that dog after all."),
        ("courier/missed-delivery", [FETCH], "He can't miss it now, he has the spot on his map."),
        ("courier/missed-delivery", [FETCH], "Your gown isn't lost after all, he can see it in the hall."),
        ("courier/missed-delivery", [FETCH], "We won't need the claim after all."),
        ("telecom/data-overage", [EIGHTY], "您要是改主意了，三十天内都能退。"),
        ("saas/locked-account", [ADMIN], "You won't need the headed paper after all."),
        ("telecom/roaming-plan", ["我帮您订欧洲七日包一百六十八块。"], "国内流量在国外不能免费用。"),
    ],
)
def test_what_was_never_held_out_is_not_taken_back(name, held_out, then):
    call = after(*held_out, name=name)
    call.hear(then)
    assert not makes(call.turns[-1], Move.NOTICED), call.turns[-1]


def test_a_promise_taken_at_the_agents_word_is_gone_when_it_is_taken_back():
    call = after("违约金我给您免了。", "您放心，违约金我给您免了。", name="telecom/port-out")
    assert call.customer.memory.accepted == PROMISE
    call.hear("违约金免不了，得交四十八。")
    assert makes(call.turns[-1], Move.NOTICED)
    assert call.customer.memory.accepted is None


EMPTY = [
    "这个需要先核实，我们会尽快处理的，请您耐心等待。",
    "我们会尽快为您解决。",
    "请您耐心等候。",
    "您放心，我们会跟进的。",
]


@pytest.mark.parametrize("said", EMPTY)
@pytest.mark.parametrize("name", ["courier/lost-parcel", "telecom/port-out", "utilities/gas-meter"])
def test_a_vague_promise_to_see_to_it_comforts_nobody(name, said):
    call = after("嗯，然后呢？", name=name, seed=2)
    before = call.mood
    call.hear(said)
    assert not accepts(call)
    assert call.mood.trust < before.trust
    assert call.mood.anxiety >= before.anxiety - 0.02


@pytest.mark.parametrize(
    "said",
    [
        "您稍等，我查一下，马上回来。",
        "找件单我已经派出去了，请您耐心等他的电话。",
        "我会尽快处理，今天六点前给您回电话。",
        "换谁都着急，我尽快给您查清楚。",
    ],
)
def test_what_is_done_or_timed_or_felt_is_no_vague_promise(said):
    call = after("嗯，然后呢？", name="courier/lost-parcel", seed=2)
    call.hear(said)
    assert not makes(call.turns[-1], Move.PUT_OFF), call.turns[-1]


PUT_OFF = ["给您反馈一下，等通知吧。", "那您到营业厅去办。", "我给您上报一下，您等消息。", "这个您去柜台办吧"]


@pytest.mark.parametrize("said", PUT_OFF)
@pytest.mark.parametrize("name", ["government/housing-fund", "telecom/port-out", "utilities/gas-meter"])
def test_who_is_put_off_is_neither_glad_nor_agrees(name, said):
    call = after("嗯，然后呢？", name=name, seed=2)
    trust = call.mood.trust
    call.hear(said)
    assert not accepts(call)
    assert not makes(call.turns[-1], Move.ACKNOWLEDGE), call.turns[-1]
    assert call.mood.trust < trust


@pytest.mark.parametrize("said", PUT_OFF)
def test_an_offer_is_not_taken_at_the_moment_the_matter_is_put_off(said):
    call = after(PORT, "积分不用掏钱，两小时就解。", name="telecom/port-out")
    call.customer.memory.accepted = None
    call.customer.memory.considering = "points-pay"
    call.hear(said)
    assert not accepts(call)
    assert call.customer.memory.considering is None


def test_the_english_caller_asks_what_comes_next():
    offer = (
        "With the invoice number and the last four digits I can move the admin role to you in thirty minutes."
    )
    call = after("That must be maddening, with people waiting.", offer, name="saas/locked-account")
    assert call.customer.memory.considering == "move-admin"
    call.hear("I can pass it on to the team for you.")
    assert makes(call.turns[-1], Move.NOTICED), call.turns[-1]
    call.hear("I'll feed that back.")
    assert makes(call.turns[-1], Move.PUT_OFF), call.turns[-1]


@pytest.mark.parametrize("said", ["您不用去营业厅，手机上就能办。", "我反馈上去，二十四小时内给您回电话。"])
def test_who_spares_the_way_or_names_a_time_puts_nobody_off(said):
    call = after(name="telecom/port-out")
    call.hear(said)
    assert not makes(call.turns[-1], Move.PUT_OFF)


def test_a_short_turn_offers_no_way_that_the_turn_before_offered():
    call = after(PORT, name="telecom/port-out")
    times = call.customer.memory.offers["points-pay"].times
    call.hear("嗯，路上小心。")
    assert call.customer.memory.offers["points-pay"].times == times


@pytest.mark.parametrize(
    "said", ["退你一百三十五，三倍，够不够？", "我给你退九十。", "退您一百三十五行了吧？"]
)
def test_who_offers_too_much_roughly_is_not_put_right(said):
    call = after(name="telecom/elder-vas")
    call.hear(said)
    assert not makes(call.turns[-1], Move.CORRECT), call.turns[-1]


UNSAID = [
    ("telecom/data-overage", "我给您退八十块，二十四小时内到账。", "我没说八十块，退三十块。"),
    ("telecom/elder-vas", "我给您退九十块钱，三天之内到账。", "我什么时候说退九十块钱了，退六十块钱。"),
]


@pytest.mark.parametrize(("name", "said", "unsaid"), UNSAID)
def test_to_deny_having_said_it_is_a_contradiction(name, said, unsaid):
    call = after(said, name=name)
    call.hear(unsaid)
    assert makes(call.turns[-1], Move.NOTICED), call.turns[-1]


@pytest.mark.parametrize(
    "said", ["I've no idea, mate.", "I don't know.", "Haven't a clue, sorry.", "Beats me."]
)
def test_who_has_no_idea_is_not_taken_to_be_doing_something(said):
    call = after(ADMIN, "It takes half an hour.", name="saas/locked-account")
    anxiety = call.mood.anxiety
    call.hear(said)
    assert not accepts(call), call.turns[-1]
    assert call.mood.anxiety >= anxiety
