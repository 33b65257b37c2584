"""Side stories, supervisors, questions that are none of the call's business."""

from __future__ import annotations

import pytest

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.content.parts import Aside
from simulator.content.wording import Move
from simulator.transcript import EndReason
from tests.simulator.customer.test_talk import HELLO, makes
from tests.simulator.test_call import new_call, talk

LIBRARY = load_library()
ASIDE = Aside(id="bus", lines={"any": ["我们这儿那趟公交啊，一等就是半个钟头。"]})
QUIET = LIBRARY.scenarios["telecom/elder-vas"].model_copy(
    update={
        "asides": [ASIDE],
        "state": LIBRARY.scenarios["telecom/elder-vas"].state.model_copy(update={"anger": 0.2}),
    }
)


def caller(persona: str, seed: int) -> Call:
    call = Call(QUIET, LIBRARY.personas[persona], seed)
    return talk(call, ["您好，我是小陈。"])


def drifts(persona: str) -> int:
    calls = [talk(caller(persona, seed), ["您稍等，我查一下。"]) for seed in range(20)]
    return sum("aside:bus" in call.turns[-1].said for call in calls)


def test_who_likes_to_talk_drifts_while_waiting_and_others_hardly():
    talkative, normal, terse = (
        drifts(
            next(
                p.id
                for p in LIBRARY.personas.values()
                if p.speech.talkative == kind and p.language == "zh-CN"
            )
        )
        for kind in ("talkative", "normal", "terse")
    )
    assert talkative > normal > terse == 0
    assert talkative >= 6


def test_a_side_story_is_told_once():
    for seed in range(10):
        call = talk(caller("retired-grandma", seed), ["您稍等，我查一下。"] * 4)
        assert sum(turn.said.count("aside:bus") for turn in call.turns) <= 1


def test_leading_back_kindly_is_welcome():
    call = next(
        call
        for call in (talk(caller("retired-grandma", seed), ["您稍等，我查一下。"]) for seed in range(20))
        if "aside:bus" in call.turns[-1].said
    )
    reply = call.hear("哎，等车是挺熬人的。那我问您一下，您身份证后四位是多少？")
    assert any("闲话" in why for why in reply.why)


def test_the_angry_tell_no_stories():
    scenario = QUIET.model_copy(update={"state": QUIET.state.model_copy(update={"anger": 0.8})})
    for seed in range(10):
        call = Call(scenario, LIBRARY.personas["retired-grandma"], seed)
        talk(call, ["您好，我是小陈。", "您稍等，我查一下。"])
        assert "aside:bus" not in call.turns[-1].said


NOES = ["这个办不了。", "规定就是这样，不行。", "不行，退不了。", "真的办不了。"]


def demanding(seed: int = 0) -> Call:
    """A caller who has just asked for a supervisor."""
    call = talk(new_call(seed=seed), [HELLO, "嗯，您说。"])
    for no in NOES:
        if call.ended or makes(call.turns[-1], Move.DEMAND_SUPERVISOR):
            break
        call.hear(no)
    assert makes(call.turns[-1], Move.DEMAND_SUPERVISOR), [turn.said for turn in call.turns]
    return call


def test_who_hears_no_again_and_again_asks_for_somebody_who_can_decide():
    assert demanding().ended is None


def test_taking_it_on_with_a_time_talks_them_down():
    call = demanding()
    anger = call.mood.anger
    call.hear("这事折腾您半天，换谁都急，您交给我，我现在就给您提交退八十，二十四小时内到账。")
    assert makes(call.turns[-1], Move.TALKED_DOWN)
    assert call.mood.anger < anger


def test_a_transfer_that_was_asked_for_ends_with_the_agent():
    assert demanding().hear("好的，我这就给您转接主管，请稍等。").ended is EndReason.ESCALATED


def test_a_transfer_that_nobody_asked_for_annoys():
    call = talk(new_call(), [HELLO])
    anger = call.mood.anger
    call.hear("我给您转接到投诉部门，请稍等。")
    assert makes(call.turns[-1], Move.PASSED_ON)
    assert call.mood.anger > anger


@pytest.mark.parametrize(
    ("question", "moves"),
    [
        ("请问您是做什么工作的？", (Move.EVADE,)),
        ("您家住在哪儿呀？", (Move.EVADE,)),
        ("麻烦报一下您手机的序列号。", (Move.NOT_AT_HAND,)),
        ("请把您的银行卡密码告诉我。", (Move.KEEP_SECRET,)),
    ],
)
def test_a_question_outside_the_scenario_is_put_off_in_character(question, moves):
    call = talk(new_call(), [HELLO, "嗯，您说。", "嗯，我在听。"])
    reply = call.hear(question)
    assert makes(reply, *moves), reply
    assert not any(key.startswith("fact:") for key in reply.said), "nothing is made up or let slip"


def test_a_mere_sign_of_listening_passes_no_accusation_over():
    for seed in range(6):
        call = talk(new_call(seed=seed), [HELLO, "嗯，您说。", "嗯嗯。"])
        assert not any(key.startswith("again:") for turn in call.turns for key in turn.said)
