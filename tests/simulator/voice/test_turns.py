"""One at a time uses a model: the soonest needed first, and what nobody waits for gives way."""

from __future__ import annotations

import threading
import time

import pytest

from simulator.voice.turns import WHENEVER, GivesWay, Turns


def queued(turns: Turns, due: float, done: list[float]) -> threading.Thread:
    """Somebody who waits for the model."""

    def work() -> None:
        with turns.turn(due):
            done.append(due)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.05)  # until it waits
    return thread


def test_whoever_needs_it_soonest_comes_next_and_only_one_at_a_time() -> None:
    turns, done = Turns(), []
    with turns.turn(0.0):
        threads = [queued(turns, due, done) for due in (5.0, 1.0, 3.0)]
        assert done == []
    for thread in threads:
        thread.join(5)
    assert done == [1.0, 3.0, 5.0]


def test_those_who_need_it_at_the_same_time_come_as_they_came() -> None:
    turns, done = Turns(), []
    with turns.turn(0.0):
        threads = [queued(turns, 1.0, done) for _ in range(3)]
    for thread in threads:
        thread.join(5)
    assert done == [1.0, 1.0, 1.0]


def test_what_nobody_waits_for_does_not_even_begin_while_the_model_is_used() -> None:
    turns = Turns()
    with turns.turn(0.0), pytest.raises(GivesWay), turns.turn(WHENEVER):
        pass
    with turns.turn(WHENEVER):
        pass


def test_what_nobody_waits_for_is_broken_off_when_somebody_does() -> None:
    turns, broken, done = Turns(), threading.Event(), []
    with turns.turn(WHENEVER, broken.set):
        thread = queued(turns, 1.0, done)
        assert broken.wait(5)
    thread.join(5)
    assert done == [1.0]


def test_what_somebody_waits_for_is_not_broken_off() -> None:
    turns, broken, done = Turns(), threading.Event(), []
    with turns.turn(1.0, broken.set):
        thread = queued(turns, 0.0, done)
        assert not broken.is_set()
    thread.join(5)
    assert done == [0.0]


def test_a_failure_leaves_the_model_to_the_next() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(0.0):
        raise ZeroDivisionError
    with turns.turn(WHENEVER):
        pass
