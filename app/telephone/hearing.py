"""What the recogniser makes of a turn while it is still being spoken.

Whenever the agent pauses, what was said so far is heard; by the time the turn turns out to be over its words
are mostly known. A long turn is heard in pieces, cut at its longer pauses: the last piece is a short one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from simulator.errors import DuilianError, Unavailable
from simulator.line.ear import Ear, Taken
from simulator.line.endpoint import melody
from simulator.voice.detector import RATE
from simulator.voice.embedded_asr import joined
from simulator.voice.sound import Heard, Sound

log = logging.getLogger(__name__)

Recognise = Callable[[Sound], Heard]
CUT_SECONDS = 3.0  # a piece of that length may be done with, …
CUT_PAUSE = int(0.3 * RATE)  # … at a pause of that many samples


@dataclass(frozen=True)
class SoFar:
    """What was heard up to sample ``end``: the words, the pitch's move at the end, how sure it is."""

    end: int
    text: str
    melody: float | None
    confidence: float
    failed: DuilianError | None = None


@dataclass(frozen=True)
class Utterance:
    """A turn that was taken: what was heard, piece by piece, and its sound."""

    pieces: tuple[SoFar, ...]
    taken: Taken | None


class Hearing:
    """One turn after the other, as ``ear`` has it; ``news`` is called, on a thread, when words are known."""

    def __init__(
        self,
        ear: Ear,
        recognise: Recognise,
        language: str,
        worker: ThreadPoolExecutor,
        news: Callable[[], None],
    ) -> None:
        self._ear = ear
        self._recognise = recognise
        self._language = language
        self._worker = worker
        self._news = news
        self._done: list[SoFar] = []  # pieces that are done with
        self._latest: SoFar | None = None
        self._asked = -1  # the sample up to which a recognition is under way
        self._turn = 0

    def so_far(self) -> SoFar | None:
        """All that was said, where it is known up to the last voice; else it is being found out."""
        spoken = self._ear.spoken
        if spoken is None:
            return None
        self._cut(spoken.end)
        if self._latest is not None and self._latest.end == spoken.end:
            return self._whole(self._latest)
        if self._ear.pausing and self._asked != spoken.end:
            self._ask(spoken.end)
        return None

    def take(self) -> Utterance:
        """The turn is over; what comes is another one."""
        pieces = (*self._done, *([self._latest] if self._latest else []))
        self._begin(())
        return Utterance(pieces, self._ear.take())

    def rejoin(self, before: Utterance) -> None:
        """The turn that was taken last was not over; what is being said is its rest."""
        self._begin(before.pieces)
        if before.taken is not None:
            self._ear.rejoin(before.taken)

    def _begin(self, pieces: tuple[SoFar, ...]) -> None:
        self._turn += 1
        self._done, self._latest, self._asked = list(pieces), None, -1

    def _cut(self, end: int) -> None:
        """Where the agent goes on after a longer pause, what is known before it need not be heard again."""
        known = self._latest
        if known is None or known.end == end or not known.text or known.failed:
            return
        begun = self._done[-1].end if self._done else self._ear.spoken.start if self._ear.spoken else 0
        long_enough = known.end - begun >= CUT_SECONDS * RATE
        if long_enough and self._ear.resumed - known.end >= CUT_PAUSE:
            self._done.append(known)
            self._latest = None

    def _ask(self, end: int) -> None:
        self._asked = end
        turn, pieces = self._turn, len(self._done)
        sound = self._ear.sound(self._done[-1].end + CUT_PAUSE // 2 if self._done else None, end)

        def work() -> None:
            if self._turn != turn or self._asked != end:
                return  # it is over, or the agent went on meanwhile
            heard = self._heard(sound, end)
            if self._turn != turn:
                return
            if len(self._done) == pieces:
                self._latest = heard
            elif self._asked == end:
                self._asked = -1  # it repeats a piece that is done with by now: once more without
            self._news()

        self._worker.submit(work)

    def _heard(self, sound: Sound, end: int) -> SoFar:
        try:
            heard = self._recognise(sound)
        except DuilianError as error:
            return SoFar(end, "", None, 0.0, error)
        except Exception:  # whoever has spoken must not wait for ever
            log.exception("a bug in a recogniser")
            gone = Unavailable("the recogniser broke down; please type", code="type_instead")
            return SoFar(end, "", None, 0.0, gone)
        return SoFar(end, heard.text.strip(), melody(sound), heard.confidence)

    def _whole(self, last: SoFar) -> SoFar:
        parts = [part for part in (*self._done, last) if part.text]
        text = joined([part.text for part in parts], self._language)
        return replace(last, text=text, confidence=min((part.confidence for part in parts), default=0.0))
