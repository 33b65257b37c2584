"""Check scenarios, personas, scorecards and guidance: every problem with file, line and what is valid.

Without PATH all that ship are checked. A PATH is a YAML file or a folder of them; drafts are checked
together with what ships. Exit code 1 when there is any problem.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from app.exits import DONE, NO, say
from app.wiring import scorecard_items
from simulator.content.loading import PERSONAS, SCENARIOS, Cards, kind_of, load_files, load_library
from simulator.content.yaml_reading import ROOT, read_yaml
from simulator.errors import BadInput, ContentError

SCORECARDS = ROOT / "grading" / "scorecards"
GUIDANCE = ROOT / "coaching" / "guidance"
RULES = {"rules", "checklists", "off"}  # the keys of a file of guidance


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a YAML file or a folder")


def run(args: argparse.Namespace) -> int:
    """Print every problem, all at once."""
    files = list(_files(args.paths or [PERSONAS, SCENARIOS, SCORECARDS, GUIDANCE]))
    problems = _problems(files) if args.paths else _shipped_problems()
    for problem in problems:
        print(problem)
    say(f"{_count(len(files), 'file')}: {_count(len(problems), 'problem')}")
    return NO if problems else DONE


def _shipped_problems() -> list[str]:
    others = {"scorecard": SCORECARDS, "guidance": GUIDANCE}
    return load_library(cards=_cards()).problems + [
        problem for kind, folder in others.items() for problem in _problems_of(kind, folder.glob("*.yaml"))
    ]


def _problems(files: list[Path]) -> list[str]:
    kinds = {file: _kind(file) for file in files}
    content = [file for file in files if kinds[file] not in OTHERS]
    content.sort(key=kinds.__getitem__)  # personas first: scenarios name them
    told = load_files(content, _cards()).problems if content else []
    for kind in OTHERS:
        told += _problems_of(kind, [file for file in files if kinds[file] == kind])
    return told


def _cards() -> Cards | None:
    """The items that a scenario may name as skills; None while a scorecard that ships is itself broken."""
    try:
        return scorecard_items()
    except ContentError:
        return None


def _problems_of(kind: str, files: Iterable[Path]) -> list[str]:
    return [problem for file in files for problem in OTHERS[kind](file)]


def _check_scorecard(file: Path) -> list[str]:
    from grading.scorecard import check_scorecard  # only here: it loads every scorer

    return check_scorecard(file)


def _check_guidance(file: Path) -> list[str]:
    from coaching.guidance import check_guidance

    return check_guidance(file)


OTHERS: Mapping[str, Callable[[Path], list[str]]] = {
    "scorecard": _check_scorecard,
    "guidance": _check_guidance,
}
"""What is checked file by file, without the rest of the library."""


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
    if data.keys() & RULES or file.name == "guidance.yaml" or file.resolve().is_relative_to(GUIDANCE):
        return "guidance"
    return kind_of(data)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
