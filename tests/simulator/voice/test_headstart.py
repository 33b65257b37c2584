"""A line begins when its rest will follow in time."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.headstart import Coming, HeadStart, Pace, follows_in_time
from simulator.voice.sound import Sound

SECONDS = st.integers(0, 40).map(lambda quarters: quarters / 4)  # such add up exactly
REST = st.lists(st.builds(Coming, lasts=SECONDS, takes=SECONDS), max_size=6)


def longest_break(ready: float, rest: list[Coming]) -> float:
    """Play it by the clock: the longest silence in front of a clause."""
    made, until, longest = 0.0, ready, 0.0
    for clause in rest:
        made += clause.takes
        longest = max(longest, made - until)
        until = max(until, made) + clause.lasts
    return longest


@given(SECONDS, REST, SECONDS)
def test_what_may_begin_has_no_longer_break_and_only_that(
    ready: float, rest: list[Coming], late: float
) -> None:
    assert follows_in_time(ready, rest, late) == (longest_break(ready, rest) <= late)


@given(SECONDS, SECONDS, REST)
def test_more_that_is_made_never_hinders(ready: float, more: float, rest: list[Coming]) -> None:
    assert follows_in_time(ready + more, rest) or not follows_in_time(ready, rest)


def test_a_line_that_is_all_there_begins() -> None:
    assert follows_in_time(0.0, [])
    assert follows_in_time(1.0, [Coming(2.0, 0.0), Coming(2.0, 0.0)])


def test_the_pace_follows_how_busy_the_voice_is() -> None:
    pace = Pace()
    for _ in range(40):
        pace.took(0.5, 1.0)
    assert pace.takes(2.0) == pytest.approx(1.0, rel=0.01)
    for _ in range(20):
        pace.took(6.0, 1.0)
    assert pace.takes(2.0) == pytest.approx(12.0, rel=0.01)


def sound(seconds: float) -> Sound:
    return Sound(np.zeros(round(seconds * 100), np.float32), 100)


def test_what_is_made_is_held_back_until_the_rest_follows():
    slow = [partial(Coming, 1.0, 1.5)] * 3
    start = HeadStart(slow)
    assert [start.given([sound(1.0)] * made) for made in (1, 2, 3)] == [False, True, True]


def test_once_begun_nothing_is_held_back_any_more():
    takes = [0.1]
    start = HeadStart([lambda: Coming(1.0, takes[0])] * 4)
    assert start.given([sound(1.0)])
    takes[0] = 9.0
    assert start.given([sound(1.0)] * 2)


def test_a_caller_may_pause_behind_the_first_sound_but_not_for_long():
    hm = sound(0.4)
    soon, late = partial(Coming, 1.0, 1.0), partial(Coming, 1.0, 4.0)
    there = partial(Coming, 0.4, 0.0)
    assert HeadStart([there, soon, soon], lead=1).given([hm])
    assert not HeadStart([there, late], lead=1).given([hm])


def test_behind_the_first_sound_the_words_are_waited_for_again():
    takes = [0.1]
    start = HeadStart([partial(Coming, 0.4, 0.0), *[lambda: Coming(1.0, takes[0])] * 2], lead=1)
    assert start.given([sound(0.4)])
    takes[0] = 5.0
    assert not start.given([sound(0.4), sound(1.0)])
    assert start.given([sound(0.4), sound(1.0), sound(1.0)])


def test_a_voice_that_is_not_behind_begins_with_a_breath_to_spare():
    late, too_late = [partial(Coming, 1.0, 1.4)], [partial(Coming, 1.0, 1.9)]
    assert HeadStart([*late, *late], hurried=lambda: False).given([sound(1.0)])
    assert not HeadStart([late[0], *too_late], hurried=lambda: False).given([sound(1.0)])
    assert HeadStart([partial(Coming, 0.4, 0.0), *too_late], 1, lambda: False).given([sound(0.4)])


def test_a_short_beginning_that_is_a_word_waits_for_what_would_come_too_late():
    there, soon, late = (partial(Coming, 0.4, takes) for takes in (0.0, 1.5, 1.9))
    starts = [HeadStart([there, then], 1, lambda: False, looks=False) for then in (soon, late)]
    assert [start.given([sound(0.4)]) for start in starts] == [True, True]
    too_late = partial(Coming, 0.4, 2.5)
    assert not HeadStart([there, too_late], 1, lambda: False, looks=False).given([sound(0.4)])
    assert HeadStart([there, too_late], 1, lambda: False).given([sound(0.4)])
