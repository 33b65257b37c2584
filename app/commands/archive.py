"""``python -m app archive SRC… --out DIR``: grades an archive to Parquet with a summary; resumable."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from tqdm import tqdm

from app.archive.engines import ENGINES
from app.archive.records import Chunk, chunks, sources
from app.archive.shelf import Shelf
from app.archive.summary import as_text, page, summed
from app.archive.work import Grading
from app.files import write_whole
from app.published import published
from app.settings import read_settings
from grading.grader import VERSION
from grading.scorecard import load_scorecard
from simulator.content.scenario import Scenario
from simulator.errors import BadInput

CHUNK = 500
LEAST, MOST = 1, 5000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "sources", nargs="+", metavar="SRC", help="JSONL (.gz, .zst), Parquet, or a folder of them"
    )
    parser.add_argument(
        "--out", required=True, metavar="DIR", help="where results go; the same folder resumes"
    )
    parser.add_argument("--engine", choices=sorted(ENGINES), default="dask", help="default: dask")
    parser.add_argument(
        "--scheduler", metavar="ADDR", help="tcp://… of a Dask cluster; default: this machine"
    )
    parser.add_argument("--scorecard", default="inbound@1", metavar="NAME|FILE")
    parser.add_argument(
        "--chunk", type=int, default=CHUNK, metavar="N", help=f"calls a task, default {CHUNK}"
    )


def run(args: argparse.Namespace) -> int:
    """Grade what is not graded yet, then write the summary."""
    if not LEAST <= args.chunk <= MOST:
        raise BadInput(f"--chunk {args.chunk}: valid: {LEAST} to {MOST}")
    if args.scheduler and args.engine != "dask":
        raise BadInput("--scheduler needs --engine dask")
    card = load_scorecard(args.scorecard)
    files = sources(args.sources)
    grading = Grading(args.scorecard, published(read_settings()))
    shelf = Shelf(Path(args.out), _run(files, args, card.id) | _written(grading.scenarios))
    with tqdm(unit="call", file=sys.stderr, mininterval=0.5) as bar:
        waiting = _waiting(files, args.chunk, shelf, bar)
        for chunk, graded in ENGINES[args.engine](waiting, grading, args.scheduler):
            shelf.keep(chunk, graded)
            bar.update(len(chunk.lines))
    summary = summed(shelf.rows(), shelf.rejected(), card)
    write_whole(shelf.folder / "summary.json", as_text(summary))
    write_whole(shelf.folder / "summary.html", page(summary, card))
    mean = "–" if summary["mean_total"] is None else summary["mean_total"]
    print(f"{summary['calls']} calls, {summary['rejected']} rejected, mean total {mean}")
    return 0


def _run(files: Sequence[Path], args: argparse.Namespace, scorecard: str) -> dict[str, Any]:
    """What must be the same for a run to be resumed."""
    return {
        "sources": {str(path.resolve()): path.stat().st_size for path in files},
        "scorecard": scorecard,
        "grader": VERSION,
        "chunk": args.chunk,
    }


def _written(scenarios: Mapping[str, Scenario]) -> dict[str, Any]:
    """The trainers' scenarios as they read, likewise; nothing while there are none."""
    marks = {name: crc32(one.model_dump_json().encode()) for name, one in sorted(scenarios.items())}
    return {"scenarios": marks} if marks else {}


def _waiting(files: Sequence[Path], size: int, shelf: Shelf, bar: tqdm[Any]) -> Iterator[Chunk]:
    for path in files:
        for chunk in chunks(path.resolve(), size):
            if shelf.done(chunk):
                bar.update(len(chunk.lines))
            else:
                yield chunk
