"""A telephone on which a call takes no time: its clock is the samples, its browser plays what it is sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from app.desk import Desk
from app.house import House
from app.settings import read_settings
from app.telephone.open_line import OpenLine
from app.telephone.wire import CLIP, FRAME
from simulator.line.ear import Ear
from simulator.line.echo import level_db
from simulator.voice.cache import CachedSpeaker, SoundStore
from simulator.voice.failover import ListenerChain, SpeakerChain
from simulator.voice.sound import Delivery, Heard, Samples, Sound, SpeechToText, TextToSpeech

RATE = 16_000
SECONDS_A_CHARACTER = 0.2
LOUD_DB = -45.0


class Loud:
    """A detector to which everything loud is a voice."""

    def probability(self, frame: Samples) -> float:
        return float(level_db(frame) > LOUD_DB)


class Humming:
    """A voice that hums as long as the words would last."""

    name = "humming"

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        at = np.arange(int(SECONDS_A_CHARACTER * len(text) * RATE)) / RATE
        swell = 0.2 + 0.1 * np.sin(2 * np.pi * 3 * at)
        yield Sound((swell * np.sin(2 * np.pi * 500 * at)).astype(np.float32), RATE)


class Busy(Humming):
    """A voice for which the machine has no time until ``free`` is set."""

    def __init__(self) -> None:
        self.free = threading.Event()

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        assert self.free.wait(60)
        yield from super().speak(text, delivery)


class Prompter:
    """A recogniser that hears what it is told to hear."""

    name = "prompter"

    def __init__(self) -> None:
        self.text = ""
        self.confidence = 0.9
        self.asked = 0

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        self.asked += 1
        return Heard(self.text, self.confidence, self.name)


def voice(seconds: float, loud: float = 0.3) -> Samples:
    """Somebody who talks for so long: a buzz with syllables, which passes for a voice."""
    at = np.arange(int(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * 150 * n * at) / n for n in range(1, 12))
    return (loud * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at)) * wave / 2).astype(np.float32)


def house_with(folder: Path, voice: TextToSpeech, recogniser: SpeechToText) -> House:
    """A house whose customers have this voice, and whose agents are heard by this recogniser."""
    silent = {"DUILIAN_DATA": str(folder), "DUILIAN_SPEAK": "silent", "DUILIAN_LISTEN": "silent"}
    house = House(read_settings(silent))
    house.speaker = SpeakerChain([CachedSpeaker(voice, SoundStore(None))])
    house.listener = ListenerChain([recogniser])
    return house


class Phone:
    """One call on an open line.

    ``echo`` is the share of the customer's sound that the microphone hears; ``slow`` the seconds after which
    a clip arrives.
    """

    def __init__(
        self,
        folder: Path | None = None,
        scenario: str = "telecom/data-overage",
        echo: float = 0.0,
        slow: float = 0.0,
        house: House | None = None,
        prompter: Prompter | None = None,
        ear: Ear | None = None,
    ) -> None:
        self.prompter = prompter or Prompter()
        if house is None:
            assert folder is not None
            house = house_with(folder, Humming(), self.prompter)
        self.house = house
        learner = self.house.store.learners.named("小赵")
        chosen = self.house.library().scenarios[scenario]
        self.desk = Desk.begin(self.house, learner, chosen, "zh", seed=0)
        self.desk.pick_up(1)
        self.line = OpenLine(self.desk, ear or Ear(Loud()))
        self.told: list[dict[str, object]] = []
        self.echo = echo
        self.slow = slow
        self.signs: list[float] = []  # when a sign of listening was heard
        self._sign: int | None = None
        self.number = 0
        self.first_clips: list[float] = []  # seconds of the first clip of each line
        self.held = False
        self.murmured: list[Samples] = []
        self._waiting: list[str | bytes] = []  # what came of the customer while the call was held
        self._clips: list[tuple[int, int, Samples]] = []  # line, first sample, sound
        self._last: int | None = None
        self._inbox: list[tuple[int, str | bytes | None]] = []  # with the sample from which it is there
        self._lock = threading.Lock()
        self.connect()

    @property
    def sample(self) -> int:
        return self.number * FRAME

    @property
    def now(self) -> float:
        return self.sample / RATE

    @property
    def turns(self) -> list:
        return self.desk.call.turns

    def connect(self) -> None:
        self.line.connect(self._receive)

    def cut(self) -> None:
        self.line.disconnect(self._receive)

    def holds(self) -> None:
        """Press hold: a browser falls silent at once, and keeps what comes until it is pressed again."""
        self.held = True
        if self.playing is not None:
            self._stops(self.playing)
        self.line.told({"hold": True})

    def comes_back(self) -> None:
        """Press hold once more."""
        self.held = False
        self.line.told({"hold": False})
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self._arrives(message)

    def says(self, text: str, seconds: float) -> None:
        """The agent says this, which takes so long."""
        self.prompter.text = text
        self.hears(voice(seconds))

    def waits(self, seconds: float, *, for_the_voice: bool = True) -> None:
        """Nobody speaks at this end; unless ``for_the_voice``, what is being spoken may take longer."""
        self.hears(np.zeros(int(seconds * RATE), np.float32), for_the_voice)

    def answered(self, turns: int, most: float = 30.0) -> None:
        """Wait until so many turns are on file and the customer has been heard to the end."""
        until = self.now + most
        while len(self.turns) < turns or self.playing is not None or self.line.playing is not None:
            assert self.now < until, f"{len(self.turns)} turns after {most} s, heard {self.told[-5:]}"
            self.waits(0.2)

    @property
    def playing(self) -> int | None:
        """The line that is being heard."""
        return self._clips[-1][0] if self._clips else None

    def hears(self, samples: Samples, for_the_voice: bool = True) -> None:
        """What the microphone picks up."""
        for place in range(0, len(samples) // FRAME * FRAME, FRAME):
            self._frame(samples[place : place + FRAME], for_the_voice)

    def _frame(self, samples: Samples, for_the_voice: bool) -> None:
        self.line.frame(self.number, samples + self.echo * self._played())
        self.number += 1
        self._settle(for_the_voice)
        self._browser()

    def _settle(self, for_the_voice: bool) -> None:
        """Work that is under way is done before the next frame: no time passes for it."""
        for worker in (self.line._worker, self.line._answerer):
            if not self.line.over:
                worker.submit(lambda: None).result(20)
        self.house.speaker.caught_up()
        speech = self.desk.speech
        if speech is not None and for_the_voice:
            speech.finished.wait(20)
        time.sleep(0)

    def _browser(self) -> None:
        with self._lock:
            inbox = [message for due, message in self._inbox if due <= self.sample]
            self._inbox = [(due, message) for due, message in self._inbox if due > self.sample]
        for message in inbox:
            if message is not None:
                self._arrives(message)
        if self._clips and self._last == self._clips[-1][0]:
            line, first, sound = self._clips[-1]
            if self.sample >= first + len(sound):
                self._clips, self._last = [], None
                self.line.told({"ended": line, "at": first + len(sound)})

    def _arrives(self, message: str | bytes) -> None:
        if self.held and (isinstance(message, bytes) or "last" in json.loads(message)):
            self._waiting.append(message)
        elif isinstance(message, bytes):
            self._clip(message)
        else:
            self._message(json.loads(message))

    def _clip(self, message: bytes) -> None:
        line, _ = CLIP.unpack_from(message)
        sound = np.frombuffer(message, "<i2", offset=CLIP.size).astype(np.float32) / 32768
        if line == self._sign:
            self.signs.append(self.now)
            self.murmured.append(sound)
            self.line.told({"sign": line, "at": self.sample})
            return
        first = max([self.sample, *(begun + len(known) for at, begun, known in self._clips if at == line)])
        self._clips.append((line, first, sound))
        if sum(at == line for at, _, _ in self._clips) == 1:
            self.first_clips.append(len(sound) / RATE)
            self.line.told({"playing": line, "at": first})

    def _message(self, message: dict[str, object]) -> None:
        self.told.append(message)
        if "sign" in message:
            self._sign = int(str(message["sign"]))
        if "last" in message:
            self._last = int(str(message["last"]))
        if "stop" in message:
            self._waiting = [one for one in self._waiting if not _is_of(one, int(str(message["stop"])))]
            self._stops(int(str(message["stop"])))

    def _stops(self, line: int) -> None:
        clips = [clip for clip in self._clips if clip[0] == line]
        played = sum(min(max(0, self.sample - first), len(sound)) for _, first, sound in clips) / RATE
        self._clips, self._last = [], None
        self.line.told({"stopped": line, "at": self.sample, "played": played})

    def _played(self) -> Samples:
        """What comes out of the loudspeaker during the next frame."""
        out = np.zeros(FRAME, np.float32)
        for _, first, sound in self._clips:
            at = self.sample - first
            if -FRAME < at < len(sound):
                piece = sound[max(0, at) : at + FRAME]
                out[max(0, -at) : max(0, -at) + len(piece)] += piece
        return out

    def _receive(self, message: str | bytes | None) -> None:
        with self._lock:
            self._inbox.append((self.sample + int(self.slow * RATE), message))


def _is_of(message: str | bytes, line: int) -> bool:
    """Whether it belongs to that line of the customer."""
    if isinstance(message, bytes):
        return bool(CLIP.unpack_from(message)[0] == line)
    return bool(json.loads(message).get("last") == line)
