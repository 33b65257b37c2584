"""The turn loop: repeatable, resumable, always ending, never out of role."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.call import LONGEST_UTTERANCE, Call
from simulator.content.loading import load_library
from simulator.errors import BadInput
from simulator.transcript import EndReason, Speaker

LIBRARY = load_library()
NAMES = sorted(LIBRARY.scenarios)
SAID = [
    "您好，欢迎致电，我是小林，工号三零七，请问有什么可以帮您？",
    "嗯，您接着说。",
    "我理解您的心情。",
    "麻烦您报一下姓名和手机号。",
    "这事搁谁都窝火，我来帮您查清楚。",
    "您自己没注意吧。",
    "规定就是这样的。",
    "我马上给您登记，二十四小时之内给您回电话。",
    "可以退您一半，三天之内到账，您看行吗？",
    "对不起，非常抱歉。",
    "今天天气怎么样？",
    "请您稍等一下。",
    "",
    "您看还有别的需要吗？",
    "感谢您的来电，再见。",
    "Could you tell me your name, please?",
    "That must be maddening, let me fix this for you today.",
]
talks = st.lists(st.sampled_from(SAID), max_size=14)


def new_call(name: str = "telecom/data-overage", seed: int = 0) -> Call:
    scenario = LIBRARY.scenarios[name]
    call = Call(scenario, LIBRARY.personas[scenario.persona], seed)
    call.pick_up(1)
    return call


def talk(call: Call, said: list[str]) -> Call:
    for text in said:
        if call.ended:
            break
        call.hear(text) if text else call.silence()
    return call


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(NAMES), said=talks, seed=st.integers(0, 50))
def test_same_seed_same_call(name, said, seed):
    assert talk(new_call(name, seed), said).turns == talk(new_call(name, seed), said).turns


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(NAMES), said=talks, rest=talks)
def test_a_call_that_was_interrupted_goes_on_as_if_nothing_had_happened(name, said, rest):
    whole = talk(new_call(name), said)
    back = Call.resume(whole.scenario, whole.persona, whole.seed, tuple(whole.turns))
    assert back.turns == whole.turns
    assert back.mood == whole.mood
    assert back.ended == whole.ended
    assert [t.text for t in talk(back, rest).turns] == [t.text for t in talk(whole, rest).turns]


def test_a_reply_under_way_when_the_server_stopped_is_worked_out_again():
    call = talk(new_call(), SAID[:3])
    back = Call.resume(call.scenario, call.persona, call.seed, tuple(call.turns[:-1]))
    assert back.turns[-1].text == call.turns[-1].text


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(NAMES), said=talks, seed=st.integers(0, 50))
def test_the_customer_stays_in_role_and_in_bounds(name, said, seed):
    call = talk(new_call(name, seed), said)
    ends = [turn for turn in call.turns if turn.speaker is Speaker.CUSTOMER and turn.act == "farewell"]
    assert len(ends) <= 1, "a goodbye is said once"
    for turn in call.turns:
        if turn.speaker is Speaker.CUSTOMER:
            assert turn.text.strip()
            assert "{" not in turn.text
            assert not any(role in turn.text for role in ("请问有什么可以帮您", "how can I help", "欢迎致电"))
    times = [(turn.start, turn.end) for turn in call.turns]
    assert all(start <= end for start, end in times)
    assert times == sorted(times)


@settings(max_examples=40, deadline=None)
@given(said=talks, seed=st.integers(0, 50))
def test_what_is_told_only_when_asked_stays_untold_until_asked(said, seed):
    call = new_call(seed=seed)
    secret = next(fact for fact in call.scenario.facts if fact.id == "id-card")
    lines = {line for band in secret.lines.values() for line in band}
    talk(call, [text for text in said if "姓名" not in text])
    spoken = "".join(turn.text for turn in call.turns if turn.speaker is Speaker.CUSTOMER)
    assert not any(line in spoken for line in lines)


def test_silence_is_answered_and_then_ends_the_call():
    call = talk(new_call(), ["您好，星联移动。", "", "", "", "", ""])
    assert call.ended is EndReason.WALKED_AWAY


def test_nothing_is_said_after_the_end():
    call = talk(new_call(), ["您好", *[""] * 6])
    with pytest.raises(BadInput, match="over"):
        call.hear("喂？")


def test_ten_thousand_characters_are_refused_and_the_call_goes_on():
    call = talk(new_call(), SAID[:1])
    before = list(call.turns)
    with pytest.raises(BadInput, match=str(LONGEST_UTTERANCE)):
        call.hear("嗯" * 10_000)
    assert call.turns == before
    assert call.hear("嗯，您说。").text


def test_late_pick_up_costs_patience():
    prompt, late = new_call(), new_call()
    late.customer.waited(7)
    assert late.mood.patience < prompt.mood.patience


def test_the_agent_hanging_up_is_remembered_as_such():
    call = talk(new_call(), SAID[:2])
    assert call.hang_up() is EndReason.AGENT_HUNG_UP
    assert call.transcript("c-1").ended is EndReason.AGENT_HUNG_UP
