"""What passes between the turns counts: waiting by the second, being talked into, a word after a hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.call import Call
from simulator.content.loading import load_library
from simulator.content.scenario import Channel
from simulator.content.wording import Move
from simulator.customer.perceiving.timing import BORNE, BORNE_ON_HOLD
from tests.simulator.customer.test_laws import names
from tests.simulator.customer.test_talk import makes
from tests.simulator.test_call import new_call

LIBRARY = load_library()
HELLO = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
LISTEN = "嗯，您接着说。"


def after(pause: float, text: str = LISTEN, before: str = HELLO, name: str = "telecom/data-overage") -> Call:
    """A call in which so many seconds pass before the agent's second turn."""
    call = new_call(name)
    call.hear(before, 0.5, 3.0)
    start = call.turns[-1].end + pause
    call.hear(text, start, start + 1.5)
    return call


def test_silence_costs_patience_by_the_second():
    patience = [after(pause).mood.patience for pause in (2.0, 10.0, 20.0, 30.0)]
    assert patience == sorted(patience, reverse=True)
    assert len(set(patience)) == 4


def test_what_everybody_bears_costs_nothing():
    assert after(BORNE).mood == after(0.7).mood


def test_an_announced_wait_is_borne_longer():
    held = "您稍等，我查一下。"
    back = "让您久等了，您接着说。"
    assert after(BORNE_ON_HOLD, back, held).mood == after(15, back, held).mood
    assert after(BORNE_ON_HOLD + 20, LISTEN, held).mood.patience < after(15, LISTEN, held).mood.patience


def test_a_time_that_was_named_is_believed():
    two_minutes = "请您稍等两分钟，我去核实一下。"
    assert not any("干等" in why for why in after(100, "让您久等了。", two_minutes).turns[-1].why)


def test_coming_back_without_a_word_is_worse_than_with_one():
    held = "您稍等，我查一下。"
    with_a_word, without = after(20, "让您久等了，您接着说。", held), after(20, LISTEN, held)
    assert without.mood.patience < with_a_word.mood.patience
    assert any("连句交代" in why for why in without.turns[-1].why)


def test_the_impatient_lose_more_by_the_same_wait():
    hasty, calm = (LIBRARY.personas[name] for name in ("impatient-boss", "retired-grandma"))
    lost = []
    for persona in (hasty, calm):
        call = Call(LIBRARY.scenarios["telecom/data-overage"], persona, 0)
        call.hear(HELLO, 0.5, 3.0)
        before = call.mood.patience
        start = call.turns[-1].end + 20
        lost.append(before - call.hear(LISTEN, start, start + 1).state.patience)
    assert lost[0] > lost[1]


def test_turns_without_times_are_not_charged():
    typed = new_call()
    typed.hear(HELLO)
    assert not any("干等" in why for why in typed.hear(LISTEN).why)


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.SOCIAL])
def test_who_writes_may_take_minutes(channel):
    scenario = LIBRARY.scenarios["telecom/data-overage"].model_copy(update={"channel": channel})
    moods = []
    for pause in (2.0, 240.0):
        call = Call(scenario, LIBRARY.personas[scenario.persona], 0)
        call.hear(HELLO, 0.5, 3.0)
        call.hear(LISTEN, call.turns[-1].end + pause, call.turns[-1].end + pause + 2)
        moods.append(call.mood)
    assert moods[0] == moods[1]


def test_a_short_silence_costs_less_than_a_long_one():
    moods = []
    for seconds in (2.0, 10.0):
        call = new_call()
        call.hear(HELLO)
        moods.append(call.silence(seconds).state)
    assert moods[0].patience > moods[1].patience


def cut_short(text: str, overlap: float, seed: int = 0) -> Call:
    call = new_call(seed=seed)
    call.hear(HELLO, 0.5, 3.0)
    start = call.turns[-1].end - overlap
    call.hear(text, start, start + 2)
    return call


def test_being_interrupted_angers():
    question = "请问您的手机号是多少？"
    assert cut_short(question, 2.0).mood.anger > cut_short(question, -0.5).mood.anger
    assert cut_short(question, 0.2).mood == cut_short(question, -0.5).mood, "a slip is nobody's fault"


def test_a_back_channel_is_no_interruption():
    for sound in ("嗯嗯。", "对，好的。", "嗯，我在听。"):
        call = cut_short(sound, 2.0)
        assert not any("打断" in why for why in call.turns[-1].why)
        assert any("在听" in why for why in call.turns[-1].why)


def test_now_and_then_the_interrupted_say_so():
    worded = [
        makes(call.turns[-1], Move.INTERRUPTED)
        for call in (cut_short("您稍等我先查一下您的账单。", 2.0, seed) for seed in range(12))
    ]
    assert 3 <= sum(worded) < 12


def test_the_english_back_channel_counts_too():
    call = new_call("bank/card-declined")
    call.hear("Good morning, my name is Sam, how can I help you?", 0.5, 3.0)
    start = call.turns[-1].end - 2
    assert not any("cut" in why for why in call.hear("Mm-hm, right.", start, start + 1).why)


@settings(max_examples=30, deadline=None)
@given(
    name=names,
    course=st.lists(st.tuples(st.sampled_from(["嗯。", "您稍等。", ""]), st.floats(-2, 70)), max_size=8),
)
def test_any_timed_call_is_brought_back_as_it_was(name, course):
    call = new_call(name)
    for text, gap in course:
        if call.ended:
            break
        start = max(0.0, (call.turns[-1].end if call.turns else 0.0) + gap)
        call.hear(text, start, start + 2) if text else call.silence(abs(gap))
    back = Call.resume(call.scenario, call.persona, call.seed, tuple(call.turns))
    assert back.turns == call.turns
    assert back.mood == call.mood


def test_a_call_with_waits_and_silences_is_brought_back_as_it_was():
    call = after(17, "您稍等，我查一下。")
    call.silence(9.0)
    start = call.turns[-1].end + 12
    call.hear("让您久等了。", start, start + 2)
    back = Call.resume(call.scenario, call.persona, call.seed, tuple(call.turns))
    assert back.turns == call.turns
    assert back.mood == call.mood
