"""Draft a scenario from a call on file: most of the YAML, with every guess and every gap marked.

FILE is one call as JSON or several as JSON Lines, also .gz; :N picks the N-th, counted from 1. Names, numbers
and addresses of the call are replaced by invented ones. The draft goes to standard output or to --out;
``check`` then says what is still missing.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from app.calls_on_file import read_calls
from app.exits import DONE, say
from app.files import write_whole
from simulator.content.loading import library
from simulator.drafting import draft
from simulator.errors import BadInput
from simulator.transcript import Transcript

NTH = re.compile(r"^(?P<file>.+):(?P<number>\d+)$")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("call", metavar="FILE[:N]", help="a call on file; - is standard input")
    parser.add_argument("--id", required=True, metavar="INDUSTRY/NAME", help="for instance telecom/late-bill")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the draft there; must not exist yet")


def run(args: argparse.Namespace) -> int:
    """Draft it and print it, or write it whole."""
    if args.out is not None:
        _expect_free(args.out)
    text = draft(_call(args.call), library(), args.id)
    if args.out is None:
        print(text, end="")
        return DONE
    write_whole(args.out, text)
    say(f"{args.out}: drafted; python -m app check {args.out} says what is still missing")
    return DONE


def _call(name: str) -> Transcript:
    """The call that was named. Raises BadInput when there is no such one, or several to choose from."""
    file, number = _parted(name)
    calls = [call for _, call in read_calls(file)]
    if number is None and len(calls) > 1:
        raise BadInput(f"{file}: holds {len(calls)} calls; say which: {file}:1 … {file}:{len(calls)}")
    place = 1 if number is None else number
    if not 1 <= place <= len(calls):
        raise BadInput(f"{file}: no call {place}; valid: 1 … {len(calls)}")
    return calls[place - 1]


def _parted(name: str) -> tuple[str, int | None]:
    """The file and the number after its colon; a file that is really called so comes first."""
    found = NTH.match(name)
    if found is None or Path(name).exists():
        return name, None
    return found["file"], int(found["number"])


def _expect_free(path: Path) -> None:
    """Say so before the work: nothing that somebody wrote is written over."""
    if path.exists():
        raise BadInput(f"{path}: exists already; choose another name", code="bad_input")
    if not path.parent.is_dir():
        raise BadInput(f"{path}: no such folder: {path.parent}", code="no_file", path=path)
