"""Grading an archive: calls a second, one worker against two, and whether memory stays flat.

    python -m benchmarks.archive [CALLS] [--engine local|dask] [--workers N] [--tiny]

Generates an archive out of the labelled calls, every utterance with a number of its own so that none is met
twice (``--tiny``: two-turn calls out of a few lines, to see memory over very many), grades it by the archive
command in a process of its own, and watches the memory of that process and its workers.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from grading.learned.corpus import lessons
from simulator.transcript import Transcript

SEED = 20
EVERY_S = 0.5
TINY = 2  # turns


def main() -> None:
    """Generate, grade, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("calls", nargs="?", type=int, default=1000)
    parser.add_argument("--engine", choices=("local", "dask"), default="local")
    parser.add_argument("--workers", type=int, help="processors that Dask may use (all)")
    parser.add_argument("--tiny", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "calls.jsonl"
        turns = write(source, asked.calls, tiny=asked.tiny)
        chunk = max(1, min(500, asked.calls // 20))
        command = ["archive", str(source), "--out", str(Path(folder) / "out")]
        command += ["--engine", asked.engine, "--chunk", str(chunk)]
        seconds, memory = watched(command, asked.workers)
    kind = f"{turns / asked.calls:.1f} turns"
    print(f"{asked.calls} calls of {kind}, {asked.engine}: {seconds:.0f} s from start to end")
    print(f"  {asked.calls / seconds:.1f} calls a second")
    for share in (0.25, 0.5, 0.75, 1.0):
        used = memory[max(0, int(share * len(memory)) - 1)]
        print(f"  memory after {share:4.0%} of the time: {used / 2**20:6.0f} MB")


def write(path: Path, count: int, *, tiny: bool) -> int:
    """Write the archive; the number of its turns."""
    turns = 0
    with path.open("w", encoding="utf-8") as file:
        for call in generated(count, tiny=tiny):
            turns += len(call["turns"])
            file.write(json.dumps(call, ensure_ascii=False) + "\n")
    return turns


def generated(count: int, *, tiny: bool) -> Iterator[dict[str, object]]:
    """Calls like the labelled ones."""
    choose = random.Random(SEED)
    known = [lesson.transcript for lesson in lessons() if lesson.gold]
    for number in range(count):
        call = choose.choice(known[:40] if tiny else known)
        turns = call.turns[:TINY] if tiny else call.turns
        yield {
            "call_id": f"g-{number:07d}",
            "language": call.language,
            "industry": (call.model_extra or {}).get("industry") or call.industry,
            "started_at": f"2026-{1 + number % 12:02d}-15T09:00:00+08:00",
            "turns": [_turn(call, index, number, tiny) for index in range(len(turns))],
        }


def _turn(call: Transcript, index: int, number: int, tiny: bool) -> dict[str, object]:
    said = call.turns[index]
    text = said.text if tiny else f"{said.text} {number}"
    return {"speaker": said.speaker.value, "text": text, "start": said.start, "end": said.end}


def watched(command: list[str], workers: int | None) -> tuple[float, list[int]]:
    """Seconds, and the memory in bytes of the command with all its workers, every half second."""
    began = time.monotonic()
    cores = sorted(os.sched_getaffinity(0))[:workers]
    process = subprocess.Popen(
        ["taskset", "-c", ",".join(map(str, cores)), sys.executable, "-m", "app", *command],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    whole, memory = psutil.Process(process.pid), []
    while process.poll() is None:
        memory += [used for used in [_resident(whole)] if used]
        time.sleep(EVERY_S)
    if process.returncode:
        raise SystemExit(f"the archive command ended with {process.returncode}")
    return time.monotonic() - began, memory


def _resident(whole: psutil.Process) -> int:
    total = 0
    for one in (whole, *whole.children(recursive=True)):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


if __name__ == "__main__":
    main()
