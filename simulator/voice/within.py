"""Waits for slow work, but not for ever: what an online backend does must not hold up a call.

The work runs on a thread of its own that is left behind when it is late: looking up a host name cannot be
interrupted, and a call that waits for it is a dead call.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from simulator.errors import Unavailable

T = TypeVar("T")

FIRST_SECONDS = 2.0
NEXT_SECONDS = 4.0


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class _End:
    pass


def within(seconds: float, work: Callable[[], T]) -> T:
    """The work's result. Raises Unavailable (``too_slow``) when it takes longer, or what it raised."""
    return next(arriving(lambda: iter([work()]), first=seconds))


def arriving(
    work: Callable[[], Iterator[T]], first: float = FIRST_SECONDS, later: float = NEXT_SECONDS
) -> Iterator[T]:
    """The items as they come. Raises Unavailable (``too_slow``) when one takes too long."""
    line: queue.Queue[T | _Failed | _End] = queue.Queue()

    def produce() -> None:
        try:
            for item in work():
                line.put(item)
            line.put(_End())
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
            line.put(_Failed(error))

    threading.Thread(target=produce, daemon=True, name="online-voice").start()
    patience = first
    while True:
        item = _take(line, patience)
        if isinstance(item, _End):
            return
        if isinstance(item, _Failed):
            raise item.error
        yield item
        patience = later


def _take(line: queue.Queue[T], seconds: float) -> T:
    try:
        return line.get(timeout=seconds)
    except queue.Empty:
        raise Unavailable(f"no answer within {seconds:g} s", code="too_slow", seconds=seconds) from None
