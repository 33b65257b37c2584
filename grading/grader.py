"""``grade``: a transcript and a scorecard in, a Result out. Pure; no files, no clock, no network."""

from __future__ import annotations

from collections.abc import Mapping

from grading.acoustics import TurnVoice
from grading.reading import Reading
from grading.result import Grader, ItemResult, Result, Verdict, total_of
from grading.scorecard import Item, Scorecard
from grading.scorers import SCORERS
from grading.slots import advice_for, call_slots, fill, reason
from grading.timing import timing
from simulator.content.scenario import Scenario
from simulator.transcript import Transcript

MARKS = "。，, .、"
VERSION = "2"  # counts up whenever a verdict may change


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
    reading = Reading(transcript, scenario, acoustics or {})
    slots = call_slots(reading)
    items = tuple(_judge(reading, item, slots) for item in scorecard.items)
    failed = {item.id for item in scorecard.items if item.critical}
    critical = tuple(item.id for item in items if item.id in failed and item.verdict is Verdict.MISSED)
    total = total_of(items, bool(critical), scorecard.critical_cap)
    return Result(
        call_id=transcript.call_id,
        scorecard=scorecard.id,
        total=total,
        passed=total >= scorecard.pass_mark,
        critical=critical,
        items=items,
        measures=timing(transcript),
        grader=Grader(version=VERSION),
    )


def _judge(reading: Reading, item: Item, slots: Mapping[str, str]) -> ItemResult:
    """One item's scorer, its verdict's points, and the sentences to read."""
    finding = SCORERS[item.scorer](reading, item.settings)
    filled = {**slots, **finding.slots}
    if finding.evidence:
        filled["quote"] = finding.evidence[0].quote.strip(MARKS)
    usual = item.advice.get(finding.verdict)
    advice = advice_for(finding.why, reading.chinese) or (usual.in_language(reading.chinese) if usual else "")
    return ItemResult(
        id=item.id,
        verdict=finding.verdict,
        points=item.points,
        earned=item.points * (finding.verdict.share or 0.0),
        evidence=finding.evidence,
        why=fill(reason(finding.why, reading.chinese), filled),
        advice=fill(advice, filled),
    )
