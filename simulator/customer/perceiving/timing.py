"""When an agent turn came: waiting, and talking into the caller's words.

All in seconds. Times that nobody measured give no pause worth mentioning, so that nobody is charged.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.understanding.reading import FactKind, Understanding

BORNE = 5.0  # of silence that anybody bears; from there on it is dead air
BORNE_ON_HOLD = 30.0  # … where a wait was announced
LONGEST_BORNE = 180.0  # … however long a time was announced
SLIP = 0.3  # talking at once for so long is nobody's fault
HOUR = 3600.0


@dataclass(frozen=True)
class Timing:
    """When a turn of the agent came, as far as it is known."""

    pause: float = 0.0  # since the last word of what was said before
    overlap: float = 0.0  # of the caller's last words still to be said when the agent began
    signs: int = 0  # of listening, which the agent gave while the caller spoke

    @property
    def overlaps(self) -> bool:
        """Whether the agent began before the caller had finished."""
        return self.overlap > SLIP


UNTIMED = Timing()


def borne(read: Understanding, *, announced: bool) -> float:
    """How long the caller waits without a word after this turn; a time that was named is believed."""
    if not announced:
        return BORNE
    named = [fact.value * HOUR for fact in read.facts if fact.kind is FactKind.DURATION and fact.value]
    return min(LONGEST_BORNE, max([BORNE_ON_HOLD, *named]))
