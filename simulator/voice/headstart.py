"""How much of a line must be made before it may begin, so that the rest follows without a break.

A voice that many share may need longer for a clause than the clause lasts. A line that began at once would
then break off in the middle of a sentence, as no person does; a caller who answers later is one who thinks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.voice.sound import Sound

UNKNOWN = 0.8  # seconds of work for a second of sound, before any was made
SLOWER, FASTER = 0.7, 0.2  # share of the newest clause in the average: a rush is noticed at once
HURRIED = 2.5  # seconds for a second of sound
SHORTEST = 0.6  # seconds: what is shorter takes no less work
BREATH_SECONDS = 0.8  # between two clauses a person may pause so long; many calls at once add up to more
THINKS_SECONDS = 1.2  # between the 嗯 of a caller who looks for words and their first word


class Pace:
    """How long a voice takes for a second of sound, waiting for it included. Safe for threads."""

    def __init__(self) -> None:
        self._pace = UNKNOWN
        self._lock = threading.Lock()

    def took(self, seconds: float, sound_seconds: float) -> None:
        """A clause was made: it took so long, and lasts so long."""
        with self._lock:
            change = seconds / max(sound_seconds, SHORTEST) - self._pace
            self._pace += change * (SLOWER if change > 0 else FASTER)

    @property
    def hurried(self) -> bool:
        """Whether so many want the voice that it falls far behind."""
        with self._lock:
            return self._pace > HURRIED

    def takes(self, sound_seconds: float) -> float:
        """Seconds until a clause that lasts so long is made."""
        with self._lock:
            return self._pace * max(sound_seconds, SHORTEST)


@dataclass(frozen=True)
class Coming:
    """A clause that is not there yet: it ``lasts`` so long, and ``takes`` so long to make; seconds."""

    lasts: float
    takes: float


def follows_in_time(ready: float, rest: Sequence[Coming], late: float = 0.0) -> bool:
    """Whether a line of which ``ready`` seconds are made can begin now and be heard without a break.

    ``late`` is what each clause may come too late, in seconds.
    """
    made, heard = 0.0, ready
    for clause in rest:
        made += clause.takes
        if made > heard + late:
            return False
        heard = max(heard, made) + clause.lasts
    return True


class HeadStart:
    """When one line begins. ``clauses`` tell of each what is known of it by now.

    Behind the first ``lead`` of them there may be a pause. Where they are sounds of somebody who ``looks``
    for words, nobody waits for the first of them, unless the voice is far behind, which ``hurried`` tells.
    While it is not, a breath between clauses is borne.
    """

    def __init__(
        self,
        clauses: Sequence[Callable[[], Coming]],
        lead: int = 0,
        hurried: Callable[[], bool] = lambda: True,
        *,
        looks: bool = True,
    ) -> None:
        self._clauses = clauses
        self._lead = lead
        self._hurried = hurried
        self._looks = looks
        self._begun = False

    def given(self, made: Sequence[Sound]) -> bool:
        """Whether what is made can be let go; from the first word on there is no waiting any more."""
        if self._begun:
            return True
        words, hurried = made[self._lead :], self._hurried()
        if not words and not hurried and self._looks:
            return True
        ready = sum(sound.seconds for sound in words or made) + (0.0 if words else THINKS_SECONDS)
        rest = [clause() for clause in self._clauses[len(made) :]]
        lets_go = follows_in_time(ready, rest, 0.0 if hurried else BREATH_SECONDS)
        self._begun = lets_go and bool(words)
        return lets_go
