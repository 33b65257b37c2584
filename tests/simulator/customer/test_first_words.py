"""First words set the tone, a word to go on is listening, a no with another way is no flat one."""

from __future__ import annotations

import pytest

from simulator.transcript import is_chinese
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.customer.test_retold import hello
from tests.simulator.test_call import new_call, talk

HURRIED = [
    ("telecom/elder-vas", "您好，有事快说。"),
    ("telecom/elder-vas", "喂，什么事，快说。"),
    ("telecom/elder-vas", "您好，有话快讲，我这边忙着呢。"),
    ("courier/lost-parcel", "你好，说吧，什么事。"),
    ("telecom/family-sharing", "Hello, what do you want?"),
    ("travel/delayed-baggage", "Hi, make it quick."),
]
KIND = [
    ("telecom/elder-vas", "您好，您有什么事慢慢说，我听着。"),
    ("telecom/elder-vas", "您好，请问有什么可以帮您？您说。"),
    ("courier/lost-parcel", "喂，您好，请讲，什么事情我来帮您。"),
    ("telecom/family-sharing", "Hello, what can I do for you?"),
]
ENGLISH = [name for name, scenario in sorted(LIBRARY.scenarios.items()) if not is_chinese(scenario.language)]


@pytest.mark.parametrize(("name", "text"), HURRIED)
def test_who_hurries_the_caller_has_not_greeted_them_well(name: str, text: str):
    call = new_call(name)
    trust = call.mood.trust
    reply = call.hear(text)
    assert "greeted" not in call.customer.memory.latest
    assert reply.state.trust < trust


@pytest.mark.parametrize(("name", "text"), KIND)
def test_who_gives_time_has(name: str, text: str):
    call = new_call(name)
    trust = call.mood.trust
    assert call.hear(text).state.trust > trust


@pytest.mark.parametrize("name", ENGLISH)
@pytest.mark.parametrize(
    "text",
    ["Okay, I see, please carry on.", "I see. Go on, please.", "Right, okay, carry on.", "Go on.",
     "Okay, I understand, please go on.", "Of course, take your time, go ahead."],
)  # fmt: skip
def test_a_word_to_go_on_is_a_sign_of_listening(name: str, text: str):
    call = talk(new_call(name), ["Hello, how can I help?"])
    trust = call.mood.trust
    reply = call.hear(text)
    assert reply.state.trust >= trust
    assert not {"move:withhold", "move:evade", "move:offended", "move:brushed_off", "move:wait"} & set(
        reply.said
    )


LEFT = [
    ("bank/transfer-wrong", "这个撤不了；但我能做的是帮您把情况记下来。"),
    ("telecom/wrong-topup", "没办法全退，不过可以退一部分。"),
    ("telecom/wrong-topup", "全退不了，但是能退一大半。"),
    ("telecom/elder-vas", "三倍赔不了，但是四十五块可以都退。"),
    ("telecom/plan-downgrade", "五十九这个月降不了，不过八十八可以。"),
    ("telecom/data-overage", "全退不行，不过您是老用户，能补一部分。"),
    ("travel/flight-change", "赔偿给不了，但餐食可以安排。"),
    (
        "telecom/contract-renewal",
        "I can't waive the exit fee, but what I can do is move you to a cheaper plan.",
    ),
    ("telecom/family-sharing", "I'm not able to refund all of it, but I can do half."),
]
FLAT = [
    ("bank/transfer-wrong", "这个撤不了，但这也不能怪我们。"),
    ("telecom/wrong-topup", "退不了，不过您可以自己去找找那个人。"),
    ("telecom/elder-vas", "退不了，没办法。"),
    ("telecom/family-sharing", "We can't refund it, but that's not our fault."),
]


@pytest.mark.parametrize(("name", "text"), LEFT)
def test_a_no_that_leaves_a_way_is_no_flat_one(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    call.hear(text)
    happened = call.customer.memory.latest
    assert "refused" not in happened
    assert "curt" not in happened
    assert not heard(text, LIBRARY.scenarios[name]).denies_flatly


@pytest.mark.parametrize(("name", "text"), FLAT)
def test_a_no_that_leaves_none_is_flat(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    call.hear(text)
    assert {"refused", "put_off", "curt"} & set(call.customer.memory.latest)
