"""Who talks when: shares, overlaps, interruptions, back-channels, silences. Times alone, no sound.

Counting is by side: what a side says at once twice (a bad file) is talked once. Everything is worked out
in the order of time, so a call of thousands of turns costs no more than sorting it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.transcript import Speaker, Turn
from simulator.understanding.backchannel import is_backchannel

SIDES = (Speaker.AGENT, Speaker.CUSTOMER)
OTHER = {Speaker.AGENT: Speaker.CUSTOMER, Speaker.CUSTOMER: Speaker.AGENT}
DEAD_AIR_SECONDS = 5.0
INTERRUPTION_SECONDS = 1.0
BACKCHANNEL_SECONDS = 1.0  # longest one of unknown words
SAID_BACKCHANNEL_SECONDS = 2.0  # longest one whose words are known to be one
BROKEN_OFF = re.compile(r"(?:—|…|–|\.\.\.|-)\s*$")
ASKED = re.compile(r"(?:[?？]|[吗呢吧么])\W*$")
FAR_SECONDS = 1e7  # no call lasts for months: such a time is an error of the file
SAME_MOMENT = 1e-6  # seconds; sums of decimals differ by less


@dataclass(frozen=True)
class Stretch:
    """One side's talk from ``start`` to ``end``, in seconds from pick-up.

    ``text`` is what was said, where that is known; ``delay`` the seconds before it in which a machine, not a
    person, kept the line silent; ``turn`` the place of the turn on file.
    """

    speaker: Speaker
    start: float
    end: float
    text: str = ""
    delay: float = 0.0
    turn: int | None = None

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True)
class Placed:
    """A stretch among the others: what it does to the talk of the other side.

    ``gap`` is how long the other side waited for it, None where it is no answer; ``over`` how long both
    talked since it began.
    """

    stretch: Stretch
    gap: float | None = None
    over: float = 0.0
    interrupts: bool = False
    backchannel: bool = False


@dataclass(frozen=True)
class Timing:
    """What the stretches of a call amount to; seconds, counts and shares, per side where it says so."""

    placed: tuple[Placed, ...]
    talk_s: Mapping[Speaker, float]
    overtalk_s: float
    silences: tuple[float, ...]
    system_delay_s: float

    @property
    def talk_share_agent(self) -> float | None:
        """The agent's share of all talking, 0 … 1; None when nobody talked."""
        total = sum(self.talk_s.values())
        return self.talk_s[Speaker.AGENT] / total if total else None

    @property
    def dead_airs(self) -> tuple[float, ...]:
        """The silences of at least 5 s."""
        return tuple(gap for gap in self.silences if gap >= DEAD_AIR_SECONDS - SAME_MOMENT)

    def interruptions(self, side: Speaker) -> int:
        """How often that side breaks into the other's talk."""
        return sum(one.interrupts for one in self._of(side))

    def backchannels(self, side: Speaker) -> int:
        """How often that side gives a sign of listening while the other goes on."""
        return sum(one.backchannel for one in self._of(side))

    def gaps(self, side: Speaker) -> list[float]:
        """How long the other side waited for each answer of that side."""
        return [one.gap for one in self._of(side) if one.gap is not None]

    def _of(self, side: Speaker) -> Iterator[Placed]:
        return (one for one in self.placed if one.stretch.speaker is side)


def timing(stretches: Iterable[Stretch]) -> Timing:
    """The timing measures of a call.

    A side interrupts by starting while the other speaks and talking on for at least a second, or by
    starting where the other's sentence is broken off; a short sign of listening is none. Silence counts
    between the first and the last speech, without the time that a machine needed.
    """
    ordered = sorted(stretches, key=lambda one: (one.start, one.end))
    own = {side: merged((s.start, s.end) for s in ordered if s.speaker is side) for side in SIDES}
    return Timing(
        placed=tuple(_placed(ordered)),
        talk_s={side: sum(end - start for start, end in own[side]) for side in SIDES},
        overtalk_s=_overlap(own[Speaker.AGENT], own[Speaker.CUSTOMER]),
        silences=tuple(_silences(ordered)),
        system_delay_s=sum(one.delay for one in ordered),
    )


def stretches_of(turns: Sequence[Turn]) -> list[Stretch]:
    """The turns that carry times and last."""
    return [
        Stretch(turn.speaker, *times, turn.text, turn.system_delay or 0.0, index)
        for index, turn in enumerate(turns)
        if (times := times_of(turn)) and times[0] < times[1]
    ]


def times_of(turn: Turn) -> tuple[float, float] | None:
    """When a turn began and ended, in seconds from pick-up; None where that is not known or cannot be."""
    if turn.start is None or turn.end is None or not turn.start <= turn.end < FAR_SECONDS:
        return None
    return turn.start, turn.end


def merged(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Sorted intervals without overlaps among themselves."""
    joined: list[tuple[float, float]] = []
    for start, end in intervals:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _overlap(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> float:
    """Seconds that two sorted lists of intervals share."""
    shared, i, j = 0.0, 0, 0
    while i < len(one) and j < len(other):
        shared += max(0.0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return shared


def _silences(ordered: Sequence[Stretch]) -> Iterator[float]:
    """The silences between stretches, whoever speaks, less the machine's part."""
    latest: float | None = None
    for one in ordered:
        if latest is not None and one.start > latest:
            yield max(0.0, one.start - latest - one.delay)
        latest = one.end if latest is None else max(latest, one.end)


def _placed(ordered: Sequence[Stretch]) -> Iterator[Placed]:
    """Every stretch with what it does to the other side's talk."""
    talking: dict[Speaker, Stretch] = {}  # per side the stretch that ends last so far
    before: Stretch | None = None
    for place, one in enumerate(ordered):
        other = talking.get(OTHER[one.speaker])
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        yield _beside(one, other, before, after)
        mine = talking.get(one.speaker)
        if mine is None or one.end > mine.end:
            talking[one.speaker] = one
        before = one


def _beside(one: Stretch, other: Stretch | None, before: Stretch | None, after: Stretch | None) -> Placed:
    if other is None:
        return Placed(one)
    over = max(0.0, min(one.end, other.end) - one.start)
    if _is_backchannel(one, other, after):
        return Placed(one, over=over, backchannel=True)
    answers = before is not None and before.speaker is not one.speaker
    gap = max(0.0, one.start - other.end - one.delay) if answers else None
    cut = answers and bool(BROKEN_OFF.search(other.text))
    return Placed(one, gap, over, interrupts=over >= INTERRUPTION_SECONDS - SAME_MOMENT or cut)


def _is_backchannel(one: Stretch, other: Stretch, after: Stretch | None) -> bool:
    """A short sign of listening: the other side was talking and goes on."""
    within = one.start < other.end and one.end < other.end
    if one.text.strip():
        goes_on = within or (after is not None and after.speaker is other.speaker)
        said = one.seconds <= SAID_BACKCHANNEL_SECONDS and is_backchannel(one.text)
        return said and goes_on and (within or not ASKED.search(other.text))
    return within and one.seconds <= BACKCHANNEL_SECONDS
