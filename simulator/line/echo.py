"""Keeps the customer's own voice, back from a loudspeaker, from being taken for the agent's.

What is played is known, and rings on in the room. While it sounds, an echo keeps an even distance under it,
some time later; whoever really speaks stands out. How much later and how far below is learned from the call.
Until then, and with a headset, which lets nothing back, the waveforms tell: a voice that is like nothing that
was played is the agent's.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from simulator.line.likeness import Likeness
from simulator.voice.detector import FRAME, RATE
from simulator.voice.sound import Samples, Sound

HOP = FRAME / RATE  # seconds a step of the levels
LATEST = 14  # steps after which the room and the line give back what was played, at most
FADES_DB = 2.0  # a step, when it rings on: a room that takes a second to be still
LEARNED = 15 + LATEST  # steps under a loud voice before anything is known: none comes back from the first
REMEMBERED = 160  # … and the most recent ones that count
LOUD_DB = -40.0
SILENT_DB = -60.0
STANDS_OUT_DB = 8.0  # by so much the agent's voice begins …
GOES_ON_DB = 3.0  # … and by so much it goes on
RESIDUE_DB = 30.0  # so far below what is played an echo canceller leaves crumbs that are like nothing …
FAINTEST_DB = -50.0  # … and what is fainter is not worth comparing


class Source(StrEnum):
    """Whose sound the microphone hears."""

    AGENT = "agent"
    ECHO = "echo"
    OPEN = "open"  # too little was heard to tell


class EchoGuard:
    """What was played when, and how much of it comes back."""

    def __init__(self) -> None:
        self._played: dict[int, float] = {}  # step of the stream → level played then, or ringing on
        self._back = np.zeros((REMEMBERED, LATEST))  # distances by the delay, of the most recent steps
        self._steps = 0
        self._likeness = Likeness()

    def plays(self, sound: Sound, at: int) -> None:
        """``sound`` is heard by the agent from sample ``at`` of the stream on."""
        self._likeness.plays(sound, at)
        size = int(HOP * sound.rate)
        pieces = (
            sound.samples[start : start + size] for start in range(0, len(sound.samples) - size + 1, size)
        )
        self._sounds(round(at / RATE / HOP), [level_db(piece) for piece in pieces])

    def stops(self, at: int) -> None:
        """Nothing is played from sample ``at`` on."""
        self._likeness.stops(at)
        step = round(at / RATE / HOP)
        self._played = {known: level for known, level in self._played.items() if known < step}
        self._sounds(step, [])

    def source(self, frame: Samples, at: int, voiced: bool, going_on: bool = False) -> Source:
        """Whose is the next frame of the microphone, which ends just before sample ``at``?

        ``voiced``: somebody's voice is in it; ``going_on``: the agent is speaking already.
        """
        self._likeness.hears(frame)
        level = level_db(frame)
        if self.own(level, at, going_on):
            return Source.AGENT
        clear = voiced and level > max(FAINTEST_DB, self._just_played(at).max() - RESIDUE_DB)
        if clear:
            self._likeness.compares(at)
        if self._likeness.own(at):
            return Source.AGENT
        settled = self._likeness.returns or self._comes_back() is not None
        return Source.OPEN if clear and not settled else Source.ECHO

    def own(self, level_db: float, at: int, going_on: bool = False) -> bool:
        """By levels alone: whether what arrives just before sample ``at`` is more than an echo.

        ``going_on``: the agent is speaking already. Under the first second that is played levels cannot
        tell; it is taken for an echo.
        """
        self._played.pop(round(at / RATE / HOP) - 2 * LATEST, None)
        played = self._just_played(at)
        if played.max() < SILENT_DB:
            return True
        if going_on:
            own = self._stands_out(level_db, played, GOES_ON_DB)
        else:  # the delay may be shorter than it seems: from all that was just played
            own = self._stands_out(level_db, np.maximum.accumulate(played), STANDS_OUT_DB)
        if played.max() > LOUD_DB:
            self._back[self._steps % REMEMBERED] = level_db - played
            self._steps += 1
        return own

    @property
    def back_db(self) -> float | None:
        """How loud what is played comes back, below itself; None while not enough was played."""
        known = self._comes_back()
        return None if known is None else known[1]

    def _just_played(self, at: int) -> Samples:
        """The level played by the delay, in steps, after which it would be heard just before ``at``."""
        step = round(at / RATE / HOP)
        before = [self._played.get(step - late, -90.0) for late in range(LATEST + 1)]
        return np.maximum(before[:-1], before[1:])  # the steps of both sides do not begin together

    def _stands_out(self, level_db: float, played: Samples, by_db: float) -> bool:
        known = self._comes_back()
        return known is not None and bool(level_db > played[known[0]] + known[1] + by_db)

    def _comes_back(self) -> tuple[int, float] | None:
        """After how many steps, and how far below: at an echo's own delay its distance varies least.

        It is there all the time: somebody who talks in between moves no median.
        """
        if self._steps < LEARNED:
            return None
        low, usual, high = np.percentile(self._back[: self._steps], (20, 50, 80), axis=0)
        late = int(np.argmin(high - low))
        return late, float(usual[late])

    def _sounds(self, first: int, levels: Sequence[float]) -> None:
        """These levels are played from step ``first`` on, and ring on."""
        ringing = self._played.get(first - 1, -90.0)
        for step, level in enumerate(itertools.chain(levels, itertools.repeat(-90.0)), first):
            ringing = max(level, ringing - FADES_DB)
            if step >= first + len(levels) and ringing < SILENT_DB:
                return
            self._played[step] = ringing


def level_db(samples: Samples) -> float:
    """The level of some samples in dB below full scale."""
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-9))
