"""What is asked is answered, all of it; what asks nothing is never met with “I don't know”."""

from __future__ import annotations

import pytest

from simulator.call import Call
from simulator.content.wording import Move
from simulator.customer.memory import Stage
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.test_call import new_call, talk

PUT_OFF = {f"move:{move}" for move in (Move.ANSWER_UNKNOWN, Move.WITHHOLD, Move.EVADE, Move.NOT_AT_HAND)}


def called(name: str, seed: int = 0, level: int = 1) -> Call:
    """A call of this scenario, after the opening."""
    played, persona = LIBRARY.cast(name, seed, level)
    call = Call(played, persona, seed)
    call.pick_up()
    talk(call, ["您好，请讲。" if played.language.startswith("zh") else "Hello, how can I help?"])
    return call


def answer(call: Call, text: str) -> set[str]:
    """What is said to a turn: the keys."""
    return set(call.hear(text).said)


@pytest.mark.parametrize(
    ("name", "text", "facts"),
    [
        ("courier/lost-parcel", "昨天下午四点半那会儿，您人在哪儿？", {"where-were"}),
        ("courier/lost-parcel", "您贵姓？昨天下午四点半您人在哪儿？", {"name", "where-were"}),
        ("courier/lost-parcel", "昨天下午四点半您在哪儿，还有您贵姓？", {"name", "where-were"}),
        ("courier/lost-parcel", "单号后四位报一下，另外您平时去哪个驿站取件？", {"waybill", "station"}),
        ("ecommerce/refund-missing", "先问您贵姓，再问您银行去问过没有？", {"name", "bank-said"}),
        ("telecom/family-sharing", "Could your wife come to the phone?", {"available"}),
        ("telecom/family-sharing", "Can Mrs. Prentiss come to the phone for a moment?", {"available"}),
        ("telecom/family-sharing", "Your name, please? And do you have Wi-Fi at home?", {"name", "wifi"}),
        ("telecom/contract-renewal",
         "What's your name, and did you get our text in September?", {"name", "notice"}),
        ("telecom/contract-renewal",
         "How much data do you use? And which number is it about?", {"usage", "number"}),
    ],
)  # fmt: skip
def test_each_question_of_a_turn_is_answered(name: str, text: str, facts: set[str]):
    said = answer(called(name, level=1), text)
    assert facts <= {key.partition(":")[2] for key in said if key.partition(":")[0] in ("fact", "dodge")}


LISTENING = [
    ("telecom/elder-vas", "您继续说，我听着呢"),
    ("telecom/elder-vas", "然后呢，快一点"),
    ("telecom/elder-vas", "后来呢？"),
    ("telecom/elder-vas", "您接着往下说，我都记着呢"),
    ("bank/transfer-wrong", "还有呢？"),
    ("utilities/gas-meter", "嗯，接下来呢？"),
    ("bank/card-declined", "please carry on"),
    ("saas/locked-account", "Okay, I see, please carry on."),
    ("travel/delayed-baggage", "Please go on, I'm listening."),
    ("travel/delayed-baggage", "Mm-hm, I'm listening."),
    ("telecom/contract-renewal", "I'm all ears."),
    ("telecom/family-sharing", "And then?"),
    ("telecom/contract-renewal", "Do go on."),
    ("utilities/smart-meter", "What happened next?"),
]


@pytest.mark.parametrize(("name", "text"), LISTENING)
def test_whoever_is_told_to_go_on_does_not_say_that_they_do_not_know(name: str, text: str):
    for seed in range(4):
        call = called(name, seed, 2)
        for _ in range(4):  # also when there is nothing left to tell
            assert not answer(call, text) & PUT_OFF


STATED = [
    ("utilities/gas-meter", "气是真用了，这一截我免不了；按头一档算，再分三期，这回您还是交一百九十块钱。"),
    ("utilities/gas-meter", "我建议您还是先交上，剩下的慢慢来。"),
    ("saas/invoice-seats", "账单是系统自动生成的哦，以账单为准呢。"),
    ("courier/lost-parcel", "东西没了，哪个当妈的不急。我看一下轨迹，它写的是放哪儿了。"),
    ("telecom/regulator-complaint", "被一条短信挡住，连哪份协议都不说，换成我也要问个明白。"),
    ("telecom/port-out", "号码一位都不变，就换卡那会儿断几分钟。"),
    ("telecom/elder-vas", "平白多扣了钱，您心里哪能不慌。我把这三个月一笔一笔念给您听。"),
    ("telecom/data-overage", "系统正在给您查呢。"),
    ("bank/annual-fee", "这个谁碰上都不好受。"),
    ("broadband/outage", "师傅在路上了，还要走几公里。"),
]


@pytest.mark.parametrize(
    ("name", "text", "fact"),
    [
        ("telecom/family-plan", "这张副卡是在谁的名下。", "owner"),
        ("courier/lost-parcel", "您平时是去哪个驿站取件。", "station"),
        ("bank/transfer-wrong", "您是几点转的。", "when"),
    ],
)
def test_a_question_is_one_whatever_mark_the_recogniser_wrote(name: str, text: str, fact: str):
    assert f"fact:{fact}" in answer(called(name, level=1), text)


@pytest.mark.parametrize(("name", "text"), STATED)
def test_a_question_word_in_a_statement_asks_nothing(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert not seen.asks_something
    assert not seen.asked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bank/card-declined", "Is my understanding right that your card was declined at the market?"),
        ("bank/card-declined", "Am I right that the card was refused though there's money in the account?"),
        (
            "bank/card-declined",
            "Do I understand correctly that you're at the market and the card was refused?",
        ),
        ("telecom/contract-renewal", "Am I right in saying that the price went up by three pounds?"),
        ("utilities/smart-meter", "Is my understanding correct that your direct debit is doubling?"),
        ("bank/transfer-wrong", "我这样理解对不对，您是号码打错一位，五千八转给了生人？"),
        ("utilities/gas-meter", "我理解得对不对，您是觉得这期气费比以前高了一倍？"),
    ],
)
def test_whether_the_point_was_got_is_confirmed(name: str, text: str):
    said = answer(called(name), text)
    assert not said & PUT_OFF
    assert f"move:{Move.CONFIRM}" in said


@pytest.mark.parametrize(
    ("name", "before", "text"),
    [
        ("telecom/elder-vas", "ringtone",
         "单子上那个彩铃是送您的，一分没收。您平时听着人家打进来的歌，那就是它，要不要留着？"),
        ("telecom/elder-vas", "still-call", "关了它，您打电话、接电话都不影响，跟以前一样。您要不要记一下？"),
    ],
)  # fmt: skip
def test_nobody_says_they_do_not_know_after_their_question_was_answered(name: str, before: str, text: str):
    call = called(name)
    if before:
        call.customer.memory.questions[before] = Stage.OPEN
    assert f"move:{Move.ANSWER_UNKNOWN}" not in answer(call, text)


def test_what_was_said_to_the_sore_point_is_answer_enough():
    call = called("utilities/smart-meter", 0, 2)
    said = answer(call, "Okay. And can you submit that in the app?")
    assert any(key.startswith("trigger:") for key in said)
    assert not said & PUT_OFF


def test_when_you_have_a_minute_asks_nothing():
    admin = LIBRARY.scenarios["saas/locked-account"]
    for text in (
        "One thing for later, when you've a minute: make a second admin, somebody you trust.",
        "When you're in, add somebody you trust as an admin.",
        "I'll tell you how it works: the admin decides who gets in.",
    ):
        assert not heard(text, admin).asked, text


@pytest.mark.parametrize(
    "text",
    [
        "Could you take the post down first please?",
        "Could you get that off the page for us, please?",
        "Can you confirm you'll remove it?",
    ],
)
def test_a_request_that_names_nothing_does_not_ask_who_one_is(text: str):
    assert not heard(text, LIBRARY.scenarios["courier/missed-delivery"]).asked


@pytest.mark.parametrize(
    "text", ["Could I take your name please?", "Your name, please.", "Can I get a name?"]
)
def test_the_name_is_still_asked_for(text: str):
    asked = heard(text, LIBRARY.scenarios["courier/missed-delivery"]).asked
    assert [fact.id for fact in asked] == ["name"]


def test_what_is_asked_again_is_what_the_question_fits_best():
    call = talk(new_call("telecom/roaming-plan", 17), ["您好，请问有什么可以帮您？"])
    known = {fact.id: fact for fact in call.customer.memory.scenario.facts}
    for name in ("dates", "layover", "layover-night"):
        call.customer.memory.tell(known[name])
    reply = call.hear("您在迪拜待多久，那一晚要不要上网？")
    assert "short:layover-night" in reply.said
