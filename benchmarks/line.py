"""How soon the customer is heard on an open line: from the agent's last sound to the customer's first.

    python -m benchmarks.line [TURNS] [--fresh]

A bot holds whole calls by voice, in real time, with the embedded voices on both sides: what it says is spoken
first, then streamed in as a microphone would; the customer's clips are placed when they arrive, as a browser
does. Both moments are read off the two channels of that recording. TURNS is 40 unless a number is given.
``--fresh``: nothing that was spoken in earlier runs is known.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from rapidfuzz.distance import Levenshtein

from app.desk import Desk
from app.house import House
from app.settings import read_settings
from app.telephone.open_line import OpenLine
from app.telephone.wire import CLIP, FRAME
from benchmarks.exchange import fresh_speaker
from benchmarks.simultaneous import SCENARIOS
from simulator.content.persona import Prosody, Timbre
from simulator.rehearsal.bots import BOTS, Bot
from simulator.rehearsal.hearing import Heard
from simulator.transcript import Speaker
from simulator.understanding.normalise import bare
from simulator.voice.detector import RATE
from simulator.voice.sound import Delivery, Samples, Sound
from simulator.voice.wav import resample

TURNS = 40
LOUD = 0.01  # of full scale: the first and the last sound of a channel
AUDIBLE_AFTER = 0.02  # seconds in which a browser begins to play what has arrived
MOST_SECONDS = 40.0  # for one answer


class Recorder:
    """The two channels of one call, and a browser that plays what it is sent."""

    def __init__(self, line: OpenLine) -> None:
        self.line = line
        self.number = 0
        self.agent: list[Samples] = []
        self.clips: list[tuple[int, int, Samples]] = []  # number, first sample, sound
        self.turns: dict[int | None, int] = {}  # the number of the clips of each turn
        self._sign: int | None = None
        self._last: int | None = None
        self._began = time.perf_counter()
        line.connect(self._receive)

    @property
    def sample(self) -> int:
        """Where the microphone is by the clock on the wall."""
        return int((time.perf_counter() - self._began) * RATE)

    def stream(self, samples: Samples) -> None:
        """Hand in what the microphone hears, no faster than it is heard."""
        for place in range(0, len(samples) // FRAME * FRAME, FRAME):
            self._wait()
            self.line.frame(self.number, samples[place : place + FRAME])
            self.agent.append(samples[place : place + FRAME])
            self.number += 1
            self._played()

    def pause(self) -> float:
        """Stop the clock, while the next words are being made; returns when that was."""
        return time.perf_counter()

    def resume(self, since: float) -> None:
        """Go on where the clock was stopped."""
        self._began += time.perf_counter() - since

    def _wait(self) -> None:
        left = (self.number + 1) * FRAME / RATE - (time.perf_counter() - self._began)
        if left > 0:
            time.sleep(left)

    def _receive(self, message: str | bytes | None) -> None:
        if isinstance(message, bytes):
            number, rate = CLIP.unpack_from(message)
            sound = np.frombuffer(message, "<i2", offset=CLIP.size).astype(np.float32) / 32768
            after = [first + len(clip) for at, first, clip in self.clips if at == number]
            first = max([self.sample + int(AUDIBLE_AFTER * RATE), *after])
            if number == self._sign:
                self.line.told({"sign": number, "at": first})
                return
            self.clips.append((number, first, resample(Sound(sound, rate), RATE).samples))
            self.turns[self.line.playing] = number
            if not after:
                self.line.told({"playing": number, "at": first})
        elif message is not None and message.startswith('{"sign"'):
            self._sign = int(message.split(":")[1].strip(" }"))
        elif message is not None and message.startswith('{"stop"'):
            number = int(message.split(":")[1].strip(" }"))
            self.clips = [clip for clip in self.clips if clip[0] != number]
            self.turns = {turn: clips for turn, clips in self.turns.items() if clips != number}
            self.line.told({"stopped": number, "at": self.sample, "played": 0.0})
        elif message is not None and message.startswith('{"last"'):
            self._last = int(message.split(":")[1].strip(" }"))

    def _played(self) -> None:
        if self._last is None:
            return
        ends = [first + len(sound) for at, first, sound in self.clips if at == self._last]
        if ends and self.number * FRAME >= max(ends):
            number, self._last = self._last, None
            self.line.told({"ended": number, "at": max(ends)})


def main(arguments: Sequence[str]) -> None:
    """Hold calls until there are enough answers, and print the figures."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    wanted = numbers[0] if numbers else TURNS
    with tempfile.TemporaryDirectory() as folder:
        house = House(read_settings({"DUILIAN_DATA": folder, "DUILIAN_SPEAK": "embedded,silent"}))
        if "--fresh" in arguments:
            house.speaker = fresh_speaker()
        house.speaker.load()
        house.listener.load()
        answers = [one for name in SCENARIOS for one in _call(house, name, wanted)][:wanted]
        house.speaker.caught_up()
    delays = sorted(delay for delay, _ in answers)
    errors = [error for _, error in answers]
    print(f"answers on the line                    {len(delays)}")
    print(f"agent's last sound to customer's first {median(delays):.2f} s")
    print(f"95 % below                             {delays[int(0.95 * len(delays))]:.2f} s")
    print(f"worst                                  {delays[-1]:.2f} s")
    print(f"characters of the agent heard wrongly  {100 * sum(errors) / len(errors):.1f} %")


def _call(house: House, name: str, wanted: int) -> Iterator[tuple[float, float]]:
    """The delay of each answer of one call, and the share of characters that were heard wrongly."""
    if _enough(wanted):
        return
    desk = Desk.begin(house, house.store.learners.named("bot"), house.library().scenario(name), "zh", seed=1)
    desk.pick_up(1)
    recorder = Recorder(OpenLine(desk))
    bot = BOTS["expert"](desk.scenario, 1)
    heard = Heard()
    recorder.stream(np.zeros(RATE, np.float32))
    while desk.call.ended is None:
        said = _next(bot, heard, house, recorder)
        if said is None:
            break
        text, sound = said
        turns = len(desk.call.turns)
        recorder.stream(sound)
        begun = recorder.number
        while len(desk.call.turns) < turns + 2 or not _told(recorder, len(desk.call.turns) - 1):
            recorder.stream(np.zeros(FRAME, np.float32))
            if (recorder.number - begun) * FRAME > MOST_SECONDS * RATE:
                return
        reply = desk.answer.reply if desk.answer else None
        mine = [turn for turn in desk.call.turns if turn.speaker is Speaker.AGENT][-1]
        delay = _delay(recorder, len(desk.call.turns) - 1)
        error = Levenshtein.distance(bare(text), bare(mine.text)) / max(1, len(bare(text)))
        print(f"{name:28} {delay:5.2f} s  {mine.text}", flush=True)
        _answers.append(delay)
        yield delay, error
        if reply is None or _enough(wanted):
            return
        heard = Heard(reply.text, reply.said, reply.band)


_answers: list[float] = []


def _enough(wanted: int) -> bool:
    return len(_answers) >= wanted


def _next(bot: Bot, heard: Heard, house: House, recorder: Recorder) -> tuple[str, Samples] | None:
    """What the bot says next, as sound; the line's clock stands still meanwhile."""
    since = recorder.pause()
    spoken = bot.says(heard)
    if spoken is None or not spoken.text.strip():
        return None
    sound = house.speaker.speak_whole(spoken.text, Delivery(Timbre.YUNXI, Prosody(), "zh-CN"))
    recorder.resume(since)
    assert sound is not None
    return spoken.text, resample(sound, RATE).samples


def _told(recorder: Recorder, turn: int) -> bool:
    """Whether that line of the customer has been heard to the end."""
    return turn in recorder.turns and recorder.line.playing is None


def _delay(recorder: Recorder, turn: int) -> float:
    """From the agent's last sound before this line to its first, in the recording."""
    number = recorder.turns[turn]
    first, sound = next((first, sound) for at, first, sound in recorder.clips if at == number)
    customer = first + int(np.flatnonzero(np.abs(sound) > LOUD)[0])
    agent = np.concatenate(recorder.agent)[:customer]
    return (customer - int(np.flatnonzero(np.abs(agent) > LOUD)[-1])) / RATE


if __name__ == "__main__":
    if not Path("simulator_app.py").is_file():
        sys.exit("run it from the project's folder: python -m benchmarks.line")
    main(sys.argv[1:])
