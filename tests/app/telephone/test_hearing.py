"""A turn is heard in pieces while it is spoken: no word twice, none of the turn before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from app.telephone.hearing import Hearing
from simulator.line.ear import Ear
from simulator.voice.detector import FRAME, RATE
from simulator.voice.sound import Heard, Sound
from tests.app.telephone.phone import Loud, voice


class Counter:
    """A recogniser that writes one word for each whole second of voice it hears, by its pitch."""

    def __call__(self, sound: Sound) -> Heard:
        loud = np.abs(sound.samples) > 0.02
        seconds = round(loud.sum() / RATE / 0.8)
        return Heard("字" * seconds, 0.9, "counter")


class Slow(ThreadPoolExecutor):
    """Work is done only when it is told to be."""

    def __init__(self) -> None:
        super().__init__(1)
        self.waiting: list = []

    def submit(self, work, /, *args, **kwargs):
        self.waiting.append(work)

    def catch_up(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def heard():
    ear, worker = Ear(Loud()), Slow()
    return ear, worker, Hearing(ear, Counter(), "zh-CN", worker, lambda: None)


def speaks(heard, seconds: float, pause: float, *, quick: bool) -> None:
    """Talk for so long, then pause; ``quick``: the recogniser keeps up."""
    ear, worker, hearing = heard
    samples = np.concatenate([voice(seconds), np.zeros(int(pause * RATE), np.float32)])
    for at in range(0, len(samples) - FRAME, FRAME):
        ear.hear(samples[at : at + FRAME])
        hearing.so_far()
        if quick:
            worker.catch_up()


def whole(heard) -> str:
    _, worker, hearing = heard
    for _ in range(5):
        worker.catch_up()
        found = hearing.so_far()
        if found is not None:
            return found.text
    return ""


@pytest.mark.parametrize("quick", [True, False])
def test_every_part_of_a_long_turn_is_heard_once(heard, quick):
    for _ in range(4):
        speaks(heard, 4.0, 0.5, quick=quick)
    assert whole(heard).replace("，", "").count("字") == pytest.approx(16, abs=2)


def test_a_recogniser_that_lags_behind_brings_nothing_twice(heard):
    _, worker, _ = heard
    speaks(heard, 4.0, 0.3, quick=False)
    first = worker.waiting[:]
    speaks(heard, 4.0, 0.5, quick=False)
    worker.waiting = first + worker.waiting
    worker.catch_up()
    speaks(heard, 4.0, 0.5, quick=False)
    assert whole(heard).replace("，", "").count("字") == pytest.approx(12, abs=2)


def test_words_of_a_turn_that_is_over_come_into_no_other(heard):
    _, _, hearing = heard
    speaks(heard, 4.0, 0.5, quick=False)
    hearing.take()
    speaks(heard, 2.0, 0.5, quick=False)
    assert whole(heard).replace("，", "").count("字") == pytest.approx(2, abs=1)
