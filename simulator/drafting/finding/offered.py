"""Ways out that the agent offered, and how the caller took them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from simulator.drafting.cues import close_cues, slug, times_of
from simulator.drafting.findings import FoundWay
from simulator.drafting.occasions import gives
from simulator.drafting.roles import Part, Role
from simulator.drafting.sentences import closed, tidy
from simulator.drafting.talk import ASKING, RELIEVED, Sentence, Stretch, Talk
from simulator.drafting.words import Vocabulary, has
from simulator.understanding import Feeling
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C
from simulator.understanding.overlap import shared

SAME = 0.4  # content shared from which it is the same offer again
MOST = 4
LONGEST = {True: 90, False: 260}  # characters of an offer
Taken = Literal["glad", "fine", "grudging", "not"]
QUALITY: dict[Taken, Literal[1, 2, 3]] = {"glad": 3, "fine": 2, "grudging": 1, "not": 1}


@dataclass
class _Way:
    said: list[Sentence]
    place: int  # of the stretch in which it was offered first
    places: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)


def ways(parts: Sequence[Part], talk: Talk, vocabulary: Vocabulary, taken: set[str]) -> list[FoundWay]:
    """The different offers in order; of many, those taken first, then those with a time or amount."""
    found: list[_Way] = []
    for stretch in talk.stretches:
        said = [
            one for one in stretch.sentences if not stretch.customer and _speaks_of_one(one, talk, vocabulary)
        ]
        if not said:
            continue
        same = next((one for one in found if _again(said, one, talk)), None)
        given = [one for one in said if gives(one, talk.language)]
        if same is not None:
            same.places.append(stretch.place)
            same.turns.append(said[0].turn)
        elif given:
            whole = _completed(given, stretch)
            found.append(_Way(whole, stretch.place, [stretch.place], [given[0].turn]))
    made = [_found(way, found, parts, talk, vocabulary, taken) for way in found]
    cued = [one for one in made if one.offered_by]
    best = sorted(cued, key=lambda one: (one.taken == "not", not one.timed_by, -one.quality, one.turns))[
        :MOST
    ]
    return [one for one in cued if one in best]


def _completed(given: Sequence[Sentence], stretch: Stretch) -> list[Sentence]:
    """The offer with the sentences right after it that add a figure or a time: 实退80元，24小时内到账."""
    whole = list(given)
    for before, one in pairwise(stretch.sentences):
        asks = one.does(*ASKING, A.CHECK_SATISFACTION, A.RESTATE, A.FAREWELL)
        if before in whole and one not in whole and one.read.facts and not asks:
            whole.append(one)
    return [one for one in stretch.sentences if one in whole]


def _speaks_of_one(sentence: Sentence, talk: Talk, vocabulary: Vocabulary) -> bool:
    """Whether a sentence offers something, or goes over it again, in words that tell what."""
    spoken = gives(sentence, talk.language) or sentence.does(A.RECAP)
    return spoken and len(vocabulary.cue_words(sentence.text)) > 1


def _again(said: Sequence[Sentence], way: _Way, talk: Talk) -> bool:
    mine, theirs = _text(said, talk), _text(way.said, talk)
    return max(shared(mine, theirs, talk.language), shared(theirs, mine, talk.language)) >= SAME


def _text(said: Sequence[Sentence], talk: Talk) -> str:
    text = ""
    for one in said:
        if text and len(text) + len(one.text) > LONGEST[talk.chinese]:
            break
        text = f"{text}{'' if talk.chinese else ' '}{one.text}".strip()
    return text


def _found(
    way: _Way,
    ways: Sequence[_Way],
    parts: Sequence[Part],
    talk: Talk,
    vocabulary: Vocabulary,
    taken: set[str],
) -> FoundWay:
    text = _text(way.said, talk)
    name = slug(text, "way", taken, vocabulary)
    taken.add(name)
    until = min((one.place for one in ways if one.place > max(way.places)), default=len(talk.stretches))
    after = [part for part in parts if way.place < part.stretch.place < until]
    accept = _accept(after, way) or _accept([part for part in parts if part.stretch.place > way.place], way)
    how = _taken(accept, talk)
    on_top = [part for part in after if accept is not None and part.stretch.place < accept.stretch.place
              and part.role is Role.BARGAIN]  # fmt: skip
    return FoundWay(
        id=name,
        quality=QUALITY[how],
        taken=how,
        say=closed(tidy(text, talk.language), talk.language),
        offered_by=close_cues(text, vocabulary),
        timed_by=times_of(text, talk.language),
        turns=tuple(way.turns),
        bargain=tuple(closed(tidy(part.sentence.text, talk.language), talk.language) for part in on_top),
        accept=tuple(
            dict.fromkeys(
                closed(tidy(one.sentence.text, talk.language), talk.language)
                for one in _words_of(accept, after)
            )
        ),
        accept_turn=accept.sentence.turn if accept is not None else 0,
    )


def _accept(after: Sequence[Part], way: _Way) -> Part | None:
    """The taking that follows right on one of the times the way was offered, or last before the next."""
    taking = [part for part in after if part.role is Role.ACCEPT]
    right_after = [part for part in taking if part.stretch.place - 1 in way.places]
    return next(iter(right_after or taking), None)


def _words_of(accept: Part | None, after: Sequence[Part]) -> list[Part]:
    """The taking with what was taken in the same breath."""
    if accept is None:
        return []
    return [accept, *(part for part in after if part.role is Role.ACCEPT and part.stretch is accept.stretch)][
        :3
    ]


def _taken(accept: Part | None, talk: Talk) -> Taken:
    if accept is None:
        return "not"
    read = accept.stretch.read
    if read.feelings.get(Feeling.RELIEF, 0.0) >= RELIEVED or read.does(C.THANK):
        return "glad"
    grudging = has(accept.sentence.text, "grudging", talk.language) or accept.stretch.heat >= RELIEVED
    return "grudging" if grudging else "fine"
