"""Sound in memory and the two Protocols every voice backend follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from simulator.content.persona import Prosody, Timbre

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Sound:
    """Mono samples in -1 … 1 at ``rate`` Hz."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


@dataclass(frozen=True)
class Delivery:
    """How a line is to sound: a timbre and its prosody in the present mood.

    ``due`` is when it has to sound, on the clock of ``time.monotonic``: a voice that is wanted by many serves
    the soonest first; infinite for a line that nobody waits for yet.
    """

    timbre: Timbre
    prosody: Prosody
    language: str
    due: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Heard:
    """What a recogniser understood. ``confidence`` 0 … 1; ``backend`` names who heard it."""

    text: str
    confidence: float
    backend: str


@runtime_checkable
class Loadable(Protocol):
    """A backend with models to bring into memory; loading beforehand spares the first caller the wait."""

    def load(self, progress: Callable[[str, float], None]) -> None:
        """Be ready to serve; ``progress`` as in ``models.py``. Raises Unavailable."""
        ...


class TextToSpeech(Protocol):
    """Speaks. Raises Unavailable when it cannot serve (missing, down, too slow)."""

    name: str

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        """Yield the line clause by clause, so that playing can start with the first."""
        ...


class SpeechToText(Protocol):
    """Listens. Raises Unavailable when it cannot serve."""

    name: str

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """Return what was said; empty text when there was no intelligible speech."""
        ...
