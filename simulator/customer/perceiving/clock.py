"""Times of the clock as English says them: nine forty, half past ten. Numbers, but no sums and no tails."""

from __future__ import annotations

import re

_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_TENS = r"(?:twenty|thirty|forty|fifty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
_MINUTES = rf"(?:(?:oh|o) (?:one|two|three|four|five|six|seven|eight|nine)|ten|fifteen|{_TENS})"
_WHEN = r"(?:at|by|from|to|till|until|between|and|before|after|around|about|since)"
_THEN = r"(?:tonight|today|tomorrow|this (?:morning|afternoon|evening)|in the (?:morning|evening)|[ap]\.?m)"
_TIME = re.compile(
    rf"\b{_WHEN} (?P<led>{_HOUR} {_MINUTES})\b|\b(?P<followed>{_HOUR} {_MINUTES})(?= {_THEN})"
    rf"|\b(?P<half>(?:half|quarter) (?:past|to) {_HOUR})\b"
)


def without_times(flat: str) -> str:
    """Normalised text with the times of the clock blanked out; every other character keeps its place."""
    letters = list(flat)
    for found in _TIME.finditer(flat):
        start, end = found.span(found.lastgroup or 0)
        letters[start:end] = " " * (end - start)
    return "".join(letters)
