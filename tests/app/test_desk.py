"""The desk with a real store and a real customer; the voices are text only, or made for the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from app.desk import Desk
from app.house import House
from app.reporting import graded
from app.settings import read_settings
from simulator.content.scenario import Channel
from simulator.content.surroundings import Background
from simulator.line.echo import level_db
from simulator.transcript import EndReason
from simulator.voice.failover import ListenerChain, SpeakerChain
from simulator.voice.sound import Delivery, Heard, Sound
from simulator.voice.wav import decode, encode

SCENARIO = "telecom/data-overage"
HELLO = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
RATE = 16_000


class Beeper:
    """Speaks a beep a clause, once it is let."""

    name = "beeper"

    def __init__(self) -> None:
        self.let = threading.Event()
        self.let.set()

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        self.let.wait(10)
        yield voice(0.5)


class Ear:
    """Hears what it was told to hear."""

    name = "ear"

    def __init__(self, text: str) -> None:
        self.text = text

    def hear(self, sound: Sound, language: str, hints: object = ()) -> Heard:
        return Heard(self.text, 0.9, self.name)


def voice(seconds: float) -> Sound:
    """Something with pitch and syllables, as a voice has them."""
    at = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * 140 * k * at) / k for k in range(1, 12)) * (
        0.6 + 0.4 * np.sin(8 * np.pi * at)
    )
    return Sound((0.2 * wave).astype(np.float32), RATE)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(
        read_settings({"DUILIAN_DATA": str(tmp_path), "DUILIAN_SPEAK": "silent", "DUILIAN_LISTEN": "silent"})
    )
    yield made
    made.store.close()


def begun(house: House, seed: int = 1) -> Desk:
    desk = Desk.begin(
        house, house.store.learners.named("小赵"), house.library().scenario(SCENARIO), "zh", seed
    )
    desk.pick_up(2)
    return desk


def texts(house: House, call_id: str) -> list[str]:
    return [turn.text for turn in house.store.call(call_id).transcript.turns]


def test_every_turn_is_stored_as_it_happens(house):
    desk = begun(house)
    desk.utterances.take_in("1", text=HELLO)
    assert texts(house, desk.call_id) == [HELLO, desk.answer.reply.text]
    stored = house.store.call(desk.call_id)
    assert stored.rings == 2
    assert stored.ended is None


def test_a_resumed_call_goes_on_as_if_nothing_had_happened(house):
    whole, broken = begun(house, 5), begun(house, 5)
    lines = [HELLO, "换谁都着急，您的姓名和手机号说一下？", "多出来的一百块是流量超了。"]
    for index, line in enumerate(lines):
        whole.utterances.take_in(str(index), text=line)
        broken.utterances.take_in(str(index), text=line)
        broken.settle(5)
        broken = Desk.resume(house, house.store.call(broken.call_id))
    assert [turn.text for turn in broken.call.turns] == [turn.text for turn in whole.call.turns]


def test_a_reply_that_was_under_way_is_stored_at_resuming(house):
    desk = begun(house)
    desk.utterances.take_in("1", text=HELLO)
    desk.settle(5)
    stored = house.store.call(desk.call_id)
    cut = stored.transcript.model_copy(update={"turns": stored.transcript.turns[:1]})
    again = Desk.begin(house, stored.learner, stored.scenario, "zh", stored.seed)
    again.pick_up(2)
    house.store.turns.add(again.call_id, 0, cut.turns[0])
    resumed = Desk.resume(house, house.store.call(again.call_id))
    assert (
        texts(house, again.call_id)
        == [turn.text for turn in resumed.call.turns]
        == texts(house, desk.call_id)
    )


def test_what_was_said_and_answered_can_be_heard_again(house):
    house.listener, house.speaker = ListenerChain([Ear(HELLO)]), SpeakerChain([Beeper()])
    desk = begun(house)
    desk.utterances.take_in("1", recording=encode(voice(2)))
    desk.settle(10)
    mine, theirs = house.store.turns.audio(desk.call_id, 0), house.store.turns.audio(desk.call_id, 1)
    assert mine is not None
    assert theirs is not None
    stored = house.store.call(desk.call_id).transcript.turns[1]
    assert stored.end - stored.start == pytest.approx(desk.speech.whole.seconds, abs=0.02)


def test_the_recording_holds_the_caller_as_heard_on_the_telephone_from_where_they_are(house):
    house.listener, house.speaker = ListenerChain([Ear(HELLO)]), SpeakerChain([Beeper()])
    desk = begun(house)
    assert desk.scenario.sound.background is Background.SHOP
    desk.utterances.take_in("1", recording=encode(voice(2)))
    desk.settle(10)
    kept = house.store.turns.audio(desk.call_id, 1)
    assert kept is not None
    sound = decode(kept)
    inner = sound.samples[round(0.4 * RATE) : -round(0.4 * RATE)]
    moments = [level_db(inner[at : at + 640]) for at in range(0, len(inner) - 640, 160)]
    assert -60 < min(moments) < -35  # the shop goes on between two clauses
    power = np.square(np.abs(np.fft.rfft(sound.samples)))
    hz = np.fft.rfftfreq(len(sound.samples), 1 / sound.rate)
    assert power[(hz >= 250) & (hz <= 3600)].sum() >= 0.99 * power.sum()  # the hum has a tone at 280 Hz


def test_the_answer_is_there_before_its_sound(house):
    beeper = Beeper()
    beeper.let.clear()
    house.speaker = SpeakerChain([beeper])
    desk = begun(house)
    desk.utterances.take_in("1", text=HELLO)
    assert desk.answer.reply.text
    assert not desk.speech.wait_first(0.05)
    beeper.let.set()
    assert desk.speech.wait_first(5)


def test_an_unwritable_media_folder_costs_the_recording_only(house, tmp_path):
    (tmp_path / "media").write_text("a file where the folder should be")
    house.listener = ListenerChain([Ear(HELLO)])
    desk = begun(house)
    desk.utterances.take_in("1", recording=encode(voice(1)))
    assert [note.code for note in desk.answer.notes] == ["call.audio_not_kept"]
    assert texts(house, desk.call_id)[0] == HELLO


def test_storage_that_is_away_is_caught_up_with(house, monkeypatch):
    desk = begun(house)
    with monkeypatch.context() as away:
        away.setattr(house.store._database, "writer", _no_disk(house))
        desk.utterances.take_in("1", text=HELLO)
        assert [note.code for note in desk.answer.notes] == ["errors.storage"]
        desk.settle(5)
    assert texts(house, desk.call_id) == []
    desk.utterances.take_in("2", text="您的姓名和手机号说一下？")
    desk.hang_up()
    assert texts(house, desk.call_id) == [turn.text for turn in desk.call.turns]
    assert len(desk.call.turns) == 4
    assert house.store.call(desk.call_id).ended is EndReason.AGENT_HUNG_UP


def _no_disk(house: House):
    """A database that nothing can be written to."""
    from sqlalchemy import create_engine

    return create_engine("sqlite:////nowhere/at/all.db")


def test_a_second_tab_takes_the_call_over(house):
    first = begun(house)
    second = Desk.resume(house, house.store.call(first.call_id))
    assert second.held
    assert not first.held


def test_typing_slowly_is_no_dead_air(house):
    desk = begun(house)
    for index, line in enumerate([HELLO, "您的姓名和手机号说一下？", "多出来的一百块是流量超了。"]):
        time.sleep(0.05)
        desk.utterances.take_in(str(index), text=line)
        desk.settle(5)
    turns = desk.call.turns
    gaps = [later.start - earlier.end for earlier, later in pairwise(turns)]
    assert all(-0.01 <= gap <= 1.0 for gap in gaps), gaps


def test_a_call_nobody_took_is_missed_and_one_never_rung_is_forgotten(house):
    scenario = house.library().scenario(SCENARIO)
    learner = house.store.learners.named("小赵")
    missed = Desk.begin(house, learner, scenario, "zh", 1)
    missed.missed()
    assert house.store.call(missed.call_id).ended is EndReason.UNANSWERED
    looked_at = Desk.begin(house, learner, scenario, "zh", 1)
    looked_at.discard()
    assert [call.id for call in house.store.history.calls(learner)] == [missed.call_id]


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (SCENARIO, ["星联移动", "王建国", "畅享59套餐", "159.00元"]),
        ("utilities/smart-meter", ["direct debit"]),
    ],
)
def test_the_recogniser_is_told_the_words_of_the_scenario_at_hand(house, scenario, words):
    told: list[str] = []

    class Attentive(Ear):
        def hear(self, sound, language, hints=()):
            told.extend(hints)
            return super().hear(sound, language, hints)

    house.listener = ListenerChain([Attentive(HELLO)])
    desk = Desk.begin(house, house.store.learners.named("小赵"), house.library().scenario(scenario), "zh", 1)
    desk.pick_up(1)
    desk.utterances.take_in("1", recording=encode(voice(2)))
    desk.settle(10)
    joined = " ".join(told).lower()
    assert [word for word in words if word.lower() not in joined] == []


def test_a_typed_conversation_neither_rings_nor_speaks(house):
    scenario = house.library().scenario(SCENARIO).model_copy(update={"channel": Channel.CHAT})
    desk = Desk.begin(house, house.store.learners.named("小赵"), scenario, "zh", 1)
    desk.pick_up(1)
    desk.utterances.take_in("1", text=HELLO)
    desk.settle(5)
    stored = house.store.call(desk.call_id)
    assert desk.typed
    assert desk.answer.speech.clips == []
    assert (stored.transcript.channel, stored.transcript.rings) == ("chat", None)
    assert desk.call.transcript("x").rings is None


def test_a_call_keeps_the_level_and_the_caller_it_was_begun_with(house):
    scenario = house.library().scenario(SCENARIO)
    desks = [
        Desk.begin(house, house.store.learners.named("小赵"), scenario, "zh", seed, 3) for seed in range(8)
    ]
    assert {desk.scenario.difficulty for desk in desks} == {3}
    assert len({desk.persona.id for desk in desks}) > 1, "the scenario's own caller, and its other segment"
    for desk in desks:
        stored = house.store.call(desk.call_id)
        assert stored.scenario == desk.scenario
        assert stored.persona.id == desk.scenario.persona
        assert stored.transcript.variant["level"] == 3


def test_whoever_calls_again_has_something_else_to_say(house):
    scenario, learner = house.library().scenario(SCENARIO), house.store.learners.named("小赵")
    desks = [Desk.begin(house, learner, scenario, "zh") for _ in range(4)]
    seeds = [desk.call.seed for desk in desks]
    assert seeds == list(range(seeds[0], seeds[0] + 4))
    other = Desk.begin(house, house.store.learners.named("小钱"), scenario, "zh")
    assert other.call.seed not in seeds
    for desk in desks:
        desk.pick_up(1)
    openings = {desk.call.hear(HELLO).text for desk in desks}
    assert len(openings) == 4


def test_a_call_is_in_the_language_of_its_scenario_whatever_the_screen_is_in(house):
    """Under English screens a Chinese call was graded by English rules."""
    totals = []
    for screen in ("zh", "en"):
        desk = Desk.begin(
            house, house.store.learners.named("小赵"), house.library().scenario(SCENARIO), screen, seed=1
        )
        desk.pick_up(1)
        for line in (HELLO, "刚充的钱转眼没了，换谁都急。您报一下手机号。"):
            desk.say(line)
        desk.hang_up()
        stored = house.store.call(desk.call_id)
        assert stored.transcript.language == "zh-CN"
        totals.append(graded(house, stored).total)
    assert totals[0] == totals[1]
