"""``python -m app grade FILE…``: scores calls on file with verdicts, evidence and advice."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.calls_on_file import read_calls
from app.published import published
from app.settings import read_settings
from grading.grader import grade
from grading.result import ItemResult, Result, Verdict
from grading.scorecard import Scorecard, load_scorecard
from simulator.content.loading import library
from simulator.content.scenario import Scenario
from simulator.errors import BadInput
from simulator.transcript import Transcript
from simulator.voice.measures import is_recorded, turn_voices

SIGNS = {
    Verdict.MET: "✓",
    Verdict.PARTIAL: "½",
    Verdict.MISSED: "✗",
    Verdict.NA: "–",
    Verdict.UNSCORED: "?",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="JSON or JSONL, also .gz; - is standard input"
    )
    parser.add_argument("--json", action="store_true", help="one result a line")
    parser.add_argument("--scorecard", metavar="NAME|FILE", help="default: the scenario's, or inbound@1")
    parser.add_argument(
        "--judge", choices=("none", "model"), default="none", help="ask a model judge as well"
    )


def run(args: argparse.Namespace) -> int:
    """Grade every call, then print; nothing is printed when one of them cannot be read."""
    if args.judge == "model":
        raise BadInput("--judge model: no model judge is set up; valid: none", code="no_judge")
    calls = [(call, _folder(name)) for name in args.files for _, call in read_calls(name)]
    scenarios = _scenarios() if any(call.scenario for call, _ in calls) else {}
    lines = [line for call, folder in calls for line in _lines(call, args, folder, scenarios)]
    print("\n".join(lines))
    return 0


def _folder(name: str) -> Path | None:
    """Where a file's recordings lie: beside it."""
    return None if name == "-" else Path(name).parent


def _lines(
    call: Transcript, args: argparse.Namespace, folder: Path | None, scenarios: Mapping[str, Scenario]
) -> Iterator[str]:
    scenario = scenarios.get(call.scenario or "")
    card = load_scorecard(args.scorecard or (scenario.scorecard if scenario else "inbound@1"))
    voices = turn_voices(call, folder) if folder is not None and is_recorded(call, folder) else None
    result = grade(call, card, scenario, voices)
    if args.json:
        yield result.to_json()
    else:
        yield from _report(call, card, result)


def _scenarios() -> Mapping[str, Scenario]:
    """Those that ship, over them what trainers published; their knowledge lets facts be checked."""
    return library().scenarios | published(read_settings())


def _report(call: Transcript, card: Scorecard, result: Result) -> Iterator[str]:
    """The result as people read it, in the call's language."""
    zh = call.chinese
    mark = ("通过" if result.passed else "未通过") if zh else ("passed" if result.passed else "not passed")
    yield f"{result.call_id}  {result.total:g} {'分' if zh else 'points'}  {mark}"
    if result.critical:
        yield f"  {'一票否决' if zh else 'critical error'}: {', '.join(result.critical)}"
    titles = {item.id: item.title.in_language(zh) for item in card.items}
    for item in result.items:
        yield from _item(item, titles[item.id])
    yield ""


def _item(item: ItemResult, title: str) -> Iterator[str]:
    points = f"{item.earned:g}/{item.points:g}" if item.verdict.share is not None else "–"
    yield f"  {SIGNS[item.verdict]} {points:>6}  {title} ({item.id}): {item.why}"
    for piece in item.evidence:
        yield f"             [{piece.turn}] {piece.quote}"
    if item.advice:
        yield f"             → {item.advice}"
