"""Called by somebody else's name, callers say theirs; a name that only sounds like it is the recogniser's."""

from __future__ import annotations

import pytest

from simulator.transcript import EndReason
from tests.simulator.customer.test_asked import answer, called

MISNAMED = [
    ("government/noise-complaint", "李女士，两张单子我看到了。"),
    ("utilities/gas-meter", "好的，王先生，您慢慢说。"),
    ("bank/annual-fee", "嗯，赵阿姨，我这就给您查。"),
    ("travel/delayed-baggage", "Thank you, Mr. Brown. I have your file here."),
    ("bank/card-declined", "Okay, Mrs Potter, let me have a look."),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("name", "text"), MISNAMED)
def test_who_is_called_by_another_name_says_their_own(name: str, text: str, seed: int):
    call = called(name, seed)
    before = call.mood.trust
    caller = call.scenario.caller.name
    own = caller.split()[-1] if " " in caller else caller[:1]
    reply = call.hear(text)
    assert "move:correct" in reply.said
    assert own in reply.text
    assert call.customer.memory.just("misstated")
    assert reply.state.trust < before + 0.1


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("government/noise-complaint", "我姓李，工号三零二，我来看两张单子。"),
        ("broadband/outage", "王师傅一个小时以后到您家。"),
        ("telecom/family-sharing", "I'd need Mrs. Prentiss to agree to that."),
        ("travel/delayed-baggage", "I spoke to Mr Brown at the Boston desk."),
    ],
)
def test_somebody_else_may_be_spoken_of(name: str, text: str, seed: int):
    assert "move:correct" not in answer(called(name, seed), text)


def test_a_name_that_sounds_alike_is_the_same():
    call = called("government/noise-complaint", 1)
    surname = {"贺": "何", "沈": "审"}[call.scenario.caller.name[:1]]
    assert "move:correct" not in answer(call, f"{surname}女士，两张单子我看到了。")


@pytest.mark.parametrize("name", ["telecom/elder-vas", "travel/delayed-baggage", "utilities/gas-meter"])
def test_a_goodbye_before_anything_is_settled_hurts(name: str):
    call = called(name)
    before = call.mood
    after = call.hear("Okay, goodbye." if call.scenario.language.startswith("en") else "好的，再见。").state
    assert after.anger > before.anger
    assert after.trust < before.trust


@pytest.mark.parametrize("patience", [0.15, 0.25, 0.4, 0.9])
@pytest.mark.parametrize("name", ["telecom/elder-vas", "travel/delayed-baggage", "utilities/gas-meter"])
def test_who_is_said_goodbye_to_twice_is_gone(name: str, patience: float):
    call = called(name)
    goodbye = "Okay, goodbye." if call.scenario.language.startswith("en") else "那就这样，拜拜。"
    call.customer.mood = call.mood.model_copy(update={"patience": patience})
    call.hear(goodbye)
    call.hear(goodbye)
    assert call.ended is EndReason.WALKED_AWAY


@pytest.mark.parametrize(
    ("name", "say", "ask", "said"),
    [
        ("bank/card-declined", "I'm lifting the block right now, give it five minutes.",
         "Has it gone through?", "Yes|yes|has"),
        ("insurance/claim-delay", "我现在就给您提交，先预付一半四千二，今天五点前提的当天到卡。",
         "钱到了没有？", "还没|没那么快|不急"),
    ],
)  # fmt: skip
def test_whether_it_has_worked_is_answered_by_how_long_it_takes(name: str, say: str, ask: str, said: str):
    call = called(name)
    call.hear(say)
    call.customer.memory.accepted = call.scenario.resolutions[0].id
    reply = call.hear(ask)
    assert any(word in reply.text for word in said.split("|")), reply


def test_weather_beside_the_matter_is_no_chat():
    call = called("travel/flight-change", 1)
    said = answer(call, "是天气还是机务我查不到，不过改签、轮椅、酒店我现在都给您弄好，一分钱不用您掏。")
    assert not {"move:small_talk", "move:off_subject"} & said
    assert "move:small_talk" in answer(called("travel/flight-change", 1), "今天天气不错啊。")
