"""How a command ends: its exit code, and at most one line on stderr.

0 done · 1 the answer is no · 2 bad input or usage · 3 a bug, whose traceback is in a log file.
"""

from __future__ import annotations

import os
import platform
import secrets
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from app.settings import read_settings
from simulator.errors import ContentError, DuilianError

DONE = 0
NO = 1
BAD = 2
BUG = 3
INTERRUPTED = 130  # as shells have it for Ctrl-C
PIPE_CLOSED = 141  # … and for a reader that left, as in `| head`


def guarded(run: Callable[[], int]) -> int:
    """Run a command and return its exit code; what it raises becomes a code and one line."""
    try:
        code = run()
        sys.stdout.flush()
        return code
    except DuilianError as error:
        say(_line(error))
        return BAD
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it exits
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the one place where bugs end up
        log = log_bug(error, _log_folder())
        say(f"bug: {type(error).__name__}: {_first_line(str(error))} (details in {log})")
        return BUG


def log_bug(error: BaseException, folder: Path) -> Path:
    """Write the traceback to a new file in ``folder``, else among the temporary files; return its path."""
    name = f"bug-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}.log"
    about = f"{' '.join(sys.argv)}\nPython {platform.python_version()} on {platform.platform()}\n\n"
    text = about + "".join(traceback.format_exception(error))
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        path = Path(tempfile.gettempdir()) / name
        path.write_text(text, encoding="utf-8")
    return path


def say(line: str) -> None:
    """One line on stderr."""
    print(line, file=sys.stderr)  # noqa: T201 - commands print


def _line(error: DuilianError) -> str:
    if isinstance(error, ContentError) and len(error.problems) > 1:
        return f"{error.problems[0]} (and {len(error.problems) - 1} more: python -m app check)"
    return " ".join(str(error).split("\n"))


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0]


def _log_folder() -> Path:
    try:
        return read_settings().logs
    except DuilianError:  # a bad setting is reported by the command that needs it
        return Path(tempfile.gettempdir())
