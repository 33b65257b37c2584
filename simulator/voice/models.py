"""The speech models on this machine: put together once from installed packages, then only found.

The weights come as ordinary Python packages, cut into parts; ``data/models.json`` pins what the joined
files must hash to. They are joined into a folder of the user's cache (``DUILIAN_MODELS`` names another).
A file appears there only when it is whole and verified, by one rename, so any number of processes may do
this at the same time, and a later start just looks at the size.

People may bring stronger models: ``own/whisper/`` (a faster-whisper folder) and ``own/kokoro/model.onnx``
in that folder win over the packaged ones. Any other faster-whisper folder below ``own/`` is a recogniser of
its own, by its name: ``own/whisper-small``.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import secrets
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from simulator.errors import Unavailable

Progress = Callable[[str, float], None]
"""Told ``(what, share)``: which part is being prepared (listener, speaker, styles) and 0 … 1 of it."""

PINS = Path(__file__).parent / "data" / "models.json"
PATCHED = "patched-2.onnx"  # count up when the patch changes: the file is then made again
OUTDATED = ("prosody-1.onnx",)  # what earlier versions made; 90 MB that nobody needs
WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json")  # without one the package asks the network
_lock = threading.Lock()


def quiet(what: str, share: float) -> None:
    """The Progress of somebody who does not want to know."""


def models_folder() -> Path:
    """Where the models lie: ``DUILIAN_MODELS``, or the user's cache folder as the system has it."""
    if chosen := os.environ.get("DUILIAN_MODELS"):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        cache_folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        cache_folder = home / "Library" / "Caches"
    else:
        cache_folder = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return cache_folder / "duilian" / "models"


def prepare(progress: Progress = quiet) -> None:
    """Have everything ready that speaking and listening need: the slow part of a first start.

    Raises Unavailable, naming the package, when the speech packages are not installed.
    """
    from simulator.voice.styles import styles_folder

    whisper_folder(progress)
    kokoro_model(progress)
    styles_folder(progress)


def whisper_folder(progress: Progress = quiet) -> Path:
    """The folder of a faster-whisper model: the user's own, or whisper-base."""
    own = models_folder() / "own" / "whisper"
    if (own / "model.bin").is_file():
        return own
    pin = pins()["whisper"]
    folder = models_folder() / "whisper-base"
    with _lock:
        for name in pin["beside"]:
            source = packaged(pin["parts"][0][0], name)
            target = folder / source.name
            if not target.is_file() or target.stat().st_size != source.stat().st_size:
                with whole(target) as draft:
                    shutil.copyfile(source, draft)
        _assemble(pin, folder / "model.bin", progress, "listener")
    return folder


def own_whispers() -> dict[str, Path]:
    """Faster-whisper folders that people have put there, by name: ``own/whisper-small``."""
    folder = models_folder() / "own"
    found = sorted(path.parent for path in folder.glob("*/model.bin")) if folder.is_dir() else []
    return {f"own/{path.name}": path for path in found if path.name != "whisper"}


def lacking(folder: Path) -> str | None:
    """The file without which a faster-whisper folder cannot be used here; None when it is whole."""
    return next((name for name in WHISPER_FILES if not (folder / name).is_file()), None)


def kokoro_model(progress: Progress = quiet) -> Path:
    """The Kokoro graph with float convolutions that takes pitch, pitch range and energy beside the speed."""
    own = models_folder() / "own" / "kokoro" / "model.onnx"
    if own.is_file():
        return own
    patched = models_folder() / "kokoro" / PATCHED
    with _lock:
        if not patched.is_file():
            _patch(patched, progress)
    return patched


def _patch(target: Path, progress: Progress) -> None:
    """Join the packaged graph and write it as this project runs it; older ones go. Needs onnx, once."""
    try:
        import onnx
    except ImportError as error:
        raise missing("onnx") from error
    from simulator.voice.float_convs import with_float_convolutions
    from simulator.voice.prosody_graph import add_prosody

    plain = target.with_name(f"plain-{os.getpid()}.onnx")
    try:
        _assemble(pins()["kokoro"], plain, progress, "speaker")
        model = onnx.load(str(plain))
        with_float_convolutions(model.graph)
        add_prosody(model.graph)
        with whole(target) as draft:
            onnx.save(model, str(draft))
    finally:
        plain.unlink(missing_ok=True)
    for name in OUTDATED:
        target.with_name(name).unlink(missing_ok=True)


def _assemble(pin: dict[str, Any], target: Path, progress: Progress, what: str) -> None:
    """Join the parts into ``target`` unless it is there; the hash is checked before it appears."""
    if target.is_file() and target.stat().st_size == pin["bytes"]:
        return
    parts = [packaged(package, name) for package, name in pin["parts"]]
    digest = hashlib.sha256()
    done = 0
    with whole(target) as draft:
        with draft.open("wb") as out:
            for piece in _pieces(parts):
                digest.update(piece)
                out.write(piece)
                done += len(piece)
                progress(what, done / pin["bytes"])
        if digest.hexdigest() != pin["sha256"]:
            names = ", ".join(package for package, _ in pin["parts"])
            raise Unavailable(
                f"{target.name} is damaged; install again: {names}", code="damaged_model", packages=names
            )


def _pieces(files: Sequence[Path], size: int = 1 << 22) -> Iterator[bytes]:
    for file in files:
        with file.open("rb") as source:
            while piece := source.read(size):
                yield piece


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A draft beside ``target`` that takes its place when the block ends well, and vanishes when not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        yield draft
        try:
            draft.replace(target)
        except PermissionError:  # Windows: another process made it first and has it open
            if not target.is_file():
                raise
    finally:
        draft.unlink(missing_ok=True)


def packaged(package: str, name: str) -> Path:
    """A file inside an installed package (its pip name). Raises Unavailable naming the package."""
    spec = importlib.util.find_spec(package.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise missing(package)
    path = Path(spec.origin).parent / name
    if not path.is_file():
        raise missing(package)
    return path


def missing(package: str) -> Unavailable:
    """The error of a light install: speech needs a package that is not there."""
    return Unavailable(
        f"the package {package} is not installed; pip install {package}",
        code="missing_package",
        package=package,
    )


@cache
def pins() -> dict[str, Any]:
    """What ``data/models.json`` pins."""
    read: dict[str, Any] = json.loads(PINS.read_text(encoding="utf-8"))
    return read


def package(name: str) -> ModuleType:
    """A package that a light install does without. Raises Unavailable."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        pip_names = {"opencc": "opencc-python-reimplemented", "faster_whisper": "faster-whisper"}
        raise missing(pip_names.get((error.name or name).split(".")[0], error.name or name)) from error
