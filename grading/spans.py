"""How long each turn of a call lasts, the silence after it included: measured, or estimated from the words.

A turn lasts from its start to the next one's, the first from pick-up, the last to its end; so the turns
add up to the call, and a silence belongs to the turn that it follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.transcript import Transcript
from simulator.voice.measures import syllables
from simulator.voice.talk import times_of


@dataclass(frozen=True)
class Spans:
    """Seconds of each turn, with the least and the most that an estimate allows."""

    seconds: tuple[float, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    estimated: tuple[bool, ...]

    @property
    def total(self) -> float:
        """The length of the call in seconds."""
        return sum(self.seconds)


def spans(call: Transcript, slow: float, usual: float, fast: float) -> Spans:
    """The turns' spans; the three paces are spoken units a minute of call.

    Where some turns carry times and others none, those without share what lies between by their words.
    """
    words = [float(syllables(turn.text)) for turn in call.turns]
    marks = _marks(call)
    known = [index for index, mark in enumerate(marks) if mark is not None]
    guessed = [60 * count / usual for count in words]
    seconds, least, most = guessed[:], [60 * c / fast for c in words], [60 * c / slow for c in words]
    estimated = [True] * len(words)
    for first, last in pairwise(known):
        length = (marks[last] or 0.0) - (marks[first] or 0.0)
        shares = _shares(words[first:last])
        for index, share in zip(range(first, last), shares, strict=True):
            seconds[index] = length * share
            estimated[index] = last - first > 1
            least[index], most[index] = (0.0, length) if estimated[index] else (seconds[index],) * 2
    return Spans(tuple(seconds), tuple(least), tuple(most), tuple(estimated))


def _marks(call: Transcript) -> list[float | None]:
    """Where each turn begins, and at the end where the call ends; never before an earlier mark."""
    timed = [times_of(turn) for turn in call.turns]
    known = [times for times in timed if times]
    if not known:
        return [None] * (len(call.turns) + 1)
    begins = [times[0] if times else None for times in timed[1:]]
    end = max(end for _, end in known) if timed[-1] else None
    marks: list[float | None] = []
    latest = 0.0
    for mark in (0.0, *begins, end):
        latest = latest if mark is None else max(latest, mark)
        marks.append(None if mark is None else latest)
    return marks


def _shares(words: Sequence[float]) -> list[float]:
    whole = sum(words)
    return [count / whole for count in words] if whole else [1 / len(words)] * len(words)
