"""An ear beside a loudspeaker, with real voices: the customer's is nobody's talk, the agent's is heard."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.content.persona import Timbre
from simulator.line.ear import Ear
from simulator.voice.detector import RATE
from simulator.voice.sound import Samples, Sound
from tests.simulator.line.loudspeaker import echo, noise, spoken

pytestmark = pytest.mark.voice

CUSTOMER = (
    "就是啊，心里堵得慌。你要给我扣停了机，客人扫码都付不了钱，这谁负责？",
    "我跟你说，我这话费不对，五十九的套餐扣成一百六了，你说说怎么回事？",
)
AGENT = "您先听我说，这个不是我们系统的问题，是您自己用超了。"
PAUSE = int(1.5 * RATE)
INTO = int(1.5 * RATE)  # the agent begins so far into the last line
LOUDSPEAKERS = pytest.mark.parametrize(
    ("db", "seconds", "rings"),
    [(db, seconds, rings) for db in (-15, -20, -30) for seconds in (0.1, 0.2) for rings in (False, True)],
)


def _customer() -> list[Samples]:
    return [spoken(line, Timbre.XIAOXIAO, 1.1) for line in CUSTOMER]


def _most_voiced(way: tuple[float, float, bool], *, agent: bool) -> tuple[float, float]:
    """Seconds that were taken for a voice at most: before the agent says anything, and from then on."""
    played, begun = np.zeros(RATE, np.float32), []
    for line in _customer():
        begun.append(len(played))
        played = np.concatenate([played, line, np.zeros(PAUSE, np.float32)])
    heard = echo(played, *way) + noise(len(played))
    speaks = begun[-1] + INTO if agent else len(heard)
    said = spoken(AGENT, Timbre.YUNXI)[: len(heard) - speaks]
    heard[speaks : speaks + len(said)] += said
    ear = Ear()
    for line, at in zip(_customer(), begun, strict=True):
        ear.echo.plays(Sound(line, RATE), at)
    before, then = 0.0, 0.0
    for place in range(0, len(heard), 640):
        ear.hear(heard[place : place + 640])
        if ear.spoken is not None:
            voiced = ear.spoken.voiced / RATE
            before, then = (max(before, voiced), then) if place < speaks else (before, max(then, voiced))
            if ear.pausing:
                ear.take()
    return before, then


@LOUDSPEAKERS
def test_a_customer_from_a_loudspeaker_is_nobody_speaking(db, seconds, rings):
    assert _most_voiced((db, seconds, rings), agent=False)[0] < 0.2


@LOUDSPEAKERS
def test_an_agent_is_heard_over_the_customer_from_a_loudspeaker(db, seconds, rings):
    before, then = _most_voiced((db, seconds, rings), agent=True)
    assert before < 0.2
    assert then > 0.6, "enough for its words to be heard"
