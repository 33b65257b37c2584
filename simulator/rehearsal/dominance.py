"""Whether a better turn ever ends worse: the call once more, with one turn said better or worse."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.call import Call
from simulator.rehearsal.craft import Spoken
from simulator.rehearsal.hearing import Heard
from simulator.rehearsal.playing import Rehearsed, played
from simulator.rehearsal.records import GOOD_ENDS, Finding, Trial
from simulator.rehearsal.skilled import Average
from simulator.rehearsal.texts import text
from simulator.transcript import Mood

SWAPS = 1  # turns of one call that are tried
TOLERANCE = 0.08  # of trust minus anger; a seed alone moves either by up to 0.04 at pick-up


def swaps(call: Rehearsed) -> Iterator[Trial]:
    """Some turns of the call, each replaced by its better or worse wording while the rest stays."""
    places = [place for place, said in enumerate(call.said) if said.other and said.other != said.text]
    chance = random.Random(f"{call.seed}:swaps:{call.call.scenario.id}")
    for place in sorted(chance.sample(places, min(SWAPS, len(places)))):
        yield Trial(kind="swap", name=call.said[place].does, finding=_swap(call, place))


def _swap(call: Rehearsed, place: int) -> Finding | None:
    spoken = call.said[place]
    good, poor = (spoken.text, spoken.other) if spoken.good else (spoken.other, spoken.text)
    better, worse = _finished(call, place, good), _finished(call, place, poor)
    if not _ends_worse(better, worse):
        return None
    slots = {"old": poor, "new": good, "before": _told(worse), "after": _told(better)}
    what = text("worse_after", call.call.scenario.language, **slots)
    return Finding(kind="monotone", turn=2 * place, text=good, what=what)


@dataclass
class _OneTurnAs:
    """The same bot, which says one turn in these words and everything after it well."""

    bot: Average
    place: int
    words: str
    turn: int = 0

    def says(self, heard: Heard) -> Spoken | None:
        spoken = self.bot.says(heard)
        if spoken is not None and self.turn == self.place:
            spoken = replace(spoken, text=self.words)
            self.bot.care = 1.0
        self.turn += 1
        return spoken


def _finished(call: Rehearsed, place: int, words: str) -> Call:
    """The call up to this turn, these words, and the rest as well as can be done from there."""
    scenario = call.call.scenario
    agent = _OneTurnAs(Average(scenario, call.seed), place, words)
    return played(agent, call.bot, scenario, call.call.persona, call.seed).call


def _ends_worse(better: Call, worse: Call) -> bool:
    """Left instead of helped, or sorer at the end without having got there sooner."""
    solved, other = better.ended in GOOD_ENDS, worse.ended in GOOD_ENDS
    if solved is not other:
        return other
    sorer = _wellbeing(better.mood) < _wellbeing(worse.mood) - TOLERANCE
    return sorer and len(better.turns) >= len(worse.turns)


def _wellbeing(mood: Mood) -> float:
    return mood.trust - mood.anger


def _told(call: Call) -> str:
    ended = call.ended.value if call.ended else "–"
    return f"{ended} ({_wellbeing(call.mood):+.2f})"
