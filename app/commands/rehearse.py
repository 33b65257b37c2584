"""Rehearse scenarios with bot agents: solvable? leaks? too nice? A fidelity report with gates.

Without SCENARIO the whole library is rehearsed. A SCENARIO is an id such as telecom/data-overage, or a
YAML file (a trainer's draft). Exit code 1 when a gate is missed. docs/rehearsal.md explains every line.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from textwrap import wrap

from tqdm import tqdm

from app.exits import DONE, NO, say
from app.files import write_whole
from simulator.content.loading import Library, library, load_files
from simulator.content.scenario import Scenario
from simulator.errors import BadInput, ContentError
from simulator.rehearsal.records import CallRecord
from simulator.rehearsal.rehearsal import Batch, Done, batches, bots_named, done, reported
from simulator.rehearsal.report import BotReport, Example, Gate, Report
from simulator.transcript import Transcript

RUNS = 20
MOST_RUNS = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="an id or a YAML file; default: all")
    parser.add_argument("--bots", default="", metavar="NAMES", help="expert,novice,rude,…; default: all")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"calls a bot, default {RUNS}")
    parser.add_argument("--level", type=int, choices=[1, 2, 3], help="default: each scenario's own")
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes")
    parser.add_argument("--transcripts", type=Path, metavar="DIR", help="write every call on file there")


def run(args: argparse.Namespace) -> int:
    """Rehearse, print the report."""
    _expect(args)
    content, chosen = _content(args.scenarios)
    bots = bots_named([name.strip() for name in args.bots.split(",") if name.strip()])
    keep = args.transcripts is not None
    work = list(batches(chosen, content.personas, bots, args.runs, args.level, keep=keep))
    records: list[CallRecord] = []
    with tqdm(total=sum(len(b.seeds) for b in work), unit="call", file=sys.stderr, disable=None) as bar:
        for finished in _played(work, args.workers):
            records += finished.records
            bar.update(len(finished.records))
            _keep(args.transcripts, finished.transcripts)
    report = reported(chosen, records)
    print(report.model_dump_json(indent=1) if args.json else "\n".join(_lines(report)))
    return DONE if report.passed else NO


def _expect(args: argparse.Namespace) -> None:
    if not 1 <= args.runs <= MOST_RUNS:
        raise BadInput(f"--runs {args.runs}: valid: 1 to {MOST_RUNS}")
    if args.workers < 1:
        raise BadInput(f"--workers {args.workers}: valid: 1 or more")
    if args.transcripts is not None:
        args.transcripts.mkdir(parents=True, exist_ok=True)


def _content(names: Sequence[str]) -> tuple[Library, list[Scenario]]:
    """The library with the drafts among ``names``, and the scenarios named. Raises BadInput, ContentError."""
    files = [Path(name) for name in names if name.endswith((".yaml", ".yml"))]
    for file in files:
        if not file.is_file():
            raise BadInput(f"{file}: no such file", code="no_file", path=file)
    content = load_files(files) if files else library()
    if content.problems:
        raise ContentError(content.problems)
    drafts = {file: f"{file.resolve().parent.name}/{file.stem}" for file in files}
    ids = [drafts.get(Path(name), name) for name in names] or sorted(content.scenarios)
    return content, [content.scenario(name) for name in dict.fromkeys(ids)]


def _played(work: Sequence[Batch], workers: int) -> Iterator[Done]:
    if workers == 1 or len(work) == 1:
        yield from map(done, work)
        return
    with ProcessPoolExecutor(min(workers, len(work))) as pool:
        yield from pool.map(done, work, chunksize=_together(work, workers))


def _together(work: Sequence[Batch], workers: int) -> int:
    """Batches that one process takes at once: a whole scenario, whose words it then knows, if it can."""
    scenarios = len({batch.scenario.id for batch in work})
    return len(work) // scenarios if scenarios >= 2 * workers else 1


def _keep(folder: Path | None, transcripts: Iterable[Transcript]) -> None:
    for transcript in transcripts:
        path = (folder or Path()) / f"{transcript.call_id}.json"
        write_whole(path, json.dumps(transcript.as_json(), ensure_ascii=False, indent=1) + "\n")


def _lines(report: Report) -> Iterator[str]:
    for single in report.scenarios:
        yield f"{single.scenario}  {single.title}  ({single.calls} calls)"
        yield from map(_bot_line, single.bots)
        yield from _gate_lines(single.gates)
        yield ""
    missed = [single.scenario for single in report.scenarios if not single.passed]
    if len(report.scenarios) > 1:
        yield f"over all  ({report.calls} calls)"
        yield from map(_bot_line, report.bots)
        yield from _gate_lines(report.gates)
        yield ""
    say(
        f"{len(report.scenarios)} scenarios, {report.calls} calls: "
        + (f"gates missed in {', '.join(missed)}" if missed else "all gates passed")
    )


def _bot_line(bot: BotReport) -> str:
    ends = ", ".join(f"{name} {count}" for name, count in bot.ends.items())
    anger = " ".join(f"{mood.anger:.2f}" for mood in bot.course)
    trust = " ".join(f"{mood.trust:.2f}" for mood in bot.course)
    return (
        f"  {bot.bot:<16} {bot.turns:4.1f} turns  resists {bot.resistance:4.0%}"
        f"  anger {anger}  trust {trust}  {ends}"
    )


def _gate_lines(gates: Sequence[Gate]) -> Iterator[str]:
    """What passed in one line, what did not with its example."""
    passed = [f"{_name(gate)} {gate.value:g}" for gate in gates if gate.passed]
    yield from wrap("pass  " + ", ".join(passed), 110, initial_indent="  ", subsequent_indent="        ")
    for gate in gates:
        if not gate.passed:
            yield f"  FAIL  {_name(gate)} {gate.value:g} ({_limits(gate)})  {gate.title}"
            yield from _example_lines(gate.example)


def _name(gate: Gate) -> str:
    return f"{gate.id}.{gate.bot}" if gate.bot else gate.id


def _limits(gate: Gate) -> str:
    least = f"≥ {gate.least:g}" if gate.least is not None else ""
    most = f"≤ {gate.most:g}" if gate.most is not None else ""
    return f"{least} {most}".strip()


def _example_lines(shown: Example | None) -> Iterator[str]:
    if shown is not None:
        turn = "" if shown.turn is None else f", turn {shown.turn}"
        yield f"        {shown.bot}, seed {shown.seed}, level {shown.level}{turn}: {shown.what}"
        if shown.text:
            yield f"        “{shown.text}”"
