"""A line that is being spoken: its clauses become sound one after the other, in the background.

It is heard from the first clause on, or from the one whose successors will follow in time; whoever needs the
whole line waits for ``finished``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

from simulator.voice.failover import Note
from simulator.voice.sound import Sound
from simulator.voice.wav import concatenated, encode

Done = Callable[["SpokenLine"], None]
Clip = Callable[[Sound], None]
Begins = Callable[[Sequence[Sound]], bool]


def unheard(sound: Sound) -> None:
    """A Clip for whoever plays the line from its WAVs."""


def at_once(made: Sequence[Sound]) -> bool:
    """A Begins for a line whose rest need not be waited for."""
    return True


class SpokenLine:
    """``clips`` are WAVs in order, as far as they are to be heard; ``notes`` are what the voices had to say.

    ``begins`` is asked of the clauses that are made, whether they can be let go.
    """

    def __init__(
        self,
        sounds: Iterator[Sound],
        started: Done,
        done: Done,
        log: Callable[[], tuple[Note, ...]],
        clip: Clip = unheard,
        begins: Begins = at_once,
    ) -> None:
        self.clips: list[bytes] = []
        self.notes: tuple[Note, ...] = ()
        self.finished = threading.Event()
        self._sounds: list[Sound] = []
        self._first = threading.Event()
        self._given_up = threading.Event()
        self.withdrawn = False
        self._clip = clip
        self._begins = begins
        self._thread = threading.Thread(
            target=self._speak, args=(sounds, started, done, log), daemon=True, name="speak"
        )
        self._thread.start()

    @property
    def whole(self) -> Sound | None:
        """All that is spoken so far as one sound; None when no voice could be had."""
        return concatenated(self._sounds)

    def give_up(self) -> None:
        """Nobody listens any more: what is not spoken yet stays unspoken."""
        self._given_up.set()

    def withdraw(self) -> None:
        """It is not said after all. Returns when nothing of it is under way any more."""
        self.withdrawn = True
        self.give_up()
        self.finished.wait()

    def wait_first(self, seconds: float) -> bool:
        """Wait until there is something to play, or there will be nothing; False when it takes longer."""
        return self._first.wait(seconds)

    def _speak(
        self, sounds: Iterator[Sound], started: Done, done: Done, log: Callable[[], tuple[Note, ...]]
    ) -> None:
        made: list[Sound] = []  # and held back
        try:
            for sound in sounds:
                if self._given_up.is_set():
                    break
                made.append(sound)
                if self._begins([*self._sounds, *made]):
                    self._let_go(made, started)
            else:
                self._let_go(made, started)
        finally:
            self.notes = log()
            try:
                if not self.withdrawn:
                    done(self)
            finally:
                self.finished.set()
                self._first.set()

    def _let_go(self, made: list[Sound], started: Done) -> None:
        while made:
            sound = made.pop(0)
            self._sounds.append(sound)
            self.clips.append(encode(sound))
            if not self._first.is_set():
                started(self)
                self._first.set()
            self._clip(sound)
