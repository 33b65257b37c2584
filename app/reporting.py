"""A graded call as the report shows it: grades once, stores the result, sums up sections."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.house import House
from app.storage.records import StoredCall
from grading.grader import grade
from grading.result import ItemResult, Result, Verdict
from grading.scorecard import Scorecard, Section
from simulator.errors import AudioError
from simulator.voice.measures import Voice, turn_voice

log = logging.getLogger(__name__)
COUNTED = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED)


@dataclass(frozen=True)
class SectionScore:
    """A section's points; ``possible`` leaves out what was not applicable or could not be judged."""

    section: Section
    earned: float
    possible: float
    items: tuple[ItemResult, ...]

    @property
    def share(self) -> float | None:
        """Earned of possible, or None when nothing in it applied."""
        return self.earned / self.possible if self.possible else None


def graded(house: House, stored: StoredCall, *, anew: bool = False) -> Result:
    """The stored result, or a fresh one (kept) when there is none or ``anew`` is asked for.

    Verdicts that people have overridden are theirs in both.
    """
    if stored.result is not None and not anew:
        return Result.model_validate(stored.result)
    card = house.scorecard(stored.scenario.scorecard)
    result = grade(stored.transcript, card, scenario=stored.scenario, acoustics=acoustics(house, stored))
    return Result.model_validate(house.store.verdicts.save(stored.id, result.as_json()))


def sections(card: Scorecard, result: Result) -> list[SectionScore]:
    """The result by section, in the scorecard's order."""
    by_id = {item.id: item for item in result.items}
    found = []
    for section in card.sections:
        items = tuple(by_id[item.id] for item in section.items if item.id in by_id)
        counted = [item for item in items if item.verdict in COUNTED]
        found.append(
            SectionScore(section, sum(i.earned for i in counted), sum(i.points for i in counted), items)
        )
    return found


def turn_verdicts(result: Result) -> dict[int, list[ItemResult]]:
    """Items by the turn that their evidence lies in."""
    found: dict[int, list[ItemResult]] = {}
    for item in result.items:
        for turn in {evidence.turn for evidence in item.evidence}:
            found.setdefault(turn, []).append(item)
    return found


def acoustics(house: House, stored: StoredCall) -> dict[int, Voice]:
    """Measures of every turn that was recorded, by position."""
    found = {}
    for index, turn in enumerate(stored.transcript.turns):
        audio = house.store.turns.audio(stored.id, index) if turn.audio else None
        if audio is None:
            continue
        try:
            found[index] = turn_voice(audio, turn)
        except AudioError as error:
            log.warning("turn %d of %s cannot be measured: %s", index, stored.id, error)
    return found
