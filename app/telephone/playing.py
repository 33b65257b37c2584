"""A line of the customer on its way to the agent's ear."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.voice.detector import RATE
from simulator.voice.sound import Sound

NEVER_HEARD_SECONDS = 8.0  # a line that the browser does not play by then is read instead …
NEVER_SPOKEN_SECONDS = 30.0  # … and so is one that the voice has not begun: a busy machine is waited for


@dataclass
class Playing:
    """A line that is being heard, or is about to be."""

    number: int  # of what is played on the telephone
    index: int  # of its turn
    text: str
    since: float  # seconds since pick-up: of its words, then of its first sound
    sent_at: int  # sample from which on the browser may have some of it
    sent: float = 0.0  # seconds handed over so far
    begun: int | None = None  # sample at which it was first heard
    stopped: int | None = None  # sample at which the browser was asked to stop it
    finished: bool = False  # all of it was handed over
    clips: list[tuple[int, Sound]] = field(default_factory=list)  # where in it, in samples at 16 kHz

    def add(self, sound: Sound) -> int:
        """The next clip of it; returns the sample of the line at which that begins."""
        place = round(self.sent * RATE)
        self.clips.append((place, sound))
        self.sent += sound.seconds
        return place

    def never_heard(self, now: float) -> bool:
        """Whether the browser has said nothing of it for so long that it is not played at all."""
        most = NEVER_HEARD_SECONDS if self.clips else NEVER_SPOKEN_SECONDS
        return self.begun is None and now - self.since > most

    def share(self, seconds: object, expected: float) -> float:
        """How much of it that is, 0 … 1, where it would take ``expected`` seconds; nothing for no number.

        Of a line whose rest was not made yet only that length is known, about.
        """
        whole = self.sent if self.finished else max(self.sent, expected)
        known = isinstance(seconds, int | float) and whole > 0
        return min(1.0, max(0.0, float(seconds) / whole)) if known else 0.0  # type: ignore[arg-type]
