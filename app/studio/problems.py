"""One problem of a text, taken apart so that a page can lead to its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOLD = re.compile(r"^(?P<place>.*?):(?P<line>\d+): (?P<where>[^:]*): (?P<message>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """What ``python -m app check`` tells: the 1-based line, the object (``facts.2.lines``), the message."""

    line: int
    where: str
    message: str


def taken_apart(told: Iterable[str]) -> tuple[Problem, ...]:
    """Problems of one text, as the check tells them."""
    return tuple(_problem(one) for one in told)


def _problem(told: str) -> Problem:
    found = _TOLD.match(told)
    if found is None:
        return Problem(1, "file", told)
    return Problem(int(found["line"]), found["where"], found["message"])
