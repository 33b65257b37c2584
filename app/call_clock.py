"""The time of a call."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class CallClock:
    """Seconds since pick-up, without the time the system itself took: nobody is charged for that."""

    tick: Callable[[], float] = time.monotonic
    base: float = 0.0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        """Start at ``base`` seconds."""
        self.started = self.tick() - self.base

    @property
    def now(self) -> float:
        """Seconds since pick-up."""
        return self.tick() - self.started

    def set(self, seconds: float) -> None:
        """It is that late now."""
        self.started = self.tick() - seconds
