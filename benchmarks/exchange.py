"""The real server with a door for machines: whoever asks is given a call and the token of its line.

    python -m benchmarks.exchange PORT [--fresh]

``/benchmark/call/INDUSTRY/NAME`` begins a call and tells its token and number; ``/benchmark/figures`` tells
what the lines have heard, what is left of them, and the memory of the process. ``--fresh``: nothing that was
spoken in earlier runs is known.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import threading
from collections.abc import Sequence
from weakref import WeakSet

import psutil
import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from app.desk import Desk
from app.house import House
from app.settings import read_settings
from app.telephone.endpoint import routes
from app.telephone.open_line import OpenLine
from app.telephone.switchboard import SWITCHBOARD
from simulator.line.ear import Ear
from simulator.voice.cache import CachedSpeaker, SoundStore
from simulator.voice.embedded_tts import EmbeddedSpeaker
from simulator.voice.failover import SpeakerChain


class CountingEar(Ear):
    """An ear that knows how much of the stream it never got."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0

    def skip(self, samples: int) -> None:
        """So many samples were not heard."""
        self.skipped += samples
        super().skip(samples)


class Exchange:
    """Begins calls in ``house`` for whoever asks."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.desks: list[Desk] = []
        self.ears: list[CountingEar] = []
        self.lines: WeakSet[OpenLine] = WeakSet()
        self._seeds = itertools.count(1)

    def routes(self) -> list[BaseRoute]:
        """The door, beside the line's own route."""
        return [
            *routes(),
            Route("/benchmark/call/{industry}/{name}", self.call),
            Route("/benchmark/figures", self.figures),
        ]

    def call(self, request: Request) -> JSONResponse:
        """Begin a call and pick it up."""
        asked = request.path_params
        scenario = self.house.library().scenario(f"{asked['industry']}/{asked['name']}")
        learner = self.house.store.learners.named("benchmark")
        desk = Desk.begin(self.house, learner, scenario, "zh", next(self._seeds))
        desk.pick_up(1)
        ear = CountingEar()
        line = OpenLine(desk, ear)
        self.desks.append(desk)
        self.ears.append(ear)
        self.lines.add(line)
        return JSONResponse({"token": SWITCHBOARD.enter(line), "call": len(self.desks) - 1})

    def figures(self, request: Request) -> JSONResponse:
        """What each call has heard so far, and what the process holds."""
        calls = [
            {
                "heard": ear.heard,
                "skipped": ear.skipped,
                "turns": [turn.speaker.value for turn in desk.call.turns],
                "ended": desk.call.ended.value if desk.call.ended else None,
                "problem": desk.problem.code if desk.problem else None,
            }
            for desk, ear in zip(self.desks, self.ears, strict=True)
        ]
        process = psutil.Process()
        return JSONResponse(
            {
                "calls": calls,
                "threads": threading.active_count(),
                "megabytes": process.memory_info().rss / 1e6,
                "cpu_seconds": sum(process.cpu_times()[:2]),
            }
        )


def fresh_speaker() -> SpeakerChain:
    """The embedded voice, to which nothing is known that was spoken before."""
    return SpeakerChain([CachedSpeaker(EmbeddedSpeaker(), SoundStore(None))])


def main(arguments: Sequence[str]) -> None:
    """Serve until stopped."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(read_settings({"DUILIAN_DATA": folder, "DUILIAN_SPEAK": "embedded,silent"}))
        if "--fresh" in arguments:
            house.speaker = fresh_speaker()
        house.speaker.load()
        house.listener.load()
        assert house.opened
        app = st.App("simulator_app.py", routes=Exchange(house).routes())
        uvicorn.run(app, host="127.0.0.1", port=int(arguments[0]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(sys.argv[1:])
