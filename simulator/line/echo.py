"""Keeps the customer's own voice, back from a loudspeaker, from being taken for the agent's.

What is played is known. While it sounds, an echo keeps an even distance under it; whoever really speaks
stands out. The distance is learned from the call, so a headset, which lets nothing back, costs nothing.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from simulator.voice.detector import FRAME, RATE
from simulator.voice.sound import Samples, Sound

HOP = FRAME / RATE  # seconds a step of the levels
RINGING = 0.4  # seconds for which the room and the line give back what was played
LEARNED = 15  # steps under a loud voice before anything is known: half a second
REMEMBERED = 160  # … and the most recent ones that count
LOUD_DB = -40.0
STANDS_OUT_DB = 6.0
PAUSE_DB = 20.0  # so far below what was just played there is a pause …
STEADY = 0.75  # … and of the last moments so many were none
SHARE = 50.0  # percentile: an echo is there all the time, somebody who talks in between is not


class EchoGuard:
    """What was played when, and how much of it comes back."""

    def __init__(self) -> None:
        self._levels: dict[int, float] = {}  # step of the stream → level played then
        self._back: deque[float] = deque(maxlen=REMEMBERED)

    def plays(self, sound: Sound, at: int) -> None:
        """``sound`` is heard by the agent from sample ``at`` of the stream on."""
        size = int(HOP * sound.rate)
        first = round(at / RATE / HOP)
        for step in range(len(sound.samples) // size):
            piece = sound.samples[step * size : (step + 1) * size]
            self._levels[first + step] = level_db(piece)

    def stops(self, at: int) -> None:
        """Nothing is played from sample ``at`` on."""
        step = round(at / RATE / HOP)
        self._levels = {known: level for known, level in self._levels.items() if known < step}

    def own(self, level_db: float, at: int) -> bool:
        """Whether what arrives with this level just before sample ``at`` is more than an echo.

        Under the first half second that is played nobody can tell; it is taken for an echo.
        """
        step = round(at / RATE / HOP)
        lately = [self._levels.get(before, -90.0) for before in range(step - int(RINGING / HOP), step + 2)]
        played = max(lately)
        if played < LOUD_DB:
            return True
        back = self.back_db
        if sum(level > max(LOUD_DB, played - PAUSE_DB) for level in lately) >= STEADY * len(lately):
            self._back.append(level_db - played)  # in a pause nothing comes back, and nothing is learned
        return back is not None and level_db > played + back + STANDS_OUT_DB

    @property
    def back_db(self) -> float | None:
        """How loud what is played comes back, below itself; None while not enough was played."""
        return float(np.percentile(self._back, SHARE)) if len(self._back) >= LEARNED else None


def level_db(samples: Samples) -> float:
    """The level of some samples in dB below full scale."""
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-9))
