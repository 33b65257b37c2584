"""Who may use a model next: one at a time, first whoever needs it soonest.

Two at once on a small machine would both be late. Work that nobody waits for yet only begins while the model
is free, and is broken off when somebody needs it.
"""

from __future__ import annotations

import heapq
import itertools
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WHENEVER = math.inf  # nobody waits for it yet


class GivesWay(Exception):
    """Work that nobody waits for has to be done later."""


def carry_on() -> None:
    """For work that is not broken off."""


class Turns:
    """The order of those who wait for one model. Safe for threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int]] = []  # when it is needed, who came first
        self._arrivals = itertools.count()
        self._busy = False
        self._break_off: Callable[[], None] = carry_on

    @contextmanager
    def turn(self, due: float, break_off: Callable[[], None] = carry_on) -> Iterator[None]:
        """Wait for the model, which is this thread's until the block ends.

        ``due`` is when the result is needed, on the clock of ``time.monotonic``; the soonest comes next.
        ``WHENEVER`` raises GivesWay where others are waiting or at work; once it is its turn, ``break_off``
        is called when somebody else needs the model.
        """
        self._begin((due, next(self._arrivals)), break_off)
        try:
            yield
        finally:
            with self._changed:
                self._busy, self._break_off = False, carry_on
                self._changed.notify_all()

    def _begin(self, ticket: tuple[float, int], break_off: Callable[[], None]) -> None:
        with self._changed:
            if ticket[0] == WHENEVER:
                if self._busy or self._waiting:
                    raise GivesWay
                self._break_off = break_off
            else:
                heapq.heappush(self._waiting, ticket)
                self._break_off()
                self._changed.wait_for(lambda: not self._busy and self._waiting[0] == ticket)
                heapq.heappop(self._waiting)
            self._busy = True
