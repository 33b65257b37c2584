"""The customer's very first line: nothing is known of an echo yet. Real voices on both sides."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.content.persona import Timbre
from simulator.line.ear import Ear
from simulator.voice.detector import RATE
from simulator.voice.sound import Samples, Sound
from tests.simulator.line.loudspeaker import echo, noise, spoken

pytestmark = pytest.mark.voice

CUSTOMER = "我跟你说，我这话费不对，五十九的套餐扣成一百六了，你说说怎么回事？"
AGENT = "您先听我说，这个不是我们系统的问题，是您自己用超了。"
EN_CUSTOMER = "My contract's gone up to twenty two pounds and nobody told me anything about it."
EN_AGENT = "Sorry to interrupt, could I just take your account number first, please?"
PAIRS = (
    (Timbre.XIAOXIAO, Timbre.YUNXI),
    (Timbre.YUNJIAN, Timbre.XIAOYI),
    (Timbre.XIAOBEI, Timbre.XIAOXIAO),
    (Timbre.YUNYANG, Timbre.YUNXIA),
    (Timbre.YUNXI, Timbre.YUNXI),  # one voice on both sides: the waveforms differ all the same
    (Timbre.EMMA, Timbre.GEORGE),
)
BEGINS = RATE  # the customer, in the stream


@pytest.mark.parametrize("into", [0.0, 0.2, 0.35, 0.6, 1.0])
@pytest.mark.parametrize(("customer", "agent"), PAIRS)
def test_with_a_headset_an_agent_is_heard_from_the_first_word(customer, agent, into):
    said = _said(agent, AGENT, EN_AGENT)
    begins = BEGINS + int(into * RATE)
    first, alone = _heard(None, None, said, begins)
    assert alone > 1.5
    start, voiced = _heard(_said(customer, CUSTOMER, EN_CUSTOMER), None, said, begins)
    assert voiced > 0.7 * alone
    assert abs(start - first) < 0.15, "no word is lost at its beginning"


@pytest.mark.parametrize("customer", [Timbre.XIAOXIAO, Timbre.YUNJIAN])
@pytest.mark.parametrize("rings", [False, True])
@pytest.mark.parametrize("seconds", [0.04, 0.12, 0.25])
@pytest.mark.parametrize("db", [-6, -15, -30])
def test_a_first_line_from_a_loudspeaker_is_nobody_speaking(customer, db, seconds, rings):
    _, voiced = _heard(_said(customer, CUSTOMER, ""), (db, seconds, rings), None, BEGINS)
    assert voiced < 0.2


@pytest.mark.parametrize(("customer", "agent"), PAIRS[:4])
def test_a_faint_echo_hides_nobody(customer, agent):
    said = _said(agent, AGENT, EN_AGENT)
    _, alone = _heard(None, None, said, BEGINS)
    _, voiced = _heard(_said(customer, CUSTOMER, ""), (-30, 0.12, True), said, BEGINS)
    assert voiced > 0.7 * alone


def _said(timbre: Timbre, chinese: str, english: str) -> Samples:
    if timbre in (Timbre.EMMA, Timbre.GEORGE):
        return _from_first_sound(spoken(english, timbre, language="en-GB"))
    return _from_first_sound(spoken(chinese, timbre))


def _from_first_sound(samples: Samples) -> Samples:
    return samples[max(0, int(np.flatnonzero(np.abs(samples) > 0.01)[0]) - RATE // 100) :]


def _heard(
    played: Samples | None, way: tuple[float, float, bool] | None, said: Samples | None, begins: int
) -> tuple[float, float]:
    """Where the agent is taken to begin, and for how many seconds in all a voice of theirs is heard."""
    line = np.zeros(0, np.float32) if played is None else played
    whole = np.zeros(BEGINS + max(len(line), len(said) if said is not None else 0) + 2 * RATE, np.float32)
    whole[BEGINS : BEGINS + len(line)] = line
    heard = noise(len(whole)) + (0 if way is None else echo(whole, *way))
    if said is not None:
        heard[begins : begins + len(said)] += said
    ear = Ear()
    if played is not None:
        ear.echo.plays(Sound(line, RATE), BEGINS)
    start, voiced = np.inf, 0.0
    for place in range(0, len(heard), 640):
        ear.hear(heard[place : place + 640])
        if ear.spoken is not None:
            start = min(start, ear.spoken.start / RATE)
            if ear.pausing or place + 640 >= len(heard):
                voiced += ear.take().spoken.voiced / RATE
    return start, voiced
