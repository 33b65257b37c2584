"""What the agent hears of the customer on an open line: a line at a time, and signs of listening.

The browser plays it and tells what of it was heard, in samples of the microphone. Only for whoever holds the
line's lock.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.telephone.line_clock import LineClock
from app.telephone.outbox import Outbox
from app.telephone.playing import Playing
from app.telephone.wire import FRAME, FURTHEST_AHEAD, pack_clip
from simulator.line.ear import Ear
from simulator.voice.detector import RATE
from simulator.voice.sound import Sound

STOPS_WITHIN_SECONDS = 1.0

Later = Callable[[Callable[[], None]], object]  # has something done on the thread of the answers


@dataclass(frozen=True)
class Sign:
    """A sign of listening, by its number; the browser has it from sample ``sent_at`` on."""

    number: int
    sound: Sound
    sent_at: int


class Earpiece:
    """Plays to the agent. ``playing`` is the line that is being heard, or about to be.

    ``over`` is told when a line has come to its end, in seconds since pick-up.
    """

    def __init__(
        self, desk: Desk, ear: Ear, clock: LineClock, out: Outbox, later: Later, over: Callable[[float], None]
    ) -> None:
        self.playing: Playing | None = None
        self._desk = desk
        self._ear = ear
        self._clock = clock
        self._out = out
        self._later = later
        self._over = over
        self._numbers = itertools.count()
        self._free = 0.0  # seconds since pick-up at which the latest hold was over
        self._sign: Sign | None = None  # the latest sign of listening

    # -- the customer's side

    def begins(self, index: int, text: str) -> None:
        """The customer is going to say this, as turn ``index``."""
        self.playing = Playing(next(self._numbers), index, text, self._clock.now, self._ear.heard)

    def carries(self, index: int, sound: Sound) -> None:
        """The next clause of it as sound."""
        playing = self._line(index)
        if playing is not None and playing.stopped is None:
            if not playing.clips:
                playing.since, playing.sent_at = self._clock.now, self._ear.heard
            place = playing.add(sound)
            if playing.begun is not None:
                self._ear.echo.plays(sound, playing.begun + place)
            self._out.post(pack_clip(playing.number, sound))

    def finishes(self, index: int, *, voiceless_is_read: bool) -> None:
        """That was all of it; where no voice could be had, it stands on the page."""
        playing = self._line(index)
        if playing is not None:
            playing.finished = True
            self._out.tell(last=playing.number)
            if not playing.clips and voiceless_is_read:
                self._end(playing, self._clock.now, self._clock.now, 1.0)

    def murmurs(self, sound: Sound) -> None:
        """A sign of listening, beside what the agent says."""
        number = next(self._numbers)
        self._sign = Sign(number, sound, self._ear.heard)
        self._out.tell(sign=number)
        self._out.post(pack_clip(number, sound))

    # -- the line stops

    def break_off(self) -> None:
        """The agent has taken the floor: the customer falls silent, and the browser tells at which word."""
        playing = self.playing
        if playing is not None and playing.stopped is None:
            playing.stopped = self._ear.heard
            self._desk.voice.stops(playing.index)
            self._out.tell(stop=playing.number)

    def take_back(self) -> None:
        """The line is not said after all; what the browser says of it is of no account any more."""
        playing, self.playing = self.playing, None
        if playing is not None:
            self._ear.echo.stops(self._ear.heard)
            self._out.tell(stop=playing.number)
            self._desk.voice.stops(playing.index)

    def give_up(self) -> bool:
        """Whether the browser was waited for in vain: it has not played the line, or stopped long since."""
        playing = self.playing
        if playing is None:
            return False
        if playing.never_heard(self._clock.now):
            self.count_as_read()
            return True
        if playing.stopped is not None and self._ear.heard - playing.stopped > STOPS_WITHIN_SECONDS * RATE:
            begun, stopped = self._start(playing, playing.stopped), self._clock.at(playing.stopped)
            self._end(playing, begun, stopped, self._share(playing, stopped - begun))
            return True
        return False

    def count_as_read(self) -> None:
        """Nobody tells what was heard of the line: it stands on the page, where reading takes no time."""
        if self.playing is not None:
            self._end(self.playing, self._start(self.playing, self._ear.heard), self._clock.now, 1.0)

    def drop(self) -> None:
        """The call is over; what the browser still says of the line is of no account."""
        self.playing = None

    # -- the browser's side

    def told(self, message: Mapping[str, Any]) -> None:
        """A sound was first heard, ended, or was stopped, at sample ``at`` of the microphone.

        That lies between the sound's being sent and shortly after now, whatever a browser says.
        """
        at = message.get("at")
        if not isinstance(at, int):
            return
        at = min(at, self._ear.heard + FURTHEST_AHEAD * FRAME)
        if self.playing is not None:
            self._told_of_line(self.playing, message, max(at, self.playing.begun or self.playing.sent_at))
        if self._sign is not None and message.get("sign") == self._sign.number:
            self._told_of_sign(self._sign.sound, max(at, self._sign.sent_at))

    def hold_is_over(self) -> None:
        """The agent can hear again; until now nobody could."""
        self._free = self._clock.now
        if self.playing is not None:
            self.playing.since = self._clock.now

    # -- inside

    def _line(self, index: int) -> Playing | None:
        return self.playing if self.playing is not None and self.playing.index == index else None

    def _told_of_line(self, playing: Playing, message: Mapping[str, Any], at: int) -> None:
        if message.get("playing") == playing.number and playing.begun is None:
            playing.begun = at
            self._tell_turns()
            self._desk.voice.starts(playing.index, self._clock.at(at), self._free)
            for offset, sound in playing.clips:
                self._ear.echo.plays(sound, at + offset)
        elif message.get("ended") == playing.number:
            self._end(playing, self._start(playing, at), self._clock.at(at), 1.0)
        elif message.get("stopped") == playing.number:
            self._ear.echo.stops(at)
            self._desk.voice.stops(playing.index)  # a hold stops it without being asked to
            share = self._share(playing, message.get("played"))
            self._end(playing, self._start(playing, at), self._clock.at(at), share)

    def _told_of_sign(self, sound: Sound, at: int) -> None:
        self._ear.echo.plays(sound, at)
        voice, heard = self._desk.voice, self._clock.at(at)
        self._later(lambda: voice.murmured(sound, heard))

    def _share(self, playing: Playing, seconds: object) -> float:
        return playing.share(seconds, self._desk.voice.reading_time(playing.text))

    def _start(self, playing: Playing, at: int) -> float:
        return self._clock.at(at if playing.begun is None else playing.begun)

    def _end(self, playing: Playing, start: float, end: float, share: float) -> None:
        self.playing = None
        if playing.begun is None:
            self._tell_turns()
        self._desk.voice.heard(playing.index, start, end, share)
        self._over(end)

    def _tell_turns(self) -> None:
        self._out.tell(turns=len(self._desk.call.turns))
