"""A call on an open line: hears the agent all the time, plays the customer, knows who has the floor.

Everything is timed by the samples that came from the microphone, which go on while the customer is heard; so
the times of a call are those of its sound. The socket, the recogniser and the voice each live on a thread of
their own and meet here, one at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from app.desk import Desk
from app.line import Uttered
from app.telephone.earpiece import Earpiece
from app.telephone.hearing import Hearing
from app.telephone.line_clock import LineClock
from app.telephone.outbox import Message, Outbox, Send
from app.telephone.turn_taking import TurnTaking
from app.telephone.wire import FRAME, FURTHEST_AHEAD
from simulator.errors import DuilianError
from simulator.line.ear import Ear
from simulator.voice.detector import RATE
from simulator.voice.sound import Samples, Sound

log = logging.getLogger(__name__)

ACK_EVERY = 25  # frames
LAST_WORDS_SECONDS = 8.0  # by then they are understood
BREATH = RATE // 2  # samples of silence that end what is being said
HUSHED_SECONDS = 2.0  # by then a browser has told what was heard, or is gone


class OpenLine:
    """One call's line. ``over`` once the call has ended and its last words were heard."""

    def __init__(self, desk: Desk, ear: Ear | None = None) -> None:
        self.desk = desk
        self.over = False
        self.on_hold = False
        self.muted = False
        self.ear = ear or Ear()
        self.clock = LineClock(desk.clock.now, self.ear)
        self._next = 0  # number of the frame that comes next
        self._ending = False  # the agent is hanging up, or gives up the line
        self._out = Outbox()
        self._lock = threading.RLock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="line")
        self._answerer = ThreadPoolExecutor(1, thread_name_prefix="line-answer")
        hearing = Hearing(self.ear, desk.recognise, desk.scenario.language, self._worker, self._news)
        self._earpiece = Earpiece(desk, self.ear, self.clock, self._out, self._later, self._line_over)
        self._turns = TurnTaking(desk, self.ear, self.clock, hearing, self._earpiece, self._out, self._later)
        desk.line = self

    # -- the socket's side

    def connect(self, send: Send) -> None:
        """A browser is on the line: it is told where to go on, and gets what it has missed."""
        with self._lock:
            self._out.connect(send, resume=self._next, turns=len(self.desk.call.turns))

    def disconnect(self, send: Send, unsent: Iterable[Message] = ()) -> None:
        """That browser is gone, for now or for good; these messages it never got."""
        with self._lock:
            self._out.disconnect(send, unsent)

    def frame(self, number: int, samples: Samples) -> None:
        """Frame ``number`` of the microphone; one that came before is passed over, a missing one silence."""
        with self._lock:
            if not self.desk.held:  # another tab goes on with the call
                self.close()
            if self.over or number < self._next or number > self._next + FURTHEST_AHEAD:
                return
            if number > self._next:
                self.ear.skip((number - self._next) * FRAME)
            self._next = number + 1
            silent = self.on_hold or self.muted or not self.desk.answered
            self.ear.hear(samples * 0 if silent else samples)
            if self._next % ACK_EVERY == 0:
                self._out.tell(ack=number)
            self._look()

    def told(self, message: Mapping[str, Any]) -> None:
        """What the browser says: what is heard of the customer, whether the call is held or muted."""
        with self._lock:
            if not self.over:
                self._earpiece.told(message)
            if isinstance(message.get("hold"), bool):
                self._hold(message["hold"])
            if isinstance(message.get("muted"), bool):
                self.muted = message["muted"]

    # -- the customer's side, see ``app.line.Line``

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        return self.clock.now

    @property
    def playing(self) -> int | None:
        """The turn of the customer that is being heard, or about to be."""
        playing = self._earpiece.playing
        return None if playing is None else playing.index

    def begins(self, index: int, text: str) -> None:
        """The customer is going to say this."""
        with self._lock:
            self._earpiece.begins(index, text)
            self._turns.answering = False

    def carries(self, index: int, sound: Sound) -> None:
        """The next clause of it as sound."""
        with self._lock:
            self._earpiece.carries(index, sound)

    def finishes(self, index: int) -> None:
        """That was all of it."""
        with self._lock:
            self._earpiece.finishes(index, voiceless_is_read=not self._ending)

    def hush(self) -> None:
        """The customer falls silent; returns when it is known how much of the line was heard."""
        with self._lock:
            self._turns.starts_anew()
            self._earpiece.break_off()
            playing = self._earpiece.playing
        until = time.monotonic() + HUSHED_SECONDS
        while self._earpiece.playing is playing and playing is not None and time.monotonic() < until:
            time.sleep(0.02)
        with self._lock:
            if self._earpiece.playing is playing:  # a browser that is gone says nothing
                self._earpiece.count_as_read()
            self._turns.answering = True  # what they say next begins at once

    def unanswered(self) -> Uttered | None:
        """What the agent said last, where nobody answered it; returns when its words are known."""
        if self.over:
            return None
        with self._lock:
            self._ending = True
        wait([self._answerer.submit(lambda: None)], LAST_WORDS_SECONDS)  # what is over is answered first
        with self._lock:
            if self.ear.speaking:
                self.ear.skip(BREATH)  # nothing more will come
        until = time.monotonic() + LAST_WORDS_SECONDS
        while time.monotonic() < until:
            with self._lock:
                known, uttered = self._turns.last_words()
            if known:
                return uttered
            time.sleep(0.02)
        log.warning("the last words of call %s were not understood in time", self.desk.call_id)
        return None

    def close(self) -> None:
        """The call is over: nothing is heard any more."""
        with self._lock:
            if not self.over:
                self.over = True
                self._earpiece.drop()
                ended = self.desk.call.ended
                self._out.tell(over=ended.value if ended else "")
                self._worker.shutdown(wait=False)
                self._answerer.shutdown(wait=False)

    # -- inside; the lock is held

    def _look(self) -> None:
        if self._ending:
            return
        if self.on_hold:
            self._turns.look_on_hold()
        else:
            self._turns.look()

    def _hold(self, held: bool) -> None:
        self.on_hold = held
        self._turns.starts_anew()
        if not held:
            self._earpiece.hold_is_over()

    def _line_over(self, end: float) -> None:
        """A line of the customer was heard until then."""
        self._turns.line_over(end)
        if self.desk.call.ended is not None:
            self.close()

    # -- on threads of their own

    def _news(self) -> None:
        """Words are known; perhaps the turn is over already."""
        with self._lock:
            if not self.over:
                self._look()

    def _later(self, work: Callable[[], None]) -> None:
        self._answerer.submit(self._answer, work)

    def _answer(self, work: Callable[[], None]) -> None:
        """The customer answers, on a thread of its own."""
        try:
            work()
        except DuilianError as error:
            log.info("the line could not go on: %s", error)
            self.desk.problem = error
            with self._lock:
                self._turns.answering = False
                self._out.tell(trouble=error.code, turns=-1)
        except Exception:
            log.exception("a bug on the line")
            with self._lock:
                self._turns.answering = False
