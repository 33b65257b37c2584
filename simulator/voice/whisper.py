"""The recogniser's models, by faster-whisper. Loaded once a process, used by one thread at a time."""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from simulator.errors import Unavailable
from simulator.voice.models import Progress, lacking, own_whispers, package, quiet, whisper_folder
from simulator.voice.turns import Turns

Model: TypeAlias = Any  # a faster_whisper.WhisperModel, its tokenizer, the detector; the package has no types

EMBEDDED = "embedded"
MOST_THREADS = 4
MODELS_IN_MEMORY = 2  # the packaged one, and the stronger one that is used
LATER_SECONDS = 3600.0  # after whoever is waited for
GIVES_WAY_SECONDS = 4.0  # somebody who was heard just now is in a call …
WAITS_SECONDS = 60.0  # … on which nobody waits longer than that
_turns = Turns()
_loading = threading.Lock()
_heard_at = [-math.inf]  # when somebody was heard last


@contextmanager
def in_turn() -> Iterator[None]:
    """The models are this thread's, which hears somebody who waits, until the block ends."""
    _heard_at[0] = time.monotonic()
    with _turns.turn(_heard_at[0]):
        yield


@contextmanager
def when_idle() -> Iterator[None]:
    """The models are this thread's, for work that waits until nobody has been in a call lately."""
    until = time.monotonic() + WAITS_SECONDS
    while time.monotonic() < min(until, _heard_at[0] + GIVES_WAY_SECONDS):
        time.sleep(0.2)
    with _turns.turn(time.monotonic() + LATER_SECONDS):
        yield


def tokenizer_of(model: Model, language: str) -> Model:
    """The tokenizer of a model for a language, by its two letters."""
    tokenizer = package("faster_whisper.tokenizer").Tokenizer
    return tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language)


def whisper_model(name: str = EMBEDDED, progress: Progress = quiet) -> Model:
    """The faster-whisper model of this name, loaded once a process. Raises Unavailable."""
    # the packaged one writes in steps too small to share: two threads took 1.3 times as long as one
    threads = 1 if name == EMBEDDED else min(MOST_THREADS, os.cpu_count() or 1)
    with _loading:
        return _load_model(_folder(name, progress), threads)


def _folder(name: str, progress: Progress) -> Path:
    if name == EMBEDDED:
        return whisper_folder(progress)
    folder = own_whispers().get(name)
    if folder is None:
        raise Unavailable(f"{name}: no such model", code="no_model", backend=name)
    if file := lacking(folder):
        raise Unavailable(f"{name}: {file} is missing", code="incomplete_model", backend=name, file=file)
    return folder


@lru_cache(maxsize=MODELS_IN_MEMORY)
def _load_model(folder: Path, threads: int) -> Model:
    whisper = package("faster_whisper")
    try:
        return whisper.WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )
    except (RuntimeError, ValueError, OSError) as error:  # a file that is damaged, or of another kind
        raise Unavailable(f"{folder}: {error}", code="broken_model", folder=folder.name) from error


def detector_session() -> Model:
    """The runtime session of the voice detector that comes with faster-whisper. Raises Unavailable."""
    return package("faster_whisper.vad").get_vad_model().session
