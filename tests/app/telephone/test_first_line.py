"""With a headset an agent may talk into the customer's very first line: that is a turn with all its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from rapidfuzz.distance import Levenshtein

from app.house import House
from app.settings import read_settings
from simulator.content.persona import Timbre
from simulator.line.ear import Ear
from simulator.transcript import Speaker
from simulator.understanding.normalise import bare
from simulator.voice.sound import Delivery, Sound
from tests.app.telephone.phone import SECONDS_A_CHARACTER, Phone, Prompter, house_with
from tests.simulator.line.loudspeaker import babble, spoken

RATE = 16_000
GREETING = "您好，星联移动，我是客服小林，"
QUESTION = "请问有什么可以帮您？"
OBJECTS = "您先听我说，这个不是我们的问题，是您自己用超了"
SAID = "您先听我说，这个不是我们系统的问题，是您自己用超了。"


class Babbling:
    """A voice of syllables, another one for each line."""

    name = "babbling"

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        yield Sound(babble(sum(map(ord, text)), SECONDS_A_CHARACTER * len(text)), RATE)


@pytest.fixture
def phone(tmp_path) -> Phone:
    prompter = Prompter()
    return Phone(house=house_with(tmp_path, Babbling(), prompter), prompter=prompter)


def into_the_first_line(phone: Phone, begins: str, into: float) -> float:
    """The agent begins to talk so many seconds into it; returns when that was."""
    phone.waits(1)
    phone.prompter.text = begins
    phone.hears(babble(1, 2.0))
    while phone.playing is None:
        phone.waits(0.04)
    phone.waits(into)
    return phone.now


@pytest.mark.parametrize("into", [0.32, 0.48, 0.6, 1.0])
def test_an_interruption_of_the_first_line_is_one_turn_with_its_words(phone, into):
    begun = into_the_first_line(phone, GREETING + QUESTION, into)
    phone.prompter.text = OBJECTS
    phone.hears(babble(3, 2.5))
    ended = phone.now
    phone.answered(4)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER] * 2
    theirs, mine = phone.turns[1:3]
    assert theirs.text.endswith("——")
    assert theirs.end < begun + 1.6
    assert mine.text == OBJECTS
    assert mine.start == pytest.approx(begun, abs=0.2)
    assert mine.end == pytest.approx(ended, abs=0.2)


@pytest.mark.parametrize("into", [0.0, 0.08])
def test_who_goes_on_as_the_first_line_begins_had_not_finished(phone, into):
    begun = into_the_first_line(phone, GREETING, into)
    phone.prompter.text = QUESTION
    phone.hears(babble(3, 2.5))
    ended = phone.now
    phone.answered(2)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER]
    mine = phone.turns[0]
    assert mine.text == GREETING + QUESTION
    assert mine.start < begun - 2
    assert mine.end == pytest.approx(ended, abs=0.2)


def test_the_same_first_line_from_a_loudspeaker_interrupts_nobody(tmp_path):
    prompter = Prompter()
    phone = Phone(house=house_with(tmp_path, Babbling(), prompter), prompter=prompter, echo=0.3)
    into_the_first_line(phone, GREETING + QUESTION, 0.0)
    prompter.text = "我跟你说"
    phone.answered(2)
    assert not any("stop" in message for message in phone.told)
    assert [turn.speaker for turn in phone.turns] == [Speaker.AGENT, Speaker.CUSTOMER]


def test_who_talks_without_end_is_answered_in_parts_and_loses_nothing(phone):
    into_the_first_line(phone, GREETING + QUESTION, 0.0)
    phone.answered(2)
    begun = phone.now
    phone.prompter.text = OBJECTS
    for part in range(7):
        phone.hears(babble(40 + part, 10.0))
        assert sum(map(len, phone.line.ear._kept)) < 35 * RATE
    ended = phone.now
    phone.waits(3)
    mine = [turn for turn in phone.turns if turn.speaker is Speaker.AGENT][1:]
    assert len(mine) >= 2
    assert mine[0].start == pytest.approx(begun, abs=0.2)
    assert all(rest.start == pytest.approx(turn.end, abs=0.01) for turn, rest in pairwise(mine))
    assert mine[-1].end == pytest.approx(ended, abs=0.2)
    assert all(turn.text == OBJECTS for turn in mine)


@pytest.mark.voice
def test_with_real_voices_the_words_of_such_an_interruption_are_heard(tmp_path):
    house = House(read_settings({"DUILIAN_DATA": str(tmp_path), "DUILIAN_SPEAK": "embedded,silent"}))
    phone = Phone(house=house, ear=Ear())
    greeting, objects = spoken(GREETING + QUESTION, Timbre.YUNXI), spoken(SAID, Timbre.YUNXI)
    phone.waits(1)
    phone.hears(greeting)
    while phone.playing is None:
        phone.waits(0.04)
    phone.waits(0.4)
    begun = phone.now
    phone.hears(objects)
    phone.answered(4)
    theirs, mine = phone.turns[1:3]
    assert (theirs.speaker, mine.speaker) == (Speaker.CUSTOMER, Speaker.AGENT)
    assert theirs.text.endswith("——")
    assert mine.start == pytest.approx(begun, abs=0.4)
    assert Levenshtein.normalized_distance(bare(SAID), bare(mine.text)) < 0.25
