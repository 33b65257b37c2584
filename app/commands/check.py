"""Check content files: every problem as file:line: object: what is wrong, what is valid.

Without PATH all scenarios, personas and scorecards that ship are checked. A PATH is a YAML file or a
folder of them; drafts are checked together with what ships. Exit code 1 when there is any problem.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from app.exits import DONE, NO, say
from simulator.content.loading import PERSONAS, SCENARIOS, load_files, read_yaml
from simulator.errors import BadInput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a YAML file or a folder")


def run(args: argparse.Namespace) -> int:
    """Print every problem, all at once."""
    from grading.scorecard import SCORECARDS, check_scorecard

    files = list(_files(args.paths or [PERSONAS, SCENARIOS, SCORECARDS]))
    cards = [file for file in files if _is_scorecard(file, SCORECARDS)]
    content = [file for file in files if file not in cards]
    problems = load_files(content).problems if content else []
    problems += [problem for card in cards for problem in check_scorecard(card)]
    for problem in problems:
        print(problem)
    say(f"{_count(len(files), 'file')}: {_count(len(problems), 'problem')}")
    return NO if problems else DONE


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """The YAML files among ``paths`` and below them. Raises BadInput for a path without any."""
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob("*.yaml"))
            if not found:
                raise BadInput(f"{path}: no *.yaml file in this folder", code="no_content", path=path)
            yield from found
        elif path.exists():
            yield path
        else:
            raise BadInput(f"{path}: no such file or folder", code="no_file", path=path)


def _is_scorecard(file: Path, shipped: Path) -> bool:
    if file.resolve().is_relative_to(shipped):
        return True
    data = read_yaml(file, [])
    return data is not None and "sections" in data


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
