"""An open line as the desk sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from simulator.voice.sound import Sound


@dataclass(frozen=True)
class Uttered:
    """What the agent said on a line. ``span`` is when, in seconds from pick-up; ``confidence`` 0 … 1.

    ``signs`` of listening are those that the customer gave meanwhile.
    """

    text: str
    sound: Sound
    span: tuple[float, float]
    confidence: float
    signs: tuple[str, ...] = ()


class Line(Protocol):
    """An open line, on which both sides are heard all the time. Its clock is the sound itself."""

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        ...

    def begins(self, index: int, text: str) -> None:
        """The customer is going to say this, as turn ``index``."""
        ...

    def carries(self, index: int, sound: Sound) -> None:
        """The next clause of it."""
        ...

    def finishes(self, index: int) -> None:
        """That was all of it."""
        ...

    def hush(self) -> None:
        """The customer falls silent; returns when it is known how much of the line was heard."""
        ...

    def unanswered(self) -> Uttered | None:
        """What the agent said last, where nobody answered it; returns when its words are known.

        No turn begins on this line any more.
        """
        ...

    def close(self) -> None:
        """The call, or this way of holding it, is over."""
        ...
