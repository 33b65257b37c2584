"""All checks, the same for people and for CI: style, types, layers, content, tests.

    python scripts/check.py            everything
    python scripts/check.py --quick    without the tests that drive a browser or load speech models

Needs ``pip install -r requirements-dev.txt``. Ends with exit code 1 when any check fails; all are run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

CHECKS = {
    "style": [str(BIN / "ruff"), "check", "."],
    "types": [sys.executable, "-m", "mypy"],
    "layers": [str(BIN / "lint-imports")],
    "content": [sys.executable, "-m", "app", "check"],
}


def main() -> int:
    """Run every check and say which failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave out browser and speech tests")
    quick = parser.parse_args().quick
    tests = [sys.executable, "-m", "pytest", "-q"] + (["-m", "not browser and not voice"] if quick else [])
    failed = [name for name, command in {**CHECKS, "tests": tests}.items() if not passes(name, command)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check from the project's root; its output goes straight through."""
    print(f"== {name}: {' '.join(command)}", flush=True)
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
