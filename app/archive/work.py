"""What a worker does with one chunk: plain data in, plain data out, so that any engine can carry it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grading.grader import grade
from grading.scorecard import Scorecard, load_scorecard
from simulator.content.loading import library
from simulator.content.scenario import Scenario
from simulator.errors import DuilianError
from simulator.transcript import Transcript

KEPT = ("industry", "channel", "agent_id", "started_at", "language")  # fields that a summary may ask for
SHOWN = 200  # characters of a rejected record


@dataclass(frozen=True)
class Graded:
    """``rows``: one a call; ``rejects``: one a record that is no call, with its place and the reason."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Grading:
    """How a run grades. ``scenarios``: what trainers published, by id, over those that ship."""

    scorecard: str
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)


def grade_lines(source: str, lines: Sequence[tuple[int, bytes]], grading: Grading) -> Graded:
    """Grade the records of a chunk; one that cannot be graded is put aside and stops nothing."""
    done, card = Graded(), load_scorecard(grading.scorecard)
    scenarios = {**library().scenarios, **grading.scenarios}
    for number, record in lines:
        try:
            done.rows.append(_row(source, number, record, card, scenarios))
        except (DuilianError, ValueError, RecursionError) as error:
            done.rejects.append(_reject(source, number, record, str(error)))
        except Exception as error:  # noqa: BLE001 - a bug must not stop a run of days; it is named as one
            done.rejects.append(_reject(source, number, record, f"bug: {type(error).__name__}: {error}"))
    return done


def _row(
    source: str, number: int, record: bytes, card: Scorecard, scenarios: Mapping[str, Scenario]
) -> dict[str, Any]:
    data = json.loads(record)
    call = Transcript.read(data, f"{source}:{number}")
    result = grade(call, card, scenarios.get(call.scenario or ""))
    row: dict[str, Any] = {"call_id": result.call_id, "source": source, "line": number}
    row |= {name: str(data[name]) if data.get(name) is not None else None for name in KEPT}
    row |= {"scorecard": result.scorecard, "total": result.total, "passed": result.passed}
    row |= {"critical": list(result.critical), "turns": len(call.turns)}
    row |= {f"verdict.{item.id}": item.verdict.value for item in result.items}
    return row | {f"measure.{name}": _number(value) for name, value in result.measures.items()}


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _reject(source: str, number: int, record: bytes, reason: str) -> dict[str, Any]:
    shown = record[:SHOWN].decode("utf-8", errors="replace")
    return {"source": source, "line": number, "reason": reason, "record": shown}
