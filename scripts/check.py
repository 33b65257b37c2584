"""All checks, the same for people and for CI: style, types, layers, content, tests.

    python scripts/check.py                 everything
    python scripts/check.py --quick         without the tests that drive a browser or load speech models
    python scripts/check.py style layers    only these

Needs ``pip install -r requirements-dev.txt``. Ends with exit code 1 when any check fails; all are run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"  # has no -m

# Run by this very Python, wherever pip put the programs.
CHECKS: dict[str, list[str]] = {
    "style": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "layers": ["-c", LINT_IMPORTS],
    "content": ["-m", "app", "check"],
    "tests": ["-m", "pytest"],
}
QUICK = ["-m", "not browser and not voice"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks and say which failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=f"{', '.join(CHECKS)} (all)")
    parser.add_argument("--quick", action="store_true", help="leave out browser and speech tests")
    chosen = parser.parse_args(arguments)
    if unknown := sorted(set(chosen.checks) - set(CHECKS)):
        parser.error(f"no check '{unknown[0]}'; valid: {', '.join(CHECKS)}")
    commands = {name: CHECKS[name] for name in chosen.checks or CHECKS}
    if chosen.quick and "tests" in commands:
        commands["tests"] = commands["tests"] + QUICK
    failed = [name for name, command in commands.items() if not passes(name, command)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check from the project's root; its output goes straight through."""
    print(f"== {name}: python {' '.join(command)}", flush=True)
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    code = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=False).returncode
    print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
