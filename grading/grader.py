"""``grade``: a transcript and a scorecard in, a Result out. Pure; no files, no clock, no network."""

from __future__ import annotations

from collections.abc import Mapping

from grading.acoustics import TurnVoice
from grading.counting import count
from grading.course import course_measures
from grading.learned.second_opinion import SecondOpinion
from grading.reading import Reading
from grading.result import Grader, ItemResult, Result
from grading.scorecard import Item, Scorecard
from grading.scorers import SCORERS
from grading.slots import advice_for, call_slots, fill, reason
from grading.timing import timing
from simulator.content.scenario import Scenario
from simulator.transcript import Transcript

MARKS = "。，, .、"
VERSION = "7"  # counts up whenever a verdict may change


def grade(
    transcript: Transcript,
    scorecard: Scorecard,
    scenario: Scenario | None = None,
    acoustics: Mapping[int, TurnVoice] | None = None,
) -> Result:
    """Judge every item of ``scorecard``.

    ``scenario`` gives the knowledge that facts are compared with; ``acoustics`` (by turn) lets the voice be
    judged. Without them those items are ``na``. The same input gives the same result.
    """
    reading = Reading(transcript, scenario, acoustics or {}, scorecard.manner)
    slots, second = call_slots(reading), SecondOpinion(reading)
    items = tuple(_judge(reading, item, slots, second) for item in scorecard.items)
    found = count(items, scorecard)
    return Result(
        call_id=transcript.call_id,
        scorecard=scorecard.id,
        total=found.total,
        passed=found.passed,
        critical=found.critical,
        items=items,
        measures=timing(transcript) | course_measures(reading),
        grader=Grader(version=VERSION),
    )


def _judge(reading: Reading, item: Item, slots: Mapping[str, str], second: SecondOpinion) -> ItemResult:
    """One item's rule and what labelled calls say of it, the verdict's points, and the sentences to read."""
    scorer = SCORERS[item.scorer]
    finding = second.on(item, scorer(reading, item.settings), scorer)
    filled = {**slots, **finding.slots}
    if finding.evidence:
        filled["quote"] = finding.evidence[0].quote.strip(MARKS)
    usual = item.advice.get(finding.verdict)
    special = advice_for(finding.why, reading.chinese, reading.manner) if finding.why else None
    advice = special or (usual.in_language(reading.chinese) if usual else "")
    level = item.levels.get(finding.verdict)
    meaning = level.in_language(reading.chinese) if level else ""
    return ItemResult(
        id=item.id,
        verdict=finding.verdict,
        points=item.points,
        earned=item.points * (finding.verdict.share or 0.0),
        evidence=finding.evidence,
        why=fill(reason(finding.why, reading.chinese, reading.manner) if finding.why else meaning, filled),
        advice=fill(advice, filled),
    )
