"""The clock of an open line: the samples of its microphone, which go on whoever speaks."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.line.ear import Ear
from simulator.voice.detector import RATE


@dataclass(frozen=True)
class LineClock:
    """Tells samples as seconds since pick-up; ``begun`` is the time of the first one."""

    begun: float
    ear: Ear

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        return self.at(self.ear.heard)

    def at(self, sample: int) -> float:
        """When that sample was heard, in seconds since pick-up."""
        return self.begun + sample / RATE
