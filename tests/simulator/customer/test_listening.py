"""A turn is taken as a caller takes it who knows the case: asked, told back, offered, refused, denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from simulator.content.alternation import every
from simulator.content.loading import load_library
from simulator.content.scenario import Scenario
from simulator.content.varying import laid_over
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.intake import perceive
from simulator.customer.perceiving.perception import Perception
from simulator.customer.perceiving.restating import Restatement
from simulator.customer.perceiving.timing import UNTIMED
from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding.acts import AgentAct as A
from tests.simulator.test_call import new_call, talk

LIBRARY = load_library()
RUDE = (A.BLAME, A.CURT, A.INSULT, A.CONTRADICT)


def heard(text: str, played: Scenario, before: str = "", asked: str = "") -> Perception:
    """The turn right after the opening, or after ``before``, which ``asked`` a question of the scenario."""
    memory = Memory(played)
    memory.opened = True
    memory.questions |= {asked: Stage.OPEN} if asked else {}
    said = before or every(played.opening[0])[0]
    hello = "您好。" if is_chinese(played.language) else "Hello."
    context = [Turn(speaker=Speaker.AGENT, text=hello), Turn(speaker=Speaker.CUSTOMER, text=said)]
    return perceive(text, memory, context, UNTIMED)


def casts() -> Iterator[Scenario]:
    for scenario in LIBRARY.scenarios.values():
        for variation in (None, *scenario.segments, *scenario.twists):
            yield laid_over(scenario, variation)


CASTS = [pytest.param(played, id=f"{played.id}:{place}") for place, played in enumerate(casts())]


@pytest.mark.parametrize("played", CASTS)
def test_every_question_of_a_scenario_is_understood_in_its_call(played: Scenario):
    for fact in played.facts:
        if fact.question:
            seen = heard(fact.question, played)
            assert fact in seen.asked, fact.question
            assert seen.asks_something, fact.question
            assert not seen.rude(*RUDE), (fact.question, seen.read.acts)
            assert not seen.misstated, fact.question
            assert seen.restated in (Restatement.NONE, Restatement.RIGHT), fact.question


@pytest.mark.parametrize("played", CASTS)
def test_a_good_agents_words_are_not_taken_amiss(played: Scenario):
    for moment in played.moments:
        if moment.at != "closing":
            taken_well(moment.good, heard(moment.good, played))


@pytest.mark.parametrize("played", CASTS)
def test_a_good_answer_answers_and_a_good_offer_offers(played: Scenario):
    for question in played.questions:
        if question.answer:
            before = every(next(iter(question.lines.values()))[0])[0]
            seen = heard(question.answer, played, before, question.id)
            assert question in seen.answered, (question.answer, seen.restated)
            taken_well(question.answer, seen)
    for way in played.resolutions:
        if way.say:
            assert way in heard(way.say, played).offered, way.say


def taken_well(text: str, seen: Perception) -> None:
    assert not seen.rude(*RUDE), (text, seen.read.acts)
    assert not seen.misstated, text
    assert not seen.off_subject, text
    assert not seen.stuffed, text
    assert not seen.unheard_of, text


@pytest.mark.parametrize(
    ("scenario", "text"),
    [
        ("broadband/move-delayed", "您是想把网速恢复到二百兆，晚的这些天也要个说法，对吧？"),
        (
            "utilities/smart-meter",
            "So you want to know where that comes from, and not have it leave your account on the first.",
        ),
        (
            "telecom/cancel-lost-sim",
            "卡丢在工地上，网点还让您跑回老家，来回上千公里，是够让人上火的。",
        ),
        ("courier/missed-delivery", "Let's get it back, tell me what's in it and by when you need it."),
    ],
)
def test_to_tell_back_a_wish_or_a_story_offers_nothing(scenario: str, text: str):
    assert heard(text, LIBRARY.scenarios[scenario]).offered == ()


@pytest.mark.parametrize(
    ("scenario", "text"),
    [
        ("government/housing-fund", "没备案的合同按定额每月一千，一年一万二。"),
        ("telecom/family-plan", "家里的套餐还是一百六十九，副卡还是免费。"),
        ("saas/locked-account", "What I can do is send the rota to your accounts inbox right now."),
        ("travel/delayed-baggage", "Buy what you need for the morning, up to two hundred dollars."),
    ],
)
def test_a_statement_is_not_taken_for_a_question(scenario: str, text: str):
    assert not heard(text, LIBRARY.scenarios[scenario]).asks_something


def test_a_short_refusal_does_not_complete_the_offer_before_it():
    played = LIBRARY.scenarios["broadband/move-delayed"]
    way = played.resolutions[0]
    context: Sequence[Turn] = [
        Turn(speaker=Speaker.AGENT, text=way.say or way.offer),
        Turn(speaker=Speaker.CUSTOMER, text="移机费也要全退。"),
    ]
    seen = perceive("移机费全退不行的。", Memory(played), context, UNTIMED)
    assert seen.does(A.REFUSE)
    assert seen.offered == ()


DENIALS = [
    ("ecommerce/price-drop", "规则里写得很清楚了，直播专享价不参与价保。"),
    ("ecommerce/public-complaint", "一万是不可能的，您这属于过分要求了。"),
    ("travel/flight-change", "赔偿我们没有的，您找航空公司吧。"),
    ("travel/flight-change", "赔偿是不可能的。"),
]


@pytest.mark.parametrize(("name", "text"), DENIALS)
def test_a_flat_denial_settles_no_objection(name: str, text: str):
    for held in LIBRARY.scenarios[name].objections:
        call = talk(new_call(name), ["您好，请问有什么可以帮您？"])
        memory = call.customer.memory
        memory.objections = dict.fromkeys(memory.objections, Stage.PENDING) | {held.id: Stage.OPEN}
        reply = call.hear(text)
        assert memory.objections[held.id] is Stage.OPEN, (held.id, reply.said)


def test_a_refusal_with_feeling_and_a_reason_settles_a_demand():
    name = "ecommerce/public-complaint"
    held = next(o for o in LIBRARY.scenarios[name].objections if o.act == "demand")
    call = talk(new_call(name), ["您好，请问有什么可以帮您？"])
    call.customer.memory.objections[held.id] = Stage.OPEN
    call.hear("孩子吃坏了肚子，换谁都火大。一万我给不了您，规定里最多赔三倍，我现在就给您申请上。")
    assert call.customer.memory.objections[held.id] is Stage.SETTLED


@pytest.mark.parametrize(
    "text",
    [
        "我理解，我理解。",
        "感同身受，换位思考，我理解，抱歉，马上，立即，一定，为您解决，请放心，请问还有其他需要帮助的吗？",
        "抱歉理解放心感谢，我马上给您办理退款补偿升级，还有什么可以帮您，祝您愉快。",
    ],
)
def test_hollow_words_win_no_trust(text: str):
    for name, scenario in LIBRARY.scenarios.items():
        if is_chinese(scenario.language):
            call = talk(new_call(name), ["您好，请问有什么可以帮您？"])
            before = call.mood.trust
            assert call.hear(text).state.trust <= before, name


def test_what_does_good_is_thanked_for_once():
    name, place, trigger = next(
        (scenario.id, place, trigger)
        for scenario in LIBRARY.scenarios.values()
        for place, trigger in enumerate(scenario.triggers)
        if trigger.lines and trigger.trust > 0 and is_chinese(scenario.language)
    )
    words = "".join(group.split("|")[0] for group in trigger.cues[0].split())
    call = talk(new_call(name), ["您好，请问有什么可以帮您？"])
    said = [f"trigger:{place}" in call.hear(f"嗯，{words}。").said for _ in range(4)]
    assert sum(said) <= 1


def test_what_is_asked_after_acceptance_waits_for_it():
    for scenario in LIBRARY.scenarios.values():
        late = {f"question:{q.id}" for q in scenario.questions if q.raised == "accepted"}
        chinese = is_chinese(scenario.language)
        call = talk(new_call(scenario.id), ["您好。" if chinese else "Hello."])
        for _ in range(5):
            if call.ended:
                break
            reply = call.hear("请问您还有别的问题吗？" if chinese else "Is there anything else you need?")
            assert not late & set(reply.said)
