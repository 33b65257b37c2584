"""Tells, while a sound still streams in, how likely each 32 ms of it hold a voice: the Silero detector.

Its weights come with faster-whisper. One model serves all streams; what a stream remembers is its own.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.voice.sound import Samples
from simulator.voice.whisper import detector_session

Session: TypeAlias = Any  # an onnxruntime.InferenceSession; the package has no types

RATE = 16_000
FRAME = 512  # samples judged at once
CONTEXT = 64  # samples of the frame before, which the model hears again
MEMORY = (1, 1, 128)


@cache
def _session() -> Session:
    return detector_session()


class VoiceDetector:
    """Judges one stream, frame after frame. Raises Unavailable where the speech packages are missing."""

    def __init__(self) -> None:
        self._model = _session()
        self._before: NDArray[np.float32] = np.zeros(CONTEXT, np.float32)
        self._hidden: NDArray[np.float32] = np.zeros(MEMORY, np.float32)
        self._cell: NDArray[np.float32] = np.zeros(MEMORY, np.float32)

    def probability(self, frame: Samples) -> float:
        """How likely the next ``FRAME`` samples at ``RATE`` hold a voice, 0 … 1."""
        heard = np.concatenate([self._before, frame])[None].astype(np.float32)
        found, self._hidden, self._cell = self._model.run(
            None, {"input": heard, "h": self._hidden, "c": self._cell}
        )
        self._before = frame[-CONTEXT:]
        return float(np.asarray(found).ravel()[-1])
