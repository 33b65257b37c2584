"""Who has the floor on an open line: when a turn is over, who interrupts whom, how long a silence is borne.

Only for whoever holds the line's lock.
"""

from __future__ import annotations

from collections.abc import Callable

from app.desk import Desk
from app.line import Uttered
from app.telephone.earpiece import Earpiece, Later
from app.telephone.hearing import Hearing, SoFar, Utterance
from app.telephone.line_clock import LineClock
from app.telephone.outbox import Outbox
from app.telephone.playing import Playing
from simulator.errors import AudioError
from simulator.line.ear import Ear
from simulator.line.endpoint import patience
from simulator.line.floor import REACTS_SECONDS, TAKES_FLOOR_SECONDS, WENT_ON_SECONDS
from simulator.line.listening import Listener
from simulator.understanding.backchannel import is_backchannel
from simulator.understanding.overlap import shared
from simulator.voice.detector import RATE

SILENCE_SECONDS = 6.0  # without a word until the most impatient customer asks whether anybody is there …
PATIENCE_SECONDS = 6.0  # … and how much longer the most patient one waits
LECTURE_SECONDS = 15.0  # of talk in one go after which the most impatient customer cuts in …
BORNE_SECONDS = 30.0  # … and how much more the most patient one bears
ECHOED = 0.6  # share of an utterance that stands in what is played: the loudspeaker's, not the agent's


class TurnTaking:
    """Two people on one line. ``answering``: the customer is thinking."""

    def __init__(
        self,
        desk: Desk,
        ear: Ear,
        clock: LineClock,
        hearing: Hearing,
        earpiece: Earpiece,
        out: Outbox,
        later: Later,
    ) -> None:
        self.answering = False
        self._desk = desk
        self._ear = ear
        self._clock = clock
        self._hearing = hearing
        self._earpiece = earpiece
        self._out = out
        self._later = later
        self._listener = Listener()
        self._quiet_since = 0.0  # seconds since pick-up at which the last word ended
        self._foreseen = ""  # the words to which an answer was prepared
        self._said: Utterance | None = None  # by the agent just now; perhaps it is not over

    def look(self) -> None:
        """Look at what is said, who has the floor, and how long it has been quiet."""
        so_far = self._hearing.so_far()
        if self._earpiece.playing is not None:
            self._beside(self._earpiece.playing, so_far)
        elif self.answering:
            return
        elif self._ear.pausing and so_far is not None:
            self._pause(so_far)
        elif self._ear.spoken is None:
            self._quiet()
        else:
            self._listens()

    def look_on_hold(self) -> None:
        """What the agent had said before is a turn, or the rest of one; the browser keeps what answers it."""
        so_far = self._hearing.so_far()
        playing = self._earpiece.playing
        if so_far is None or self.answering:
            return
        if so_far.failed or not so_far.text:
            self._nothing(so_far)
        elif playing is None:
            self._turn_over(so_far)
        elif playing.begun is None and self._said is not None:
            self._take_back(playing)

    def line_over(self, end: float) -> None:
        """The customer's line was heard until then."""
        self._said = None
        self._quiet_since = end

    def starts_anew(self) -> None:
        """From now on silence counts: who comes back is given time to say so."""
        self._quiet_since = self._clock.now

    def last_words(self) -> tuple[bool, Uttered | None]:
        """Whether it is known what was said after all that was answered, and that, if it was anything.

        A sign of listening alone is nothing.
        """
        so_far = self._hearing.so_far()
        if so_far is None:
            return self._ear.spoken is None, None
        if so_far.failed or not so_far.text:
            return True, None
        playing = self._earpiece.playing
        if playing is not None and playing.begun is not None and not self._own_words(playing, so_far.text):
            return True, None
        return True, self._uttered(so_far)

    # -- nobody is heard of the customer

    def _pause(self, so_far: SoFar) -> None:
        """The agent pauses, or is through."""
        if so_far.failed or not so_far.text:
            self._nothing(so_far)
        elif self._ear.silence >= self._patience(so_far):
            self._turn_over(so_far)
        elif self._foreseen != so_far.text:
            self._foreseen = so_far.text
            self._later(lambda: self._desk.voice.foresee(so_far.text))

    def _patience(self, so_far: SoFar) -> float:
        """Seconds of silence that end the turn; whoever lectures is cut short at the next breath."""
        bears = LECTURE_SECONDS + BORNE_SECONDS * self._desk.call.mood.patience
        if self._ear.spoken is not None and self._ear.spoken.seconds > bears:
            return 0.0
        return patience(so_far.text, self._desk.scenario.language, so_far.melody)

    def _turn_over(self, so_far: SoFar) -> None:
        uttered, said = self._uttered(so_far), self._hearing.take()
        endless = said.taken is not None and said.taken.cut  # put together again it would grow for ever
        self._said = None if endless else said
        self._quiet_since = uttered.span[1]
        self._answer(lambda: self._desk.hear(uttered))

    def _uttered(self, so_far: SoFar) -> Uttered:
        spoken = self._ear.spoken
        assert spoken is not None
        span = self._clock.at(spoken.start), self._clock.at(spoken.end)
        return Uttered(so_far.text, self._ear.sound(), span, so_far.confidence, self._listener.take())

    def _nothing(self, so_far: SoFar) -> None:
        """A sound of which no words were made: a noise, or what has to be said again."""
        spoken = self._ear.spoken
        self._hearing.take()
        noise = spoken is None or spoken.voiced < TAKES_FLOOR_SECONDS * RATE
        problem = so_far.failed or AudioError("no intelligible speech", code="unintelligible")
        if noise and isinstance(problem, AudioError):
            return
        self.starts_anew()  # it was no silence
        self._desk.problem = problem
        self._out.tell(trouble=problem.code, turns=-1)

    def _quiet(self) -> None:
        """Nobody speaks: after a while the customer asks whether anybody is there."""
        if self._desk.correcting:
            self.starts_anew()
        bears = SILENCE_SECONDS + PATIENCE_SECONDS * self._desk.call.mood.patience
        seconds = self._clock.now - self._quiet_since
        if seconds >= bears:
            self.starts_anew()
            self._answer(lambda: self._desk.silent(seconds))

    def _answer(self, work: Callable[[], None]) -> None:
        self.answering = True
        self._later(work)

    def _listens(self) -> None:
        """An agent who talks for long is let know now and then that the customer follows."""
        spoken = self._ear.spoken
        known_echo = self._ear.echo.back_db is not None  # else the agent's own voice passed for it meanwhile
        if spoken is None or not known_echo or not self._listener.due(spoken, self._ear.resumed):
            return
        sign = self._desk.voice.sign(len(self._listener.texts))
        if sign is not None:
            text, sound = sign
            self._listener.murmurs(text, self._ear.heard)
            self._earpiece.murmurs(sound)

    # -- the customer speaks, or is about to

    def _beside(self, playing: Playing, so_far: SoFar | None) -> None:
        """The agent is heard while the customer speaks."""
        spoken = self._ear.spoken
        if self._earpiece.give_up() or spoken is None or playing.stopped is not None:
            return
        if self._goes_on(playing):
            self._take_back(playing)
            return
        if playing.begun is None:
            return
        if spoken.voiced >= TAKES_FLOOR_SECONDS * RATE and self._ear.speaking:
            self._earpiece.break_off()
        elif self._ear.pausing and so_far is not None:
            if self._own_words(playing, so_far.text):
                self._earpiece.break_off()
            else:
                self._hearing.take()

    def _own_words(self, playing: Playing, text: str) -> bool:
        """Whether the agent said something of their own into that line; a sign of listening is noted."""
        language = self._desk.scenario.language
        if not text or shared(text, playing.text, language) >= ECHOED:
            return False
        if is_backchannel(text, language):
            self._desk.signal(playing.index, text)
            return False
        return True

    def _goes_on(self, playing: Playing) -> bool:
        """Whether the agent went on talking before they can have heard the customer: nobody interrupts."""
        spoken = self._ear.spoken
        if self._said is None or spoken is None or self._desk.call.ended is not None:
            return False
        unheard = playing.begun is None or spoken.start < playing.begun + REACTS_SECONDS * RATE
        return unheard and self._ear.speaking and spoken.voiced >= WENT_ON_SECONDS * RATE

    def _take_back(self, playing: Playing) -> None:
        """The agent's turn was not over: the customer, who was about to answer, goes on listening."""
        said, self._said, self._foreseen = self._said, None, ""
        assert said is not None
        self._earpiece.take_back()
        self._hearing.rejoin(said)
        self._listener.rejoin()
        self._later(lambda: self._taken_back(playing.index - 1))

    def _taken_back(self, index: int) -> None:
        self._desk.take_back(index)
        self._out.tell(turns=len(self._desk.call.turns))
