"""Two courses: near, coming together, falling, mirrored; and what chance would show as well."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.convergence import (
    Course,
    alike,
    chance_of_coming_together,
    chance_of_fall,
    chance_of_lead,
    line,
    orders,
    signs,
)

VALUES = st.lists(st.floats(-50, 50), min_size=4, max_size=12)
STILL = np.zeros(6)
FALLING = np.arange(6.0)[::-1]


def test_coming_together_is_rare_among_the_orders_of_the_same_turns():
    assert chance_of_coming_together([Course(FALLING, STILL)]) == pytest.approx(1 / 720)
    assert chance_of_coming_together([Course(-FALLING, STILL)]) == pytest.approx(1 / 720)  # from below
    assert chance_of_coming_together([Course(FALLING[::-1], STILL)]) == 1


def test_following_every_turn_is_rare_too_whatever_the_distance():
    customer = np.array([0.0, 5, 1, 4, 2, 6])
    assert chance_of_coming_together([Course(customer + 3, customer)]) < 0.05


def test_a_voice_that_never_changes_proves_nothing():
    assert chance_of_coming_together([Course(np.full(6, 5.1), np.array([0.3, 1.7, 0.2, 1.1, 0.9, 0.4]))]) == 1


def test_several_measures_together_tell_more_than_one():
    noise = np.array([0.0, 3, -2, 2, -3, 0])
    one, other = Course(FALLING * 1.2 + noise, STILL - 9), Course(FALLING * 1.2 - noise, STILL - 9)
    assert chance_of_coming_together([one, other]) < chance_of_coming_together([one])


def test_a_fall_and_a_lead():
    assert chance_of_fall(FALLING) == pytest.approx(1 / 720)
    assert chance_of_fall(-FALLING) == 1
    assert chance_of_lead(Course(STILL - 1, STILL)) == pytest.approx(1 / 64)
    assert chance_of_lead(Course(STILL, STILL)) == 1


def test_a_mirror_goes_up_and_down_with_the_other_and_not_just_down():
    burst = np.array([0.0, 4, 0, 5, 1, 4, 0, 5])
    assert alike(Course(burst / 2 - 8, burst)) == pytest.approx(1)
    assert abs(alike(Course(np.arange(8.0), np.arange(8.0) * 2))) < 1e-6


@given(VALUES)
def test_the_line_goes_through_the_middle(values: list[float]):
    begin, end = line(np.array(values))
    assert (begin + end) / 2 == pytest.approx(np.mean(values), abs=1e-6)


@given(VALUES, st.floats(-100, 100))
def test_chance_is_a_share_and_does_not_depend_on_where_zero_lies(values: list[float], shift: float):
    agent, customer = np.array(values), np.array(values[::-1])
    chance = chance_of_coming_together([Course(agent, customer)])
    assert 0 < chance <= 1
    assert chance_of_coming_together([Course(agent + shift, customer + shift)]) == pytest.approx(
        chance, abs=0.05
    )


@pytest.mark.parametrize(("size", "count"), [(4, 24), (6, 720), (7, 1001), (30, 1001)])
def test_orders_and_signs_begin_with_things_as_they_are(size: int, count: int):
    assert orders(size).shape == (count, size)
    assert orders(size)[0].tolist() == list(range(size))
    assert signs(size)[0].tolist() == [1.0] * size
    assert all(sorted(order) == list(range(size)) for order in orders(size)[:50].tolist())
