"""When whoever listens murmurs a sign of it: where a speaker of long standing goes on after a breath.

At a breath nobody knows whether the turn is over, where the speaker goes on everybody does; people murmur at
such places (Ward, Tsukahara 2000 find 0.7 s after a pause or a low pitch, and never twice in a row).
"""

from __future__ import annotations

from simulator.line.ear import Spoken
from simulator.voice.detector import RATE

FIRST_SECONDS = 3.0  # of talk before anybody murmurs
EVERY_SECONDS = 5.0
FRESH_SECONDS = 0.3  # so lately must the speaker have gone on


class Listener:
    """The signs in the present turn: ``texts``."""

    def __init__(self) -> None:
        self.texts: tuple[str, ...] = ()
        self._latest = 0
        self._taken: tuple[str, ...] = ()

    def due(self, spoken: Spoken, resumed: int) -> bool:
        """Whether this is a place for a sign: ``resumed`` is the sample at which the speaker went on."""
        since = max(spoken.start + (FIRST_SECONDS - EVERY_SECONDS) * RATE, self._latest)
        goes_on = resumed > spoken.start and spoken.end - resumed < FRESH_SECONDS * RATE
        return goes_on and resumed - since >= EVERY_SECONDS * RATE

    def murmurs(self, text: str, at: int) -> None:
        """A sign was given, at that sample."""
        self.texts, self._latest = (*self.texts, text), at

    def take(self) -> tuple[str, ...]:
        """The turn is over; these were given in it."""
        self._taken, self.texts = self.texts, ()
        return self._taken

    def rejoin(self) -> None:
        """It was not over: they belong to what goes on."""
        self.texts = (*self._taken, *self.texts)
