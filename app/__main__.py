"""``python -m app COMMAND``: runs a command and exits as ``app.exits`` says."""

from __future__ import annotations

import argparse
import ast
import importlib
import io
import re
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from app.commands import COMMANDS
from app.exits import BAD, DONE, guarded

USAGE = re.compile(r"^``.*?``: ")  # some docstrings open with how the command is called


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit with the code for bad usage."""
        self.exit(BAD, f"{self.prog}: {message} (--help explains)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        _overview().print_help()
        return DONE
    if words[0] not in COMMANDS:
        _overview().parse_args(words)  # --help, or an error that lists the commands
        return DONE
    return guarded(lambda: _run(words[0], words[1:]))


def _run(name: str, words: list[str]) -> int:
    command = importlib.import_module(COMMANDS[name])
    parser = Parser(
        prog=f"python -m app {name}",
        description=command.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(words))
    return code


def _overview() -> Parser:
    parser = Parser(
        prog="python -m app", description="Duilian (对练): practise service calls with a simulated customer."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        commands.add_parser(name, help=_first_line(module))
    return parser


def _first_line(module: str) -> str:
    """The first line of a module's docstring, read without running the module."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    source = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    return USAGE.sub("", (ast.get_docstring(source) or "").split("\n")[0])


def _speak_utf8() -> None:
    """Chinese must come through whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
