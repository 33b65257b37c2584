"""What the agent tells back: what is so is agreed to, a wrong figure, colour or place is put right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.content.scenario import Scenario
from simulator.customer.perceiving.mistaken import case_known, mistaken, texts_of
from simulator.customer.perceiving.restating import Restatement
from simulator.transcript import Speaker, is_chinese
from simulator.understanding import FactKind, facts, understand
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.test_call import new_call, talk

SCENARIOS = [pytest.param(played, id=name) for name, played in LIBRARY.scenarios.items()]

WRONG = [
    ("ecommerce/public-complaint", "蛋糕500块对吧"),
    ("ecommerce/public-complaint", "您那个蛋糕是花了五百块，对吗？"),
    ("bank/annual-fee", "您说的是扣了三百年费，对吧？"),
    ("bank/annual-fee", "年费三百对吗"),
    ("bank/transfer-wrong", "您转错了八千五，对吗？"),
    ("bank/transfer-wrong", "您是转了八千五给别人，是吧"),
    ("insurance/auto-renewal", "您想退1086，对吧"),
    ("insurance/auto-renewal", "您是说要把1086退给您，对吧"),
    ("saas/invoice-seats", "账单是18270，对吧"),
    ("saas/invoice-seats", "您这张单子是一万八千二百七，对吗？"),
    ("utilities/gas-meter", "您这期交了六百八，对吗？"),
    ("insurance/claim-delay", "您修车一天花二百三是吧"),
    ("bank/card-declined", "You tried to pay fifty-five pounds at the stall, correct?"),
    ("courier/missed-delivery", "Your door is blue, right?"),
    ("courier/missed-delivery", "So the driver said your door is purple, correct?"),
    ("travel/delayed-baggage", "You flew in from Denver, right?"),
    ("travel/delayed-baggage", "It's a red suitcase, correct?"),
    ("utilities/smart-meter", "So they've put it up to a hundred and twenty-eight, is that right?"),
]
SO = [
    ("ecommerce/public-complaint", "您花了238，对吧"),
    ("bank/annual-fee", "您是被扣了两百块年费，是吧？"),
    ("bank/transfer-wrong", "您转了5800给了陌生人，是吗？"),
    ("insurance/auto-renewal", "您要退的是一千一百八十六，对吧？"),
    ("saas/invoice-seats", "您是说账单一万八千七百二，五十二个账号，对吧？"),
    ("courier/missed-delivery", "So your door's green and the photo shows a red one, is that right?"),
    ("travel/delayed-baggage", "You flew in from Minneapolis on Saturday, right?"),
    ("travel/delayed-baggage", "So it's a dark blue case, correct?"),
    ("utilities/smart-meter", "So it went from ninety-four to a hundred and eighty-eight, is that right?"),
]


def hello(name: str) -> str:
    return "您好，请问有什么可以帮您？" if is_chinese(LIBRARY.scenarios[name].language) else "Hello."


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_is_told_back_wrong_is_put_right(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    trust = call.mood.trust
    reply = call.hear(text)
    assert "move:correct" in reply.said
    assert "move:confirm" not in reply.said
    assert reply.state.trust < trust


@pytest.mark.parametrize(("name", "text"), SO)
def test_what_is_told_back_right_is_agreed_to(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    trust = call.mood.trust
    reply = call.hear(text)
    assert "move:confirm" in reply.said
    assert reply.state.trust >= trust


def told_back(text: str, language: str) -> str:
    point = text.rstrip("。！？.!?")
    return f"您是说{point}，对吧？" if is_chinese(language) else f"So {point}, right?"


def so_in(played: Scenario) -> Iterator[str]:
    """What is so in a scenario, as an agent may tell it back."""
    yield from (*played.caller.knows, played.caller.reason, played.caller.wish)
    yield from (fact.short for fact in played.facts)
    yield from (f"{row.label} {row.value}" for block in played.briefing.card for row in block.rows)


@pytest.mark.parametrize("played", SCENARIOS)
def test_nothing_that_is_so_is_put_right(played: Scenario):
    known = case_known(texts_of(played), played.language)
    for text in so_in(played):
        said = told_back(text, played.language)
        read = understand(said, speaker=Speaker.AGENT, language=played.language)
        assert not mistaken(read, known, (), played.language, agreed=False), said


@pytest.mark.parametrize("played", SCENARIOS)
def test_any_other_sum_than_those_of_the_case_is_put_right(played: Scenario):
    sums = [f for text in so_in(played) for f in facts(text, played.language) if f.kind is FactKind.MONEY]
    if not sums:
        pytest.skip("a case without money")
    off = 7.0 * max(fact.value or 0.0 for fact in sums) + 3
    told = f"总共是{off:.0f}元" if is_chinese(played.language) else f"it was {off:.0f} pounds"
    assert heard(told_back(told, played.language), played).misstated, told


LOOSE = [
    ("ecommerce/refund-missing", "嗯，您是想这事有个着落，是吧？"),
    ("bank/transfer-wrong", "您是说这事挺急的，对吧？"),
    ("telecom/data-overage", "也就是说您对这张单子有疑问。"),
    ("saas/locked-account", "So what you're saying is you can't get on with your evening."),
]


@pytest.mark.parametrize(("name", "text"), LOOSE)
def test_a_loose_restatement_is_weak_and_not_wrong(name: str, text: str):
    call = talk(new_call(name), [hello(name)])
    assert "move:correct" not in call.hear(text).said


FOREIGN = [
    ("ecommerce/refund-missing", "您是说想给孩子报个钢琴班，对吧？"),
    ("bank/transfer-wrong", "所以您是想租一套学区房。"),
    ("saas/locked-account", "So you're saying you'd like a bigger kitchen."),
]


@pytest.mark.parametrize(("name", "text"), FOREIGN)
def test_a_restatement_of_something_else_is_not_agreed_to(name: str, text: str):
    assert heard(text, LIBRARY.scenarios[name]).restated is not Restatement.RIGHT
    call = talk(new_call(name), [hello(name)])
    assert not {"move:confirm", "move:acknowledge"} & set(call.hear(text).said)


@pytest.mark.parametrize(
    ("name", "text", "fact"),
    [
        ("telecom/data-overage", "您是说平时五十九，这回一百五十九，多出来一百，对吧？", "bill"),
        (
            "saas/locked-account",
            "So your manager set it all up and left on the sixth, is that right?",
            "left",
        ),
        ("bank/transfer-wrong", "您是用手机号转的，一个数字按错了，三按成了八，对吗？", "digit"),
    ],
)
def test_what_was_told_back_right_is_not_told_again(name: str, text: str, fact: str):
    call = talk(new_call(name), [hello(name), text])
    assert "move:confirm" in call.turns[-1].said
    assert fact in call.customer.memory.told
    go_on = "嗯，您接着说。" if is_chinese(call.scenario.language) else "Okay, go on."
    for _ in range(6):
        if not call.ended:
            assert f"fact:{fact}" not in call.hear(go_on).said


WISHES = [
    ("telecom/roaming-plan", "您最希望的是落地就能用、回来不多扣钱，是吧？"),
    ("telecom/roaming-plan", "您最担心的就是落地没网、回来多扣钱，是吗？"),
    ("telecom/roaming-plan", "您其实就想买一个包、今天就办好，对吧？"),
    ("telecom/roaming-plan", "您要的是一个准话，买哪个、多少钱，对吗？"),
    ("telecom/roaming-plan", "您怕的是在迪拜那一晚又多扣，是不是？"),
    ("telecom/roaming-plan", "您在意的是开会别断线，对不对？"),
    ("telecom/data-overage", "您最想要的是把这一百块退回来，是吧？"),
    (
        "courier/missed-delivery",
        "What you want most is the gown back in your hands before Sunday, have I got that right?",
    ),
    ("courier/missed-delivery", "So above all you want the driver to go back and get it, is that right?"),
    (
        "saas/locked-account",
        "What matters most to you is the lists for seven, and then being admin, is that right?",
    ),
]


@pytest.mark.parametrize(("name", "text"), WISHES)
def test_a_wish_put_back_is_neither_an_offer_nor_a_question_for_more(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert not seen.offered, seen.read.acts
    assert not seen.asked, seen.asked
    assert seen.restated in (Restatement.RIGHT, Restatement.LOOSE), seen.restated


TOLD_TO_DO_IT = [
    ("courier/missed-delivery", "You might want to knock at the red doors yourself, it'd be quickest."),
    ("courier/missed-delivery", "Just go and knock on the door yourself, you've got legs."),
    ("courier/missed-delivery", "You could always ask at the red door across the road."),
    ("courier/missed-delivery", "Why don't you pop over and ask for the gown yourself?"),
    ("saas/locked-account", "You'd better ring Kelly for the codes then."),
    ("saas/locked-account", "Just get the codes off Kelly's phone."),
    ("saas/locked-account", "Make a second admin later, somebody you trust."),
    ("utilities/smart-meter", "You could try reading the meter yourself."),
]


@pytest.mark.parametrize(("name", "text"), TOLD_TO_DO_IT)
def test_to_be_told_what_to_do_is_not_to_be_understood(name: str, text: str):
    seen = heard(text, LIBRARY.scenarios[name])
    assert seen.restated is Restatement.NONE, seen.read.acts
