"""The coach of one call as the app keeps it: what was measured, which hints were shown, the trainer's rules.

Knows no screen. While storage is away the coach goes on, and what it showed is stored later.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from app.house import House
from coaching.guidance import Coach, Guidance, Hint, RuleBook, follow_ups, laid_over, read_guidance, shipped
from coaching.guidance.following import FollowUp
from simulator.content.scenario import Scenario
from simulator.errors import AudioError, ContentError, Unavailable
from simulator.transcript import Transcript, Turn
from simulator.voice.measures import Voice, turn_voice

log = logging.getLogger(__name__)
OWN = "guidance.yaml"  # a trainer's rules, in the data folder
LATELY = 6  # turns whose voice is measured: three of each side
UNTIMED = {"start": None, "end": None}


class Guide:
    """The coach beside one call. For a call that is taken up again it goes on where it was."""

    def __init__(self, house: House, call_id: str, scenario: Scenario) -> None:
        self.call_id = call_id
        self._house = house
        self._scenario = scenario
        self._voices: dict[int, Voice] = {}
        self._given = hints_of(house, call_id)
        self._kept = len(self._given)
        self._marked = False
        self._seen: tuple[Transcript, Guidance] | None = None  # the page is drawn more often than spoken on
        book, self.problems = rules(house.settings.data)
        card = house.scorecard(scenario.scorecard)
        self._coach = Coach(card, book, scenario, tuple(self._given))

    def look(self, turns: Sequence[Turn]) -> Guidance:
        """What to show after these turns. The call is marked as helped, and a new hint stored."""
        call = self._call(turns)
        if self._seen is None or self._seen[0] != call:
            self._seen = (call, self._coach.look(call, self._voices))
        guidance = self._seen[1]
        if guidance.hint is not None and guidance.hint not in self._given[-1:]:
            self._given.append(guidance.hint)
        self._store()
        return guidance

    def _call(self, turns: Sequence[Turn]) -> Transcript:
        """The call so far with the times that were measured; typed words have none."""
        recorded = set() if self._scenario.channel.typed else self._recorded()
        for index in sorted(recorded)[-LATELY:]:
            if index not in self._voices and index < len(turns):
                self._voices[index] = _voice(self._house, self.call_id, index, turns[index])
        return Transcript(
            call_id=self.call_id,
            language=self._scenario.language,
            channel=self._scenario.channel.value,
            scenario=self._scenario.id,
            turns=_timed(turns, recorded),
        )

    def _recorded(self) -> set[int]:
        try:
            return self._house.store.turns.recorded(self.call_id)
        except Unavailable as error:
            log.warning("the coach measures nothing in %s: %s", self.call_id, error)
            return set()

    def _store(self) -> None:
        hints = self._house.store.hints
        try:
            if not self._marked:
                hints.assist(self.call_id)
                self._marked = True
            for hint in self._given[self._kept :]:
                hints.add(self.call_id, hint.turn, hint.model_dump(mode="json", exclude_unset=True))
                self._kept += 1
        except Unavailable as error:
            log.warning("hints of %s are ahead of their storage: %s", self.call_id, error)


def rules(folder: Path) -> tuple[RuleBook, tuple[str, ...]]:
    """The rules in force, and what is wrong with the trainer's own, which are left out then."""
    path = folder / OWN
    try:
        about = path.stat()
    except OSError:
        return shipped(), ()
    return _with_own(path, (about.st_mtime_ns, about.st_size))


@lru_cache(maxsize=4)
def _with_own(path: Path, changed: tuple[int, int]) -> tuple[RuleBook, tuple[str, ...]]:
    """Read once, until the file changes."""
    try:
        return laid_over(shipped(), read_guidance(path)), ()
    except ContentError as error:
        log.warning("%s is left out: %s", path, "; ".join(error.problems))
        return shipped(), tuple(error.problems)


def hints_of(house: House, call_id: str) -> list[Hint]:
    """The hints that were shown in a call; one that this version cannot read is left out."""
    try:
        stored = house.store.hints.of(call_id)
    except Unavailable as error:
        log.warning("the hints of %s cannot be had: %s", call_id, error)
        return []
    found = []
    for data in stored:
        try:
            found.append(Hint.model_validate(data))
        except ValidationError as error:
            log.warning("a hint of %s is from another version: %s", call_id, error.errors()[0]["msg"])
    return found


@lru_cache(maxsize=32)
def looked_back(house: House, call_id: str, said: tuple[str, ...]) -> tuple[tuple[Hint, FollowUp], ...]:
    """The hints of a call and what became of each; ``said`` are its words, which may be corrected."""
    hints = hints_of(house, call_id)
    if not hints:
        return ()
    stored = house.store.call(call_id)
    turns = stored.transcript.turns
    recorded = {index for index, turn in enumerate(turns) if turn.audio}
    call = stored.transcript.model_copy(update={"turns": _timed(turns, recorded)})
    by_pace = any(
        condition.faster_under or condition.faster_over for hint in hints for condition in hint.followed
    )
    voices = {i: _voice(house, call_id, i, turns[i]) for i in recorded} if by_pace else {}
    card = house.scorecard(stored.scenario.scorecard)
    found = follow_ups(hints, call, card, stored.scenario, voices)
    return tuple(zip(hints, found, strict=True))


def _timed(turns: Sequence[Turn], recorded: Collection[int]) -> tuple[Turn, ...]:
    return tuple(t if i in recorded else t.model_copy(update=UNTIMED) for i, t in enumerate(turns))


def _voice(house: House, call_id: str, index: int, turn: Turn) -> Voice:
    """How a recorded turn sounds; nothing where it cannot be measured."""
    audio = house.store.turns.audio(call_id, index)
    try:
        return turn_voice(audio, turn) if audio else Voice()
    except AudioError as error:
        log.warning("turn %d of %s cannot be measured: %s", index, call_id, error)
        return Voice()
