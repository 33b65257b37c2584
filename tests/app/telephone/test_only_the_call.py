"""Only the call is recorded: nothing from before pick-up, on hold, muted, or after hanging up is stored."""

from __future__ import annotations

import numpy as np
import pytest

from app.recording import RATE, Recording
from app.telephone.open_line import OpenLine
from simulator.line.ear import Ear
from simulator.transcript import Speaker
from simulator.voice.sound import Samples
from simulator.voice.wav import decode, decode_channels
from tests.app.telephone.phone import Loud, Phone, voice

GREETING = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
ASIDE_HZ = 1_000.0  # what is said aside is a whistle; nothing else in these calls sounds so


@pytest.fixture
def phone(tmp_path):
    return Phone(tmp_path)


def aside(seconds: float) -> Samples:
    """What is nobody's business, as a whistle that can be found again in any sound."""
    at = np.arange(int(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * ASIDE_HZ * at)).astype(np.float32)


def holds_aside(samples: Samples) -> bool:
    """Whether a whistle can be heard anywhere in it, were it only for a twentieth of a second."""
    size = RATE // 20
    at = np.arange(size) / RATE
    tone = np.exp(-2j * np.pi * ASIDE_HZ * at)
    whole = samples[: len(samples) // size * size].reshape(-1, size)
    return bool((np.abs(whole @ tone) / size > 0.05).any())


def stored_sounds(phone: Phone) -> list[Samples]:
    files = sorted(phone.house.store.media.rglob("*"))
    return [decode(path.read_bytes()).samples for path in files if path.is_file()]


def nothing_aside(phone: Phone) -> bool:
    sounds = stored_sounds(phone)
    assert sounds, "something is recorded at all"
    return not any(holds_aside(sound) for sound in sounds)


def opened(phone: Phone) -> Phone:
    phone.waits(1)
    phone.says(GREETING, 3)
    phone.answered(2)
    return phone


def test_the_whistle_would_be_found(phone):
    phone.prompter.text = GREETING
    phone.hears(voice(2) + aside(2))
    phone.answered(2)
    assert not nothing_aside(phone)


def test_what_is_said_before_the_phone_is_picked_up_is_not_kept(phone):
    desk = phone.desk.begin(phone.house, 1, phone.desk.scenario, "zh", seed=1)
    early = OpenLine(desk, Ear(Loud()))
    for number, place in enumerate(range(0, 2 * RATE, 640)):
        early.frame(number, aside(2)[place : place + 640])
    assert early.ear.spoken is None
    assert desk.call.turns == []
    desk.pick_up(1)
    phone.desk, phone.line, phone.number = desk, early, 50
    phone.connect()
    phone.says(GREETING, 3)
    phone.answered(2)
    assert nothing_aside(phone)


@pytest.mark.parametrize("way", [("hold", True, False), ("muted", True, False)])
def test_what_is_said_on_hold_or_muted_is_not_kept(phone, way):
    name, on, off = way
    opened(phone)
    phone.says("请您稍等一下，我去给您查一下，可以吗？", 2)
    phone.line.told({name: on})
    phone.hears(aside(3))
    phone.line.told({name: off})
    phone.says("让您久等了，我查到了，您看可以吗？", 2)
    phone.answered(4)
    phone.desk.hang_up()
    assert nothing_aside(phone)


def test_on_hold_in_the_middle_of_a_word_the_rest_is_not_kept(phone):
    opened(phone)
    phone.says("我跟您说这个", 1)
    phone.line.told({"muted": True})
    phone.hears(aside(0.5))
    phone.line.told({"muted": False})
    phone.says("我跟您说这个流量是这样的，您看可以吗？", 1)
    phone.answered(4)
    assert nothing_aside(phone)


def test_what_is_said_after_hanging_up_is_not_kept(phone):
    opened(phone)
    phone.desk.hang_up()
    before = phone.house.store.call(phone.desk.call_id)
    for place in range(0, 3 * RATE, 640):
        phone.line.frame(phone.number, aside(3)[place : place + 640])
        phone.number += 1
    assert phone.house.store.call(phone.desk.call_id) == before
    assert nothing_aside(phone)


def test_a_turn_that_is_not_over_when_the_agent_hangs_up_brings_nothing_from_after_it(phone):
    opened(phone)
    phone.says("那就这样，再见，", 1.5)
    phone.desk.hang_up()
    for place in range(0, 2 * RATE, 640):
        phone.line.frame(phone.number, aside(2)[place : place + 640])
        phone.number += 1
    assert nothing_aside(phone)


def test_of_the_customers_line_only_what_was_heard_before_hanging_up_is_kept(phone):
    opened(phone)
    phone.says("刚充的钱一下子就少了，换谁都着急，我来给您查，您看可以吗？", 3)
    while phone.playing is None:
        phone.waits(0.1)
    phone.waits(0.5)
    phone.desk.hang_up()
    stored = phone.house.store.call(phone.desk.call_id)
    last = stored.transcript.turns[3]
    assert last.speaker is Speaker.CUSTOMER
    assert last.text.endswith("——")
    assert last.end <= phone.now + 0.1
    recording = Recording(
        stored.transcript.turns, lambda turn: phone.house.store.turns.audio(stored.id, turn)
    )
    assert recording.seconds <= phone.now + 0.1
    sound = decode_channels(b"".join(recording.read(0, recording.size)))[0]
    assert np.abs(sound[int(last.start * RATE) + 800 :, 1]).max() > 0.05, "that much was heard"
