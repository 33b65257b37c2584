"""A customer's line on a voice that is slower than its words: late, but never broken off in the middle."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from app.desk import Desk
from app.line import Uttered
from simulator.content.persona import Prosody, Timbre
from simulator.voice.sound import Delivery, Sound
from tests.app.telephone.phone import RATE, Humming, Prompter, house_with, voice

BREATH_SECONDS = 0.8  # between clauses, for a voice that is not far behind
THINKS_SECONDS = 1.2  # behind a short beginning
HEARD_SECONDS = 0.05
USUAL_VOICE = Delivery(Timbre.XIAOXIAO, Prosody(), "zh-CN")


class Slow(Humming):
    """A voice that needs ``times`` as long for a line as the line lasts."""

    def __init__(self, times: float) -> None:
        self.times = times
        self.made: list[float] = []  # when each clause was there

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        for sound in super().speak(text, delivery):
            short = Sound(sound.samples[::4], sound.rate)
            time.sleep(self.times * short.seconds)
            self.made.append(time.monotonic())
            yield short


class Listening:
    """An open line that notes when each clip came."""

    def __init__(self) -> None:
        self.clips: list[tuple[float, float]] = []  # when it came, how long it lasts
        self.finished = threading.Event()

    @property
    def now(self) -> float:
        return 1.0

    def begins(self, index: int, text: str) -> None: ...

    def carries(self, index: int, sound: Sound) -> None:
        self.clips.append((time.monotonic(), sound.seconds))

    def finishes(self, index: int) -> None:
        self.finished.set()

    def hush(self) -> None: ...

    def unanswered(self) -> None: ...

    def close(self) -> None: ...

    @property
    def breaks(self) -> list[float]:
        """Seconds of silence in front of each clip but the first."""
        found, until = [], self.clips[0][0]
        for (came, _), (_, lasted) in zip(self.clips[1:], self.clips, strict=False):
            until += lasted
            found.append(max(0.0, came - until))
            until = max(until, came)
        return found


def first_answer(folder, slow: Slow) -> Listening:
    """The customer's answer to a greeting, spoken by this voice, whose pace is known by then."""
    house = house_with(folder, slow, Prompter())
    house.speaker.speak_whole("我问一下。" * 3 + "我上个月的话费。" * 3 + "怎么多了钱？" * 3, USUAL_VOICE)
    scenario = house.library().scenario("telecom/data-overage")
    desk = Desk.begin(house, house.store.learners.named("小赵"), scenario, "zh", 3)
    desk.pick_up(1)
    line = Listening()
    desk.line = line
    greeting = Sound(voice(3.0), RATE)
    desk.hear(Uttered("您好，星联移动，我是客服小林，请问有什么可以帮您？", greeting, (0.0, 3.0), 0.9))
    assert line.finished.wait(60)
    assert len(line.clips) > 2
    return line


@pytest.mark.parametrize(
    ("times", "thinks", "most"),
    [
        (0.2, HEARD_SECONDS, HEARD_SECONDS),
        (1.5, THINKS_SECONDS + BREATH_SECONDS, BREATH_SECONDS),
        (4.0, HEARD_SECONDS, HEARD_SECONDS),
    ],
)
def test_a_line_does_not_break_off_however_slow_the_voice_is(tmp_path, times, thinks, most):
    line = first_answer(tmp_path, Slow(times))
    behind_a_short_beginning, *others = line.breaks
    assert behind_a_short_beginning < thinks, line.breaks
    assert max(others) < most, line.breaks


def test_a_quick_voice_does_not_wait_for_the_whole_line(tmp_path):
    slow = Slow(0.2)
    line = first_answer(tmp_path, slow)
    assert line.clips[0][0] < slow.made[-1]
