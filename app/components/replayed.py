"""What the replay shows of a call, as plain data: turns, the customer's mood, where verdicts rest."""

from __future__ import annotations

from typing import Any

from app import state
from app.components.scores import title
from app.messages import Translator
from app.replaying.aligning import timed
from app.reporting import turn_verdicts
from app.storage.records import StoredCall
from grading.journey import journey
from grading.result import ItemResult, Result, Verdict
from grading.scorecard import Scorecard
from simulator.transcript import Speaker, Turn

WEIGHT = {Verdict.MISSED: 3, Verdict.PARTIAL: 2, Verdict.MET: 1}  # what a mark shows where several meet


def turns(
    stored: StoredCall, result: Result | None, card: Scorecard, translator: Translator
) -> list[dict[str, Any]]:
    """Every turn that has words, with what stands under it."""
    verdicts = turn_verdicts(result) if result else {}
    return [
        {
            "turn": index,
            "side": turn.speaker.value,
            "who": _who(stored, turn, translator),
            "text": turn.text,
            "start": turn.start,
            "end": turn.end,
            "recorded": turn.audio is not None,
            "words": timed(turn, stored.transcript.language),
            "chips": [_chip(item, card, translator) for item in verdicts.get(index, [])],
            "notes": _notes(turn, stored.scenario.caller.address, translator, graded=result is not None),
        }
        for index, turn in enumerate(stored.transcript.turns)
        if turn.text
    ]


def mood_course(stored: StoredCall) -> list[dict[str, float | int | None]]:
    """The customer's mood at each of their turns; empty where there are too few for a line."""
    points = journey(stored.transcript).points
    if len(points) < 2:
        return []
    return [
        {"turn": point.turn, "anger": point.anger, "trust": point.trust, "anxiety": point.anxiety}
        for point in points
    ]


def marks(result: Result, card: Scorecard, translator: Translator) -> list[dict[str, Any]]:
    """One mark a turn on which verdicts rest: the worst of them, and all in words."""
    found = []
    for turn, items in sorted(turn_verdicts(result).items()):
        counted = [item for item in items if item.verdict in WEIGHT]
        if counted:
            worst = max((item.verdict for item in counted), key=WEIGHT.__getitem__)
            words = [_chip(item, card, translator)[0] for item in counted]
            found.append({"turn": turn, "verdict": worst.value, "words": words})
    return found


def _who(stored: StoredCall, turn: Turn, translator: Translator) -> str:
    if turn.speaker == Speaker.CUSTOMER:
        return stored.scenario.caller.address
    own = stored.learner == state.visitor().id
    return translator.t("speaker.agent" if own else "calibration.agent")


def _chip(item: ItemResult, card: Scorecard, translator: Translator) -> tuple[str, str]:
    verdict = translator.t(f"verdict.{item.verdict.value}")
    return f"{title(card, item.id, translator)} · {verdict}", item.verdict.value


def _notes(turn: Turn, who: str, translator: Translator, *, graded: bool) -> list[str]:
    """What was heard before a correction, what was signalled meanwhile, what moved the customer."""
    found = [translator.t("report.corrected", heard=turn.heard)] if turn.heard else []
    if turn.answered:
        found.append(translator.t("report.answered", who=who, text=turn.answered))
    if turn.signs:
        found.append(translator.t("report.signs", signs=" ".join(turn.signs)))
    if turn.why and graded:
        found.append(" · ".join(turn.why))
    return found
