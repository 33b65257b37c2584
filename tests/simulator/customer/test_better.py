"""Whatever the call: one turn done better never leaves the customer worse off after that turn."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.call import Call
from simulator.transcript import Mood, is_chinese
from tests.simulator.customer.test_laws import courses, names, new_call, said, seeds, talk

UNFELT = 0.01  # a longer turn may be read a little less surely; no row of the table moves so little


@dataclass(frozen=True)
class Pair:
    """The same turn done badly and well, in both languages."""

    worse: dict[str, str]
    better: dict[str, str]


PAIRS = {
    "bare understanding → empathy": Pair(
        {"zh": "我理解您的心情。", "en": "I understand how you feel."},
        {"zh": "碰上这样的事，换谁都得着急上火。", "en": "That must be maddening, no wonder you're upset."},
    ),
    "blame → a neutral question": Pair(
        {"zh": "那是您自己不看短信造成的。", "en": "That's your own fault."},
        {"zh": "请问是什么时候发现的？", "en": "When did it happen?"},
    ),
    "contradiction → the opinion met": Pair(
        {"zh": "不可能，我们绝对没有这样的事。", "en": "That's not true, we never do that."},
        {
            "zh": "遇上这种事谁心里都会犯嘀咕，我这就给您一笔一笔查清楚。",
            "en": "That must be infuriating, no wonder you think so. Let me check it right now.",
        },
    ),
    "a plain no → a kind one": Pair(
        {"zh": "这个不行，办不了。", "en": "We can't do that."},
        {
            "zh": "这个我确实办不了，不过我可以马上给您登记，今天就给您回电话。",
            "en": "I can't do that for you, but I'll have the team call you back today.",
        },
    ),
    "an offer → the feeling, then the offer": Pair(
        {"zh": "这件事交给我，二十四小时之内我给您回电话。", "en": "I'll have the team call you back today."},
        {
            "zh": "等了这么久还没个说法，搁谁都窝火。这件事交给我，二十四小时之内我给您回电话。",
            "en": "Being left like that would upset anyone. I'll have the team call you back today.",
        },
    ),
}


def worse_off(worse: Mood, better: Mood) -> list[str]:
    """The parts in which the better turn left the customer worse."""
    gap = {part: getattr(better, part) - getattr(worse, part) for part in ("anger", "anxiety")}
    gap |= {part: getattr(worse, part) - getattr(better, part) for part in ("trust", "patience")}
    return [part for part, more in gap.items() if more > UNFELT]


def two_calls(name: str, seed: int, before: list[tuple[str, int]]) -> tuple[Call, Call]:
    calls = new_call(name, seed), new_call(name, seed)
    for call in calls:
        talk(call, said(call, [("neutral", 0), *before]))
    return calls


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
@settings(max_examples=40, deadline=None)
@given(name=names, seed=seeds, before=courses)
def test_done_better_never_felt_worse(pair, name, seed, before):
    first, second = two_calls(name, seed, before)
    tongue = "zh" if is_chinese(first.scenario.language) else "en"
    talk(first, [pair.worse[tongue]])
    talk(second, [pair.better[tongue]])
    assert worse_off(first.mood, second.mood) == []


@settings(max_examples=40, deadline=None)
@given(name=names, seed=seeds, before=courses, pause=st.floats(0, 90), less=st.floats(0, 1))
def test_a_shorter_wait_never_felt_worse(name, seed, before, pause, less):
    first, second = two_calls(name, seed, before)
    for call, seconds in ((first, pause), (second, pause * less)):
        if call.ended is None:
            start = call.turns[-1].end + 0.5 + seconds
            call.hear(said(call, [("neutral", 1)])[0], start, start + 1)
    assert worse_off(first.mood, second.mood) == []


@settings(max_examples=40, deadline=None)
@given(name=names, seed=seeds, before=courses)
def test_two_seconds_of_silence_never_felt_worse_than_ten(name, seed, before):
    first, second = two_calls(name, seed, before)
    for call, seconds in ((first, 10.0), (second, 2.0)):
        if call.ended is None:
            call.silence(seconds)
    assert worse_off(first.mood, second.mood) == []


@settings(max_examples=40, deadline=None)
@given(name=names, seed=seeds, before=courses, kind=st.sampled_from(["working", "empathic"]))
def test_letting_them_finish_never_felt_worse(name, seed, before, kind):
    first, second = two_calls(name, seed, before)
    for call, gap in ((first, -1.5), (second, 0.5)):
        if call.ended is None:
            start = max(0.0, call.turns[-1].end + gap)
            call.hear(said(call, [(kind, 0)])[0], start, start + 2)
    assert "anger" not in worse_off(first.mood, second.mood)
    assert "patience" not in worse_off(first.mood, second.mood)
