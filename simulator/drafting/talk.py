"""A call read for drafting: fragments of one speaker joined, every sentence read, the course of feeling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.drafting.sentences import join, sentences
from simulator.transcript import Speaker, Transcript, Turn
from simulator.understanding import Feeling, Understanding, understand
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

EASED = 0.2  # fall of heat, or …
RELIEVED = 0.5  # … strength of relief, from which a caller eased
HOT = 0.5  # heat at which nobody has been eased
WORSE = 0.25  # rise of heat from which a turn made it worse
HEAT = {
    C.THREATEN: 0.9,
    C.ACCUSE: 0.75,
    C.ASK_SUPERVISOR: 0.7,
    C.COMPLAIN: 0.5,
    C.OBJECT: 0.35,
    C.DEMAND: 0.3,
}


@dataclass(frozen=True)
class Sentence:
    """One sentence and what it does. ``turn`` is 1-based, as counted in the call on file."""

    text: str
    turn: int
    read: Understanding
    first: bool  # of its stretch

    def does(self, *acts: str, floor: float = 0.5) -> bool:
        """Whether any of these acts is at least so likely."""
        return self.read.does(*acts, floor=floor)

    def most(self, *acts: str) -> float:
        """How likely the likeliest of these acts is."""
        return max(self.read.acts.get(act, 0.0) for act in acts)


@dataclass(frozen=True)
class Stretch:
    """What one side said before the other spoke again."""

    place: int  # in ``Talk.stretches``
    speaker: Speaker
    text: str
    turn: int
    read: Understanding
    sentences: tuple[Sentence, ...]
    heat: float = 0.0

    @property
    def customer(self) -> bool:
        """Whether the caller speaks."""
        return self.speaker is Speaker.CUSTOMER


@dataclass(frozen=True)
class Talk:
    """The whole call."""

    language: str
    chinese: bool
    stretches: tuple[Stretch, ...]

    def side(self, speaker: Speaker) -> Iterator[Stretch]:
        """The stretches of one side, in order."""
        return (one for one in self.stretches if one.speaker is speaker)

    def before(self, stretch: Stretch) -> Stretch | None:
        """What the other side said right before."""
        return self.stretches[stretch.place - 1] if stretch.place else None

    def after(self, stretch: Stretch) -> Stretch | None:
        """What the other side said right after."""
        later = stretch.place + 1
        return self.stretches[later] if later < len(self.stretches) else None

    def change(self, agent: Stretch) -> float:
        """How the caller's heat changed over a turn of the agent; negative is better. 0 where unknown."""
        before, after = self.before(agent), self.after(agent)
        return after.heat - before.heat if before and after else 0.0

    def eased(self, agent: Stretch) -> bool:
        """Whether the caller felt better after this turn of the agent."""
        after = self.after(agent)
        relieved = after is not None and after.read.feelings.get(Feeling.RELIEF, 0.0) >= RELIEVED
        cool = after is not None and after.heat < HOT
        return relieved or (cool and self.change(agent) <= -EASED)

    def worsened(self, agent: Stretch) -> bool:
        """Whether the caller felt worse after it."""
        return self.change(agent) >= WORSE and not self.eased(agent)


def read_talk(call: Transcript) -> Talk:
    """Read a call (already without personal data). Turns without words are left out."""
    turns = [(number, turn) for number, turn in enumerate(call.turns, 1) if any(map(str.isalnum, turn.text))]
    groups: list[list[tuple[int, Turn]]] = []
    for number, turn in turns:
        if groups and groups[-1][-1][1].speaker is turn.speaker:
            groups[-1].append((number, turn))
        else:
            groups.append([(number, turn)])
    stretches: list[Stretch] = []
    context: list[Turn] = []
    for place, group in enumerate(groups):
        stretches.append(_stretch(place, group, context, call))
        context.append(Turn(speaker=stretches[-1].speaker, text=stretches[-1].text))
    return Talk(call.language, call.chinese, tuple(stretches))


def _stretch(place: int, group: Sequence[tuple[int, Turn]], context: list[Turn], call: Transcript) -> Stretch:
    speaker = group[0][1].speaker
    text = join([turn.text for _, turn in group], call.chinese)
    read = understand(text, speaker=speaker, language=call.language, context=context)
    said = list(_placed(text, group, call))
    whole = len(said) == 1
    parts = tuple(
        Sentence(
            piece,
            number,
            read if whole else understand(piece, speaker=speaker, language=call.language, context=context),
            first=index == 0,
        )
        for index, (number, piece) in enumerate(said)
    )
    state = group[-1][1].state
    heat = state.anger if state is not None else _heat(read)
    return Stretch(
        place, speaker, text, group[0][0], read, parts, heat if speaker is Speaker.CUSTOMER else 0.0
    )


def _placed(text: str, group: Sequence[tuple[int, Turn]], call: Transcript) -> Iterator[tuple[int, str]]:
    """The sentences of the joined text, each with the number of the turn in which it begins."""
    starts, place = [], 0
    for number, turn in group:
        place = text.find(turn.text, place)
        starts.append((place, number))
        place += len(turn.text)
    place = 0
    for piece in sentences(text, call.language):
        place = max(place, text.find(piece, place))
        yield max((one for one in starts if one[0] <= place), default=starts[0])[1], piece
        place += len(piece)


def _heat(read: Understanding) -> float:
    """How upset the words are, 0 … 1."""
    felt = (read.feelings.get(Feeling.ANGER, 0.0), 0.7 * read.feelings.get(Feeling.SADNESS, 0.0))
    done = (weight * read.acts.get(act, 0.0) for act, weight in HEAT.items())
    return round(max(*felt, *done), 4)


GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
ASKING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY)
