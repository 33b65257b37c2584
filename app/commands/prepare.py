"""Have what a scenario's callers may say spoken beforehand, so that a class can call at once.

Bots call the scenario, and the voice speaks what their callers said, the commonest first, into the folder
that calls take it from. What is spoken already is passed over: stopped in the middle, it goes on there the
next time. A SCENARIO is an id such as telecom/data-overage, also of one that was published in the studio.
"""

from __future__ import annotations

import argparse
import sys
import time

from tqdm import tqdm

from app.exits import DONE, say
from app.house import House
from app.preparing import Clause, likely_clauses
from app.settings import read_settings
from app.wiring import library, speaker, store_exists
from simulator.errors import BadInput
from simulator.voice.failover import SpeakerChain

CALLS = 120
MOST_CALLS = 5_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("scenarios", nargs="+", metavar="SCENARIO", help="a scenario's id")
    parser.add_argument(
        "--calls", type=int, default=CALLS, metavar="N", help=f"calls that bots lead first ({CALLS})"
    )
    parser.add_argument("--minutes", type=float, metavar="M", help="stop speaking after so long")


def run(args: argparse.Namespace) -> int:
    """Speak, scenario by scenario, and tell how much there is now."""
    if not 1 <= args.calls <= MOST_CALLS:
        raise BadInput(f"--calls {args.calls}: valid: 1 to {MOST_CALLS}")
    if args.minutes is not None and not args.minutes > 0:
        raise BadInput(f"--minutes {args.minutes:g}: valid: more than 0")
    settings = read_settings()
    content = House(settings).library() if store_exists(settings) else library()
    voices = speaker(settings)
    chosen = [content.scenario(name) for name in dict.fromkeys(args.scenarios)]
    until = time.monotonic() + 60 * args.minutes if args.minutes else None
    for scenario in chosen:
        say(f"{scenario.id}: {args.calls} calls to find out what is said …")
        likely = likely_clauses(scenario, content.personas, args.calls)
        say(f"{scenario.id}: {_spoken(voices, likely, until)}")
    return DONE


def _spoken(voices: SpeakerChain, likely: list[Clause], until: float | None) -> str:
    made = known = 0
    seconds = 0.0
    for clause, how in tqdm(likely, unit="clause", file=sys.stderr, disable=None):
        if until is not None and time.monotonic() >= until:
            break
        new = voices.keep(clause, how)
        made, known, seconds = made + (new is not None), known + (new is None), seconds + (new or 0.0)
    left = len(likely) - made - known
    return f"{made} clauses spoken ({seconds / 60:.0f} minutes), {known} were there, {left} are left"
