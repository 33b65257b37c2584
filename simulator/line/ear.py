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
LONGEST = int(25.0 * RATE)  # samples without a pause, after which what is said is cut all the same …
CUT_WITHIN = int(10.0 * RATE)  # … at the quietest place of so many
CUT_SMOOTH = 3  # frames about as long as the shortest gap between two words


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
    """What was said and dealt with: where it was, and its samples from ``first`` on.

    ``cut``: the voice went on without a pause; what comes begins where this ends.
    """

    spoken: Spoken
    first: int
    samples: Samples
    cut: bool = False


class Detector(Protocol):
    """Tells how likely a frame of the stream holds a voice."""

    def probability(self, frame: Samples) -> float:
        """0 … 1, for the next ``FRAME`` samples."""
        ...


class Ear:
    """One side of a line. ``heard`` counts samples from the beginning of the stream."""

    def __init__(self, detector: Detector | None = None) -> None:
        self.heard = 0
        self._saying: Spoken | None = None  # what is being said, or was and is not taken yet
        self._cut: Spoken | None = None  # … and what came before it without a pause, not taken yet either
        self._unbroken = 0  # where the voice without a pause, or its last cut, began
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
    def spoken(self) -> Spoken | None:
        """What is being said, or was and is not taken yet; of an endless voice the first part."""
        return self._cut or self._saying

    @property
    def silence(self) -> float:
        """Seconds since the last voice of what was said; 0 where nothing was."""
        return 0.0 if self.spoken is None else (self.heard - self.spoken.end) / RATE

    @property
    def pausing(self) -> bool:
        """Whether something was said and nobody speaks now, or the voice was cut for want of a pause."""
        return self._cut is not None or self._paused

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
        last = (self.spoken.end if end is None else end) + (0 if self._cut else LEAD)
        whole = np.concatenate(self._kept)
        return Sound(whole[first - self._kept_from : last - self._kept_from], RATE)

    def take(self) -> Taken | None:
        """What was said is dealt with and returned; what comes is something new."""
        spoken = self.spoken
        if spoken is None:
            self._begin_anew()
            return None
        first, whole = self._kept_from, np.concatenate(self._kept)
        if self._cut is None:
            self._begin_anew()
            return Taken(spoken, first, whole)
        self._cut, self.resumed = None, spoken.end
        self._kept, self._kept_from = [whole[spoken.end - first :]], spoken.end
        return Taken(spoken, first, whole[: spoken.end - first], cut=True)

    def rejoin(self, taken: Taken) -> None:
        """What was taken last was not over: what is being said now goes on with it."""
        assert self._saying is not None
        gap = self._kept_from - taken.first
        before = np.pad(taken.samples[:gap], (0, max(0, gap - len(taken.samples))))
        self._kept, self._kept_from = [before, *self._kept], taken.first
        voiced = taken.spoken.voiced + self._saying.voiced
        self._saying = Spoken(taken.spoken.start, self._saying.end, voiced)

    @property
    def _paused(self) -> bool:
        return self._saying is not None and self._still >= FRAMES_TO_PAUSE

    def _frame(self, frame: Samples) -> None:
        self._kept.append(frame)
        self.heard += FRAME
        likely = self._detector.probability(frame)
        self.level_db = level_db(frame)
        going_on = self._saying is not None and not self._paused
        source = self.echo.source(frame, self.heard, likely > ENDS, going_on)
        if self._saying is None:
            self._runs_on(likely > BEGINS, source)
            if self._run >= FRAMES_TO_BEGIN:
                begun = self.heard - self._run * FRAME
                self._saying, self._still = Spoken(begun, self.heard, self._run * FRAME), 0
                self.resumed = self._unbroken = begun
            else:
                self._forget()
        elif likely > (ENDS if self._still == 0 else BEGINS) and source is Source.AGENT:
            self._goes_on(self._saying)
        elif source is not Source.OPEN:
            self._still += 1

    def _goes_on(self, saying: Spoken) -> None:
        """One more frame of a voice; where it has had no pause for very long, what came before is cut off."""
        if self._paused:
            self.resumed = self._unbroken = self.heard - FRAME
        self._saying = Spoken(saying.start, self.heard, saying.voiced + FRAME)
        self._still = 0
        if self.heard - self._unbroken >= LONGEST and self._cut is None:
            self._cuts(self._saying)

    def _cuts(self, saying: Spoken) -> None:
        """Part what is being said at its quietest place of late, where it is least likely to hit a word."""
        steps = np.concatenate(self._kept)[-CUT_WITHIN // FRAME * FRAME :].reshape(-1, FRAME)
        power = np.convolve(np.mean(np.square(steps), axis=1), np.ones(CUT_SMOOTH), mode="valid")
        quietest = int(np.argmin(power)) + CUT_SMOOTH // 2
        at = self.heard - (len(steps) - quietest) * FRAME + FRAME // 2
        after = self.heard - at
        self._cut = Spoken(saying.start, at, max(0, saying.voiced - after))
        self._saying, self._unbroken = Spoken(at, self.heard, after), at

    def _runs_on(self, voiced: bool, source: Source) -> None:
        """Count the agent's voice; what was open turns out, with what follows, to be it or an echo."""
        if voiced and source is Source.AGENT:
            self._run, self._open = self._run + self._open + 1, 0
        elif voiced and source is Source.OPEN:
            self._open += 1
        else:
            self._run = self._open = 0

    def _begin_anew(self) -> None:
        self._saying, self._run, self._open, self._still = None, 0, 0, 0
        self._forget()

    def _forget(self) -> None:
        """Keep only what may turn out to be the beginning of something, or to lie in the middle of it."""
        self._kept = self._kept[-KEPT // FRAME :]
        self._kept_from = self.heard - sum(len(frame) for frame in self._kept)
