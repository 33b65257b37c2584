"""A question and what only looks like one, with punctuation and as a recogniser writes it."""

from __future__ import annotations

import pytest

from simulator.transcript import Speaker, Turn
from simulator.understanding import Understanding, understand
from simulator.understanding.acts import AgentAct as A

ASKING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY)


def heard(text: str, before: str = "", language: str = "zh-CN") -> Understanding:
    context = [Turn(speaker=Speaker.CUSTOMER, text=before)] if before else []
    return understand(text, speaker=Speaker.AGENT, language=language, context=context)


@pytest.mark.parametrize(
    "text",
    [
        "家里的套餐还是一百六十九。",
        "副卡还是免费",
        "副卡还是免费的，不另外收钱。",
        "号码还是原来那个",
        "每个月还是按五十九收",
        "发票住哪家哪家开。",
        "谁买的票谁去退",
        "什么都不能问。",
        "哪儿都能用",
        "没备案的合同按定额每月一千，一年一万二",
        "他打过来会说在哪儿。",
        "我看看卡在哪一条，再告诉您怎么解开。",
        "号码一位都不变。",
        "得机主本人打个电话。",
    ],
)
def test_a_statement_with_a_word_of_asking_in_it_asks_nothing(text: str) -> None:
    assert not heard(text).does(*ASKING), heard(text).acts


@pytest.mark.parametrize(
    "text",
    [
        "您是一直有用，还是最近才开始的？",
        "是您本人办还是家人办",
        "您看是退款还是换货？",
        "还是老地方吗？",
        "您住的是哪家酒店？",
        "您当时在哪儿",
        "您是机主本人吗？",
        "什么都不能点吗？",
    ],
)
def test_a_question_stays_one(text: str) -> None:
    assert heard(text).does(*ASKING), heard(text).acts


@pytest.mark.parametrize(
    "text",
    [
        "What I can do is send you a new one today.",
        "What takes it off is a call to the bank.",
        "What happens then is that the bank sends it back.",
        "How we do it is by post.",
    ],
)
def test_what_puts_something_in_front_is_no_question(text: str) -> None:
    assert not heard(text, language="en-GB").does(*ASKING)


@pytest.mark.parametrize(
    "text",
    [
        "It's not tied to a contract, so you're free to leave whenever you like.",
        "It goes out by courier, so it's into your hands by Friday.",
        "Has somebody rung you before, pretending to be us?",
        "Did anyone sign for it?",
    ],
)
def test_a_consequence_or_a_question_puts_nobodys_point_back(text: str) -> None:
    assert not heard(text, "I'm not sure about this letter.", "en-GB").does(A.RESTATE)


@pytest.mark.parametrize(
    "text", ["So you've paid twice and nobody's called you back, right?", "So you can't get in at all."]
)
def test_so_you_still_puts_a_point_back(text: str) -> None:
    before = "I paid twice, I can't get in, and nobody ever called me back!"
    assert heard(text, before, "en-GB").does(A.RESTATE)


@pytest.mark.parametrize(
    "text", ["号码一位都不变。", "得机主本人打个电话。", "户主去营业厅就能办", "我请专人联系那个号的机主"]
)
def test_to_speak_of_the_number_or_its_owner_asks_for_no_identity(text: str) -> None:
    assert not heard(text).does(A.ASK_IDENTITY)


@pytest.mark.parametrize("text", ["手机号报一下", "您是机主本人吗", "号码后四位", "请问机主叫什么？"])
def test_a_bare_request_still_asks_for_identity(text: str) -> None:
    assert heard(text, "我要查话费").does(A.ASK_IDENTITY)
