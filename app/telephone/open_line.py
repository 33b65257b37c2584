"""A call on an open line: hears the agent all the time, plays the customer, knows who has the floor.

Everything is timed by the samples that came from the microphone, which go on while the customer is heard; so
the times of a call are those of its sound. The socket, the recogniser and the voice each live on a thread of
their own and meet here, one at a time.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from app.desk import Desk
from app.line import Uttered
from app.telephone.hearing import Hearing, SoFar, Utterance
from app.telephone.outbox import Message, Outbox, Send
from app.telephone.playing import Playing
from app.telephone.wire import FRAME, pack_clip
from simulator.errors import DuilianError
from simulator.line.ear import Ear
from simulator.line.endpoint import patience
from simulator.line.floor import REACTS_SECONDS, TAKES_FLOOR_SECONDS, WENT_ON_SECONDS
from simulator.line.listening import Listener
from simulator.understanding.backchannel import is_backchannel
from simulator.understanding.overlap import shared
from simulator.voice.detector import RATE
from simulator.voice.sound import Samples, Sound

log = logging.getLogger(__name__)

SILENCE_SECONDS = 6.0  # without a word until the most impatient customer asks whether anybody is there …
PATIENCE_SECONDS = 6.0  # … and how much longer the most patient one waits
LECTURE_SECONDS = 15.0  # of talk in one go after which the most impatient customer cuts in …
BORNE_SECONDS = 30.0  # … and how much more the most patient one bears
ACK_EVERY = 25  # frames
ECHOED = 0.6  # share of an utterance that stands in what is played: the loudspeaker's, not the agent's
STOPS_WITHIN_SECONDS = 1.0
LAST_WORDS_SECONDS = 8.0  # by then they are understood
BREATH = RATE // 2  # samples of silence that end what is being said
HUSHED_SECONDS = 2.0  # by then a browser has told what was heard, or is gone
FURTHEST_AHEAD = 250  # frames: 10 s, the longest absence that is made good


class OpenLine:
    """One call's line. ``over`` once the call has ended and its last words were heard."""

    def __init__(self, desk: Desk, ear: Ear | None = None) -> None:
        self.desk = desk
        self.over = False
        self.on_hold = False
        self.muted = False
        self.ear = ear or Ear()
        self._base = desk.clock.now  # seconds since pick-up at sample 0
        self._next = 0  # number of the frame that comes next
        self._quiet_since = 0.0  # seconds since pick-up at which the last word ended
        self._playing: Playing | None = None
        self._answering = False  # the customer is thinking
        self._ending = False  # the agent is hanging up, or gives up the line
        self._back = 0.0  # seconds since pick-up at which the latest hold was over
        self._foreseen = ""  # the words to which an answer was prepared
        self._said: Utterance | None = None  # by the agent just now; perhaps it is not over
        self._listener = Listener()
        self._numbers = itertools.count()
        self._out = Outbox()
        self._lock = threading.RLock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="line")
        self._answerer = ThreadPoolExecutor(1, thread_name_prefix="line-answer")
        language = desk.scenario.language
        self._hearing = Hearing(self.ear, desk.recognise, language, self._worker, self._news)
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
            self._tick()

    def told(self, message: Mapping[str, Any]) -> None:
        """What the browser says: what is heard of the customer, whether the call is held or muted."""
        with self._lock:
            at = message.get("at")
            if isinstance(at, int) and self._playing is not None:
                self._heard_of(self._playing, message, at)
            if isinstance(at, int) and message.get("sign") == self._listener.number and not self.over:
                self._murmured(self._listener.sound, at)
            if isinstance(message.get("hold"), bool):
                self._hold(message["hold"])
            if isinstance(message.get("muted"), bool):
                self.muted = message["muted"]

    # -- the customer's side, see ``app.line.Line``

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        return self._base + self.ear.heard / RATE

    @property
    def playing(self) -> int | None:
        """The turn of the customer that is being heard, or about to be."""
        return None if self._playing is None else self._playing.index

    def begins(self, index: int, text: str) -> None:
        """The customer is going to say this."""
        with self._lock:
            self._playing = Playing(next(self._numbers), index, text, self.now)
            self._answering = False

    def carries(self, index: int, sound: Sound) -> None:
        """The next clause of it as sound."""
        with self._lock:
            playing = self._playing
            if playing is not None and playing.index == index and playing.stopped is None:
                place = playing.add(sound, self.now)
                if playing.begun is not None:
                    self.ear.echo.plays(sound, playing.begun + place)
                self._out.post(pack_clip(playing.number, sound))

    def finishes(self, index: int) -> None:
        """That was all of it."""
        with self._lock:
            playing = self._playing
            if playing is None or playing.index != index:
                return
            playing.finished = True
            self._out.tell(last=playing.number)
            if not playing.clips and not self._ending:  # no voice could be had: it stands on the page
                self._played(playing, self.now, self.now, 1.0)

    def hush(self) -> None:
        """The customer falls silent; returns when it is known how much of the line was heard."""
        with self._lock:
            self._quiet_since = self.now
            playing = self._playing
            if playing is not None and playing.stopped is None:
                self._barge_in(playing)
        until = time.monotonic() + HUSHED_SECONDS
        while self._playing is playing and playing is not None and time.monotonic() < until:
            time.sleep(0.02)
        with self._lock:
            if playing is not None and self._playing is playing:  # a browser that is gone says nothing
                self._played(playing, playing.since, self.now, 1.0)
            self._answering = True  # what they say next begins at once

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
                so_far = self._hearing.so_far()
                if so_far is not None or self.ear.spoken is None:
                    return self._last_words(so_far)
            time.sleep(0.02)
        log.warning("the last words of call %s were not understood in time", self.desk.call_id)
        return None

    def close(self) -> None:
        """The call is over: nothing is heard any more."""
        with self._lock:
            if not self.over:
                self.over = True
                self._playing = None  # what the browser still says of it is of no account
                ended = self.desk.call.ended
                self._out.tell(over=ended.value if ended else "")
                self._worker.shutdown(wait=False)
                self._answerer.shutdown(wait=False)

    # -- inside; the lock is held

    def _tick(self) -> None:
        """Look at what is said, who has the floor, and how long it has been quiet."""
        if self._ending:
            return
        so_far = self._hearing.so_far()
        playing = self._playing
        if self.on_hold:
            if so_far is not None and not self._answering:
                self._before_the_hold(playing, so_far)
        elif playing is not None:
            self._beside(playing, so_far)
        elif self._answering:
            return
        elif self.ear.pausing and so_far is not None:
            if so_far.failed or not so_far.text:
                self._nothing(so_far)
            elif self.ear.silence >= self._patience(so_far):
                self._turn_over(so_far)
            elif self._foreseen != so_far.text:
                self._foreseen = so_far.text
                self._answerer.submit(self._answer, lambda: self.desk.voice.foresee(so_far.text))
        elif self.ear.spoken is None:
            self._quiet()
        else:
            self._listens()

    def _before_the_hold(self, playing: Playing | None, so_far: SoFar) -> None:
        """What the agent had just said is a turn, or the rest of one; the browser keeps what answers it."""
        if so_far.failed or not so_far.text:
            self._nothing(so_far)
        elif playing is None:
            self._turn_over(so_far)
        elif playing.begun is None and self._said is not None:
            self._take_back(playing)

    def _patience(self, so_far: SoFar) -> float:
        """Seconds of silence that end the turn; whoever lectures is cut short at the next breath."""
        bears = LECTURE_SECONDS + BORNE_SECONDS * self.desk.call.mood.patience
        if self.ear.spoken is not None and self.ear.spoken.seconds > bears:
            return 0.0
        return patience(so_far.text, self.desk.scenario.language, so_far.melody)

    def _beside(self, playing: Playing, so_far: SoFar | None) -> None:
        """The agent is heard while the customer speaks."""
        spoken = self.ear.spoken
        if self._given_up(playing) or spoken is None or playing.stopped is not None:
            return
        if self._goes_on(playing):
            self._take_back(playing)
            return
        if playing.begun is None:
            return
        if spoken.voiced >= TAKES_FLOOR_SECONDS * RATE and self.ear.speaking:
            self._barge_in(playing)
        elif self.ear.pausing and so_far is not None:
            if self._own_words(playing, so_far.text):
                self._barge_in(playing)
            else:
                self._hearing.take()

    def _own_words(self, playing: Playing, text: str) -> bool:
        """Whether the agent said something of their own into that line; a sign of listening is noted."""
        language = self.desk.scenario.language
        if not text or shared(text, playing.text, language) >= ECHOED:
            return False
        if is_backchannel(text, language):
            self.desk.signal(playing.index, text)
            return False
        return True

    def _goes_on(self, playing: Playing) -> bool:
        """Whether the agent went on talking before they can have heard the customer: nobody interrupts."""
        spoken = self.ear.spoken
        if self._said is None or spoken is None or self.desk.call.ended is not None:
            return False
        unheard = playing.begun is None or spoken.start < playing.begun + REACTS_SECONDS * RATE
        return unheard and self.ear.speaking and spoken.voiced >= WENT_ON_SECONDS * RATE

    def _take_back(self, playing: Playing) -> None:
        """The agent's turn was not over: the customer, who was about to answer, goes on listening."""
        said, self._said, self._playing, self._foreseen = self._said, None, None, ""
        assert said is not None
        self.ear.echo.stops(self.ear.heard)
        self._hearing.rejoin(said)
        self._listener.rejoin()
        self._out.tell(stop=playing.number)  # what the browser says to it is of no account
        self.desk.voice.stops(playing.index)
        self._answerer.submit(self._answer, lambda: self._taken_back(playing.index - 1))

    def _taken_back(self, index: int) -> None:
        self.desk.take_back(index)
        self._out.tell(turns=len(self.desk.call.turns))

    def _listens(self) -> None:
        """An agent who talks for long is let know now and then that the customer follows."""
        spoken = self.ear.spoken
        known_echo = self.ear.echo.back_db is not None  # else the agent's own voice passed for it meanwhile
        if spoken is None or not known_echo or not self._listener.due(spoken, self.ear.resumed):
            return
        sign = self.desk.voice.sign(len(self._listener.texts))
        if sign is not None:
            number = next(self._numbers)
            self._listener.murmurs(*sign, number, self.ear.heard)
            self._out.tell(sign=number)
            self._out.post(pack_clip(number, sign[1]))

    def _murmured(self, sound: Sound, at: int) -> None:
        self.ear.echo.plays(sound, at)
        voice, heard = self.desk.voice, self._base + at / RATE
        self._answerer.submit(self._answer, lambda: voice.murmured(sound, heard))

    def _barge_in(self, playing: Playing) -> None:
        """The agent has taken the floor: the customer falls silent."""
        playing.stopped = self.ear.heard
        self.desk.voice.stops(playing.index)
        self._out.tell(stop=playing.number)

    def _given_up(self, playing: Playing) -> bool:
        """A browser that says nothing of a line has not played it, or has stopped long since."""
        if playing.never_heard(self.now):
            self._played(playing, playing.since, self.now, 1.0)
            return True
        if playing.stopped is not None and self.ear.heard - playing.stopped > STOPS_WITHIN_SECONDS * RATE:
            begun, stopped = self._start(playing, playing.stopped), self._base + playing.stopped / RATE
            self._played(playing, begun, stopped, self._share(playing, stopped - begun))
            return True
        return False

    def _turn_over(self, so_far: SoFar) -> None:
        uttered, said = self._uttered(so_far), self._hearing.take()
        endless = said.taken is not None and said.taken.cut  # put together again it would grow for ever
        self._said = None if endless else said
        self._answering = True
        self._quiet_since = uttered.span[1]
        self._answerer.submit(self._answer, lambda: self.desk.hear(uttered))

    def _uttered(self, so_far: SoFar) -> Uttered:
        spoken = self.ear.spoken
        assert spoken is not None
        span = (self._base + spoken.start / RATE, self._base + spoken.end / RATE)
        return Uttered(so_far.text, self.ear.sound(), span, so_far.confidence, self._listener.take())

    def _last_words(self, so_far: SoFar | None) -> Uttered | None:
        """What was said after all that was answered, unless it was nothing but a sign of listening."""
        if so_far is None or so_far.failed or not so_far.text:
            return None
        playing = self._playing
        if playing is not None and playing.begun is not None and not self._own_words(playing, so_far.text):
            return None
        return self._uttered(so_far)

    def _nothing(self, so_far: SoFar) -> None:
        """A sound that was no words, or no recogniser to hear them."""
        self._hearing.take()
        if so_far.failed is not None:
            self.desk.problem = so_far.failed
            self._out.tell(trouble=so_far.failed.code, turns=-1)

    def _quiet(self) -> None:
        """Nobody speaks: after a while the customer asks whether anybody is there."""
        if self.desk.correcting:
            self._quiet_since = self.now
        mood = self.desk.call.mood
        bears = SILENCE_SECONDS + PATIENCE_SECONDS * mood.patience
        if self.now - self._quiet_since >= bears:
            seconds, self._quiet_since = self.now - self._quiet_since, self.now
            self._answering = True
            self._answerer.submit(self._answer, lambda: self.desk.silent(seconds))

    def _answer(self, work: Callable[[], None]) -> None:
        """The customer answers, on a thread of its own."""
        try:
            work()
        except DuilianError as error:
            log.info("the line could not go on: %s", error)
            self.desk.problem = error
            with self._lock:
                self._answering = False
                self._out.tell(trouble=error.code, turns=-1)
        except Exception:
            log.exception("a bug on the line")
            with self._lock:
                self._answering = False

    def _heard_of(self, playing: Playing, message: Mapping[str, Any], at: int) -> None:
        """The customer's line was first heard, ended, or was stopped, at sample ``at`` of the microphone."""
        if message.get("playing") == playing.number and playing.begun is None:
            playing.begun = at
            self._out.tell(turns=len(self.desk.call.turns))
            self.desk.voice.starts(playing.index, self._base + at / RATE, self._back)
            for offset, sound in playing.clips:
                self.ear.echo.plays(sound, at + offset)
        elif message.get("ended") == playing.number:
            self._played(playing, self._start(playing, at), self._base + at / RATE, 1.0)
        elif message.get("stopped") == playing.number:
            self.ear.echo.stops(at)
            self.desk.voice.stops(playing.index)  # a hold stops it without being asked to
            share = self._share(playing, message.get("played"))
            self._played(playing, self._start(playing, at), self._base + at / RATE, share)

    def _share(self, playing: Playing, seconds: object) -> float:
        return playing.share(seconds, self.desk.voice.reading_time(playing.text))

    def _start(self, playing: Playing, at: int) -> float:
        return self._base + (at if playing.begun is None else playing.begun) / RATE

    def _played(self, playing: Playing, start: float, end: float, share: float) -> None:
        self._playing, self._said = None, None
        self._quiet_since = end
        if playing.begun is None:
            self._out.tell(turns=len(self.desk.call.turns))
        self.desk.voice.heard(playing.index, start, end, share)
        if self.desk.call.ended is not None:
            self.close()

    def _hold(self, held: bool) -> None:
        self.on_hold = held
        self._quiet_since = self.now  # who comes back is given time to say so
        if not held:
            self._back = self.now
            if self._playing is not None:
                self._playing.since = self.now  # it could not be heard before

    def _news(self) -> None:
        """Words are known; perhaps the turn is over already."""
        with self._lock:
            if not self.over:
                self._tick()
