"""Check scenarios, personas and scorecards: every problem as file:line: object: what is wrong, what is valid.

Without PATH all scenarios, personas and scorecards that ship are checked. A PATH is a YAML file or a
folder of them; drafts are checked together with what ships. Exit code 1 when there is any problem.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.exits import DONE, NO, say
from app.wiring import scorecard_items
from simulator.content.loading import PERSONAS, SCENARIOS, Cards, kind_of, load_files, load_library
from simulator.content.yaml_reading import ROOT, read_yaml
from simulator.errors import BadInput, ContentError

SCORECARDS = ROOT / "grading" / "scorecards"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a YAML file or a folder")


def run(args: argparse.Namespace) -> int:
    """Print every problem, all at once."""
    files = list(_files(args.paths or [PERSONAS, SCENARIOS, SCORECARDS]))
    problems = _problems(files) if args.paths else _shipped_problems()
    for problem in problems:
        print(problem)
    say(f"{_count(len(files), 'file')}: {_count(len(problems), 'problem')}")
    return NO if problems else DONE


def _shipped_problems() -> list[str]:
    return load_library(cards=_cards()).problems + _scorecard_problems(SCORECARDS.glob("*.yaml"))


def _problems(files: list[Path]) -> list[str]:
    kinds = {file: _kind(file) for file in files}
    cards = [file for file in files if kinds[file] == "scorecard"]
    content = [file for file in files if kinds[file] != "scorecard"]
    content.sort(key=kinds.__getitem__)  # personas first: scenarios name them
    told = load_files(content, _cards()).problems if content else []
    return told + (_scorecard_problems(cards) if cards else [])


def _cards() -> Cards | None:
    """The items that a scenario may name as skills; None while a scorecard that ships is itself broken."""
    try:
        return scorecard_items()
    except ContentError:
        return None


def _scorecard_problems(cards: Iterable[Path]) -> list[str]:
    from grading.scorecard import check_scorecard  # only here: it loads every scorer

    return [problem for card in cards for problem in check_scorecard(card)]


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


def _kind(file: Path) -> str:
    """What a file is meant to be; a file that cannot be read is reported as a scenario."""
    data: Mapping[str, object] = read_yaml(file, []) or {}
    if "sections" in data or file.resolve().is_relative_to(SCORECARDS):
        return "scorecard"
    return kind_of(data)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
