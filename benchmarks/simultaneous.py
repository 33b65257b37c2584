"""Many calls at once: are frames lost, does the customer's voice break up, how long does an answer take?

    python -m benchmarks.simultaneous [CALLS] [--fresh]

As many phones as said (12) call one server over WebSockets in real time, each for five turns, 1.3 s after
the other. The recogniser and the voice are the embedded ones. ``--fresh``: the server knows nothing that
was spoken in earlier runs; the worst case. Takes 2 to 4 minutes. Ends with exit code 1 where a frame was
lost or a turn not answered.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from app.telephone.endpoint import PATH
from app.telephone.wire import CLIP, FRAME, NUMBER
from simulator.content.persona import Prosody, Timbre
from simulator.voice.backends import speakers
from simulator.voice.detector import FRAME as DETECTED
from simulator.voice.detector import RATE
from simulator.voice.sound import Delivery, Samples, Sound
from simulator.voice.wav import resample

CALLS = 12
APART = 1.3  # seconds from one call to the next
SCENARIOS = (
    "telecom/data-overage",
    "telecom/roaming-plan",
    "broadband/outage",
    "telecom/elder-vas",
    "courier/broken-vase",
    "bank/annual-fee",
    "courier/lost-parcel",
)
SAID = (
    "您好，这里是客服中心，我是小林，请问有什么可以帮您？",
    "碰上这样的事换谁都着急，您先跟我说说是怎么回事，好吗？",
    "麻烦您报一下姓名和登记的手机号，我帮您查一下，可以吗？",
    "您是担心这笔钱白花了，想今天就有个说法，对吧？",
    "查到了，我现在就给您登记，二十四小时之内给您回电话，您看可以吗？",
)
LOUD = 0.01  # of full scale
AUDIBLE_AFTER = 0.02  # seconds in which a browser begins to play what has arrived
FIRST_SOUND_SECONDS = 0.8  # a first clip no longer than that is a sound of somebody who looks for words
HEARD_SECONDS = 0.05  # a break that is not heard as one: clauses end with a pause anyway
THINKS = 0.6  # seconds before the agent answers
MOST_SECONDS = 60.0  # for one answer


@dataclass
class Phone:
    """One call: a microphone that says ``said`` in turn, and a browser that plays what it is sent."""

    said: Sequence[Samples]
    sent: int = 0  # frames
    acknowledged: int = -1
    delays: list[float] = field(
        default_factory=list
    )  # seconds from the agent's last sound to the answer's first
    gaps: list[float] = field(default_factory=list)  # seconds for which a line broke off, in front of a clip
    pauses: list[float] = field(default_factory=list)  # likewise, behind a first 嗯 or 喂
    lags: list[float] = field(default_factory=list)  # seconds until a frame was acknowledged
    late: int = 0  # frames that this phone itself sent more than 40 ms late
    clips: int = 0
    lines: int = 0  # heard to the end, or stopped
    over: bool = False
    trouble: list[str] = field(default_factory=list)
    _began: float = 0.0
    _playing: int | None = None
    _looks_for_words: bool = False
    _until: int = 0  # sample up to which there is sound
    _last: int | None = None
    _spoke: int = 0  # sample of the agent's last sound
    _when: dict[int, float] = field(default_factory=dict)

    async def call(self, address: str) -> None:
        """Lead the call to its end."""
        async with connect(address, origin=_origin(address), max_queue=None, proxy=None) as socket:
            self._began = time.perf_counter()
            reading = asyncio.create_task(self._read(socket))
            await self._stream(socket, np.zeros(RATE, np.float32))
            for sound in self.said:
                if self.over:
                    break
                await self._say(socket, sound)
            for _ in range(50):  # until the last frame is acknowledged
                await self._stream(socket, np.zeros(FRAME, np.float32))
            reading.cancel()

    async def _say(self, socket: ClientConnection, sound: Samples) -> None:
        await self._stream(socket, np.zeros(int(THINKS * RATE), np.float32))
        before = self.lines
        loud = np.flatnonzero(np.abs(sound) > LOUD)
        self._spoke = self.sent * FRAME + int(loud[-1])
        await self._stream(socket, sound)
        begun = self.sent
        while not self.over and (self.lines == before or self._playing is not None):
            await self._stream(socket, np.zeros(FRAME, np.float32))
            if (self.sent - begun) * FRAME > MOST_SECONDS * RATE:
                self.trouble.append("no answer")
                return

    async def _stream(self, socket: ClientConnection, samples: Samples) -> None:
        for place in range(0, len(samples) // FRAME * FRAME, FRAME):
            ahead = (self.sent + 1) * FRAME / RATE - (time.perf_counter() - self._began)
            if ahead > 0:
                await asyncio.sleep(ahead)
            self.late += ahead < -FRAME / RATE
            packed = (samples[place : place + FRAME] * 32767).astype("<i2").tobytes()
            self._when[self.sent] = time.perf_counter()
            await socket.send(NUMBER.pack(self.sent) + packed)
            self.sent += 1
            await self._played(socket)

    async def _read(self, socket: ClientConnection) -> None:
        async for message in socket:
            if isinstance(message, bytes):
                await self._clip(socket, message)
            else:
                await self._told(socket, json.loads(message))

    @property
    def _now(self) -> int:
        return int((time.perf_counter() - self._began) * RATE)

    async def _clip(self, socket: ClientConnection, message: bytes) -> None:
        self.clips += 1
        line, rate = CLIP.unpack_from(message)
        heard = np.frombuffer(message, "<i2", offset=CLIP.size).astype(np.float32) / 32768
        sound = resample(Sound(heard, rate), RATE).samples
        soonest = self._now + int(AUDIBLE_AFTER * RATE)
        first = self._playing != line
        start = soonest if first else max(soonest, self._until)
        if first:
            self._playing = line
            loud = np.flatnonzero(np.abs(sound) > LOUD)
            self.delays.append((start + int(loud[0]) - self._spoke) / RATE)
            await _tell(socket, playing=line, at=start)
        else:
            (self.pauses if self._looks_for_words else self.gaps).append((start - self._until) / RATE)
        self._looks_for_words = first and len(sound) < FIRST_SOUND_SECONDS * RATE
        self._until = start + len(sound)

    async def _told(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        if "ack" in message:
            now = time.perf_counter()
            self.lags.append(now - self._when[message["ack"]])
            self.acknowledged = message["ack"]
            self._when = {number: when for number, when in self._when.items() if number > message["ack"]}
        if "last" in message:
            self._last = message["last"]
        if "stop" in message and self._playing == message["stop"]:
            left = max(0, self._until - self._now) / RATE
            self._playing, self._last, self.lines = None, None, self.lines + 1
            self.trouble.append("was stopped")
            await _tell(socket, stopped=message["stop"], at=self._now, played=left)
        if "trouble" in message:
            self.trouble.append(message["trouble"])
        self.over = self.over or "over" in message

    async def _played(self, socket: ClientConnection) -> None:
        if self._playing is not None and self._last == self._playing and self._now >= self._until:
            line, self._playing, self._last = self._playing, None, None
            self.lines += 1
            await _tell(socket, ended=line, at=self._until)


async def _tell(socket: ClientConnection, **message: object) -> None:
    await socket.send(json.dumps(message))


def _origin(address: str) -> Origin:
    return Origin("http://" + address.split("/")[2])


@contextmanager
def exchange(*options: str) -> Iterator[str]:
    """The server in a process of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.exchange", str(port), *options])
    try:
        for _ in range(900):
            try:
                figures(f"127.0.0.1:{port}")
                break
            except OSError:
                assert process.poll() is None, "the server did not start"
                time.sleep(0.2)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def figures(server: str) -> dict[str, Any]:
    """What the server tells of itself."""
    return _asked(f"http://{server}/benchmark/figures")


def _asked(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address, timeout=30) as answer:
        read: dict[str, Any] = json.load(answer)
    return read


def spoken(lines: Sequence[str]) -> list[Samples]:
    """What the agents say, by the embedded voice."""
    chain, mine = speakers(("embedded",)), Delivery(Timbre.YUNXI, Prosody(), "zh-CN")
    sounds = [chain.speak_whole(line, mine) for line in lines]
    return [resample(sound, RATE).samples for sound in sounds if sound is not None]


async def lead(server: str, calls: int, said: Sequence[Samples]) -> list[Phone]:
    """All calls, one begun after the other."""
    phones = [Phone(said) for _ in range(calls)]

    async def one(number: int) -> None:
        await asyncio.sleep(number * APART)
        path = f"http://{server}/benchmark/call/{SCENARIOS[number % len(SCENARIOS)]}"
        token = (await asyncio.to_thread(_asked, path))["token"]
        await phones[number].call(f"ws://{server}{PATH}/{token}")

    await asyncio.gather(*(one(number) for number in range(calls)))
    return phones


def main(arguments: Sequence[str]) -> int:
    """Lead the calls and print the figures; 1 where anything was lost."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    calls = numbers[0] if numbers else CALLS
    said = spoken(SAID)
    with exchange(*(one for one in arguments if one.startswith("--"))) as server:
        before = figures(server)
        began = time.perf_counter()
        phones = asyncio.run(lead(server, calls, said))
        seconds = time.perf_counter() - began
        after = figures(server)
    return _report(phones, before, after, seconds)


def lost(phones: Sequence[Phone], after: dict[str, Any]) -> int:
    """Frames that the server never heard; what is sent after a call's end nobody hears."""
    skipped = sum(call["skipped"] for call in after["calls"]) // FRAME
    return skipped + sum(
        max(0, phone.sent - (call["heard"] + DETECTED - 1) // FRAME)
        for phone, call in zip(phones, after["calls"], strict=True)
        if not phone.over
    )


def _report(phones: list[Phone], before: dict[str, Any], after: dict[str, Any], seconds: float) -> int:
    delays = sorted(delay for phone in phones for delay in phone.delays)
    gaps = sorted(gap for phone in phones for gap in phone.gaps)
    pauses = sorted(pause for phone in phones for pause in phone.pauses)
    lags = sorted(lag for phone in phones for lag in phone.lags)
    not_heard = lost(phones, after)
    frames, late = sum(phone.sent for phone in phones), sum(phone.late for phone in phones)
    clips, breaks = sum(phone.clips for phone in phones), sum(gap > HEARD_SECONDS for gap in gaps)
    for phone, call in zip(phones, after["calls"], strict=True):
        marks = "".join(speaker[0] for speaker in call["turns"])
        print(f"{marks:16} {' '.join(f'{delay:5.2f}' for delay in phone.delays)}  {' '.join(phone.trouble)}")
    unanswered = sum(len(phone.said) > len(phone.delays) and not phone.over for phone in phones)
    busy = (after["cpu_seconds"] - before["cpu_seconds"]) / seconds
    for name, value in {
        "calls at once, seconds": f"{len(phones)}, {seconds:.0f}",
        "frames sent, not heard, sent late": f"{frames}, {not_heard}, {late}",
        "until a frame was heard": _spread(lags),
        "clips, breaks in front of one": f"{clips}, {breaks}",
        "breaks in all, the longest": f"{sum(gaps):.1f}, {max(gaps, default=0):.2f} s",
        "behind a first short sound": _spread(pauses),
        "answers heard": str(len(delays)),
        "agent's last sound to customer's first": _spread(delays),
        "server's memory before, after": f"{before['megabytes']:.0f}, {after['megabytes']:.0f} MB",
        "server's threads before, after": f"{before['threads']}, {after['threads']}",
        "server's processor": f"{busy:.2f} cores",
        "calls with a turn that was not answered": str(unanswered),
    }.items():
        print(f"{name:42}{value}")
    return int(bool(not_heard or unanswered))


def _spread(ordered: list[float]) -> str:
    if not ordered:
        return "none"
    middle, most = median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    return f"median {middle:.2f}, 95 % below {most:.2f}, worst {ordered[-1]:.2f} s"


if __name__ == "__main__":
    if not Path("simulator_app.py").is_file():
        sys.exit("run it from the project's folder: python -m benchmarks.simultaneous")
    sys.exit(main(sys.argv[1:]))
