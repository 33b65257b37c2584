"""Who talks when, from times alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.transcript import Speaker
from simulator.voice.talk import Stretch, Timing, timing

A, C = Speaker.AGENT, Speaker.CUSTOMER
STRETCHES = st.lists(
    st.tuples(st.sampled_from([A, C]), st.floats(0, 100), st.floats(0.1, 10)).map(
        lambda one: Stretch(one[0], one[1], one[1] + one[2])
    ),
    max_size=12,
)


def talk(*stretches: tuple[Speaker, float, float] | tuple[Speaker, float, float, str]) -> Timing:
    return timing(Stretch(*one) for one in stretches)


def test_shares_overlap_and_silence() -> None:
    measured = talk((A, 0, 3), (C, 3, 9.5), (A, 9, 12))
    assert measured.talk_share_agent == pytest.approx(6 / 12.5)
    assert measured.overtalk_s == pytest.approx(0.5)
    assert (measured.interruptions(A), measured.dead_airs, measured.silences) == (0, (), ())


def test_talking_over_the_customer_for_a_second_is_an_interruption() -> None:
    assert talk((C, 0, 5.2), (A, 4, 8)).interruptions(A) == 1
    assert talk((C, 0, 5.2), (A, 4.4, 8)).interruptions(A) == 0  # a brisk answer
    the_customer_did_it = talk((A, 0, 5), (C, 3, 8))
    assert (the_customer_did_it.interruptions(A), the_customer_did_it.interruptions(C)) == (0, 1)


def test_cutting_a_sentence_is_one_however_short_the_overlap() -> None:
    assert talk((C, 0, 2, "我昨天明明——"), (A, 2, 4, "您先听我说")).interruptions(A) == 1
    assert talk((C, 0, 2, "我昨天打过。"), (A, 2, 4, "您先听我说")).interruptions(A) == 0


def test_a_sign_of_listening_is_no_interruption() -> None:
    measured = talk((C, 0, 5), (A, 2, 2.6), (A, 5.5, 8))
    assert (measured.interruptions(A), measured.backchannels(A)) == (0, 1)
    longer = talk((C, 0, 9, "我跟你说"), (A, 2, 3.5, "嗯嗯，好的好的"))
    assert (longer.interruptions(A), longer.backchannels(A)) == (0, 1)
    no_sign = talk((C, 0, 9, "我跟你说"), (A, 2, 3.5, "您的号码是多少"))
    assert (no_sign.interruptions(A), no_sign.backchannels(A)) == (1, 0)


def test_a_sign_of_listening_between_two_turns_counts_but_an_answer_does_not() -> None:
    told = talk((C, 0, 2, "我上周打过。"), (A, 2.2, 2.6, "嗯。"), (C, 3, 5, "没人管。"))
    assert told.backchannels(A) == 1
    assert told.gaps(A) == []
    asked = talk((C, 0, 2, "是上周吗？"), (A, 2.2, 2.6, "对。"), (C, 3, 5, "那好。"))
    assert asked.backchannels(A) == 0


def test_dead_air_counts_from_five_seconds_whoever_was_silent() -> None:
    measured = talk((A, 0, 1), (A, 6, 7), (C, 11.9, 13), (C, 20, 21))
    assert measured.dead_airs == (5.0, 7.0)


def test_what_a_machine_needed_is_no_silence() -> None:
    slow = Stretch(C, 9, 10, delay=3)
    assert timing([Stretch(A, 0, 2), slow]).dead_airs == ()
    assert timing([Stretch(A, 0, 2), slow]).gaps(C) == [4]


def test_nobody_talks() -> None:
    assert talk().talk_share_agent is None


@given(STRETCHES)
def test_swapping_the_sides_keeps_what_is_common(stretches: list[Stretch]) -> None:
    other = {A: C, C: A}
    straight = timing(stretches)
    swapped = timing(Stretch(other[one.speaker], one.start, one.end) for one in stretches)
    assert straight.overtalk_s == pytest.approx(swapped.overtalk_s)
    assert straight.silences == pytest.approx(swapped.silences)
    assert straight.interruptions(A) == swapped.interruptions(C)
    assert straight.backchannels(C) == swapped.backchannels(A)
    if stretches:
        assert straight.talk_share_agent == pytest.approx(1 - (swapped.talk_share_agent or 0))


@given(STRETCHES, st.floats(0, 50))
def test_the_whole_call_later_changes_nothing(stretches: list[Stretch], later: float) -> None:
    moved = timing(Stretch(one.speaker, one.start + later, one.end + later) for one in stretches)
    assert moved.overtalk_s == pytest.approx(timing(stretches).overtalk_s, abs=1e-6)
    assert sum(moved.silences) == pytest.approx(sum(timing(stretches).silences), abs=1e-6)


@given(STRETCHES)
def test_time_is_talk_of_one_of_both_or_silence(stretches: list[Stretch]) -> None:
    measured = timing(stretches)
    if stretches:
        whole = max(one.end for one in stretches) - min(one.start for one in stretches)
        parts = sum(measured.talk_s.values()) - measured.overtalk_s + sum(measured.silences)
        assert parts == pytest.approx(whole)
