"""How many calls bots rehearse in a second of one core.

    python benchmarks/rehearsal.py [RUNS]

Plays every shipped scenario with every bot (RUNS calls each, 20) and prints calls and agent turns a second of
CPU time: first the calls alone, then with all that is measured and tried on them. Loading is not counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simulator.content.loading import library
from simulator.rehearsal.bots import BOTS
from simulator.rehearsal.measures import recorded
from simulator.rehearsal.playing import Rehearsed, rehearsed


def main() -> None:
    """Print the figures."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    play(1)  # lines, models and tables are read
    calls = timed("calls alone", lambda: play(runs))
    timed("measured, with single acts and turns tried", lambda: [recorded(call) for call in calls] and calls)


def play(runs: int) -> list[Rehearsed]:
    """All calls of all bots."""
    content = library()
    return [
        rehearsed(bot, *content.cast(name, seed), seed)
        for name in sorted(content.scenarios)
        for bot in BOTS
        for seed in range(runs)
    ]


def timed(what: str, work: Callable[[], list[Rehearsed]]) -> list[Rehearsed]:
    """Do it, and print how fast it went."""
    began = time.process_time()
    calls = work()
    took = time.process_time() - began
    turns = sum(len(call.said) for call in calls)
    print(f"{what}: {len(calls)} calls of {turns / len(calls):.1f} agent turns in {took:.1f} s of CPU,")
    print(f"  {len(calls) / took:.1f} calls a second, {1000 * took / turns:.2f} ms a turn")
    return calls


if __name__ == "__main__":
    main()
