"""Hears in a stream when somebody begins to speak, pauses, goes on. Time is counted in samples alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from simulator.line.echo import EchoGuard, Source, level_db
from simulator.voice.detector import FRAME, RATE, VoiceDetector
from simulator.voice.sound import Samples, Sound

BEGINS = 0.5  # probability from which a frame is speech …
ENDS = 0.35  # … and under which it is none any more
FRAMES_TO_BEGIN = 3
FRAMES_TO_PAUSE = 6  # 0.19 s; breaks between words are shorter
LEAD = int(0.3 * RATE)  # samples kept from before the first frame of speech
KEPT = int(2.0 * RATE)  # samples kept while nobody speaks: so long what was said may turn out not to be over


@dataclass(frozen=True)
class Spoken:
    """A stretch of speech within the stream: samples ``start`` … ``end``, and how much of it held a voice."""

    start: int
    end: int
    voiced: int

    @property
    def seconds(self) -> float:
        """From its first to its last voice."""
        return (self.end - self.start) / RATE


@dataclass(frozen=True)
class Taken:
    """What was said and dealt with: where it was, and its samples from ``first`` on."""

    spoken: Spoken
    first: int
    samples: Samples


class Detector(Protocol):
    """Tells how likely a frame of the stream holds a voice."""

    def probability(self, frame: Samples) -> float:
        """0 … 1, for the next ``FRAME`` samples."""
        ...


class Ear:
    """One side of a line. ``heard`` counts samples from the beginning of the stream."""

    def __init__(self, detector: Detector | None = None) -> None:
        self.heard = 0
        self.spoken: Spoken | None = None  # what is being said, or was and is not taken yet
        self.resumed = 0  # where the present stretch of voice began
        self.level_db = -90.0
        self.echo = EchoGuard()
        self._detector = detector or VoiceDetector()
        self._rest: Samples = np.zeros(0, np.float32)
        self._kept: list[Samples] = []  # frames from ``_kept_from`` on
        self._kept_from = 0
        self._run = 0  # frames of speech in a row while nobody is taken to speak …
        self._open = 0  # … and those after them of which nobody can tell yet whose they are
        self._still = 0  # frames without speech since the last one with it

    @property
    def silence(self) -> float:
        """Seconds since the last voice of what was said; 0 where nothing was."""
        return 0.0 if self.spoken is None else (self.heard - self.spoken.end) / RATE

    @property
    def pausing(self) -> bool:
        """Whether something was said and nobody speaks now."""
        return self.spoken is not None and self._still >= FRAMES_TO_PAUSE

    @property
    def speaking(self) -> bool:
        """Whether somebody speaks now."""
        return self.spoken is not None and not self.pausing

    def hear(self, samples: Samples) -> None:
        """The next samples of the stream, at 16 kHz in -1 … 1, as many as there are."""
        self._rest = np.concatenate([self._rest, samples])
        while len(self._rest) >= FRAME:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            self._frame(frame)

    def skip(self, samples: int) -> None:
        """So many samples were not heard and never will be: the line was muted, on hold, or away."""
        self.hear(np.zeros(samples, np.float32))

    def sound(self, start: int | None = None, end: int | None = None) -> Sound:
        """What was said with a little around it, or the part of it from ``start`` to ``end``."""
        assert self.spoken is not None
        first = max(self._kept_from, self.spoken.start - LEAD if start is None else start)
        last = (self.spoken.end if end is None else end) + LEAD
        whole = np.concatenate(self._kept)
        return Sound(whole[first - self._kept_from : last - self._kept_from], RATE)

    def take(self) -> Taken | None:
        """What was said is dealt with and returned; what comes is something new."""
        spoken = self.spoken
        taken = None if spoken is None else Taken(spoken, self._kept_from, np.concatenate(self._kept))
        self.spoken, self._run, self._open, self._still = None, 0, 0, 0
        self._forget()
        return taken

    def rejoin(self, taken: Taken) -> None:
        """What was taken last was not over: what is being said now goes on with it."""
        assert self.spoken is not None
        gap = self._kept_from - taken.first
        before = np.pad(taken.samples[:gap], (0, max(0, gap - len(taken.samples))))
        self._kept, self._kept_from = [before, *self._kept], taken.first
        voiced = taken.spoken.voiced + self.spoken.voiced
        self.spoken = Spoken(taken.spoken.start, self.spoken.end, voiced)

    def _frame(self, frame: Samples) -> None:
        self._kept.append(frame)
        self.heard += FRAME
        likely = self._detector.probability(frame)
        self.level_db = level_db(frame)
        source = self.echo.source(frame, self.heard, likely > ENDS, self.speaking)
        own = source is Source.AGENT
        if self.spoken is None:
            self._runs_on(likely > BEGINS, source)
            if self._run >= FRAMES_TO_BEGIN:
                begun = self.heard - self._run * FRAME
                self.spoken, self._still = Spoken(begun, self.heard, self._run * FRAME), 0
                self.resumed = begun
            else:
                self._forget()
        elif likely > (ENDS if self._still == 0 else BEGINS) and own:
            if self.pausing:
                self.resumed = self.heard - FRAME
            self.spoken = Spoken(self.spoken.start, self.heard, self.spoken.voiced + FRAME)
            self._still = 0
        elif source is not Source.OPEN:
            self._still += 1

    def _runs_on(self, voiced: bool, source: Source) -> None:
        """Count the agent's voice; what was open turns out to be it, or an echo, with the frames that follow."""
        if voiced and source is Source.AGENT:
            self._run, self._open = self._run + self._open + 1, 0
        elif voiced and source is Source.OPEN:
            self._open += 1
        else:
            self._run = self._open = 0

    def _forget(self) -> None:
        """Keep only what may turn out to be the beginning of something, or to lie in the middle of it."""
        self._kept = self._kept[-KEPT // FRAME :]
        self._kept_from = self.heard - sum(len(frame) for frame in self._kept)
