"""Whether what a microphone hears is what was just played, told by the waveforms.

An echo is like the sound that was played at one delay, whatever loudspeaker and room made of it; a voice of
its own is like it nowhere. Both sounds are made flat first, so that every frequency of a voice counts alike:
else two voices of one pitch would seem to be the same.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.voice.detector import RATE as HEARD_RATE
from simulator.voice.sound import Samples, Sound
from simulator.voice.wav import resample

RATE = 8_000  # a telephone's voice has nothing above its half
WINDOW = 2048  # samples compared at once: 0.26 s
EARLIEST, LATEST = -400, 4800  # samples' delay looked at; a browser may tell a little late when it plays
SIZE = 8192  # of the transforms; holds WINDOW and all delays
LOWEST, HIGHEST = (int(hertz * SIZE / RATE) for hertz in (300, 3400))
SMOOTH = 8  # neighbours on each side over which a spectrum is made flat
FAINT = 1e-4  # of the strongest frequency's power: what is fainter is no part of the voice
LEAST_SHARE = 0.1  # of the loudest WINDOW played: a shorter bit is like anything by chance
KEEPS = 0.9  # of what was known, with each frame that is compared …
ENOUGH = 4.5  # … and its weight after six of them
LASTS = HEARD_RATE  # samples after which what was known is of no account
UNLIKE = 0.14  # echoes in all rooms tried stay above; independent voices are below after 0.2 to 0.3 s
LIKE = 0.3  # no independent voices that were tried come as far


class Likeness:
    """What was played, what is heard, and how like they were lately at each delay."""

    def __init__(self) -> None:
        self.returns = False  # whether an echo was found in this call
        self._pieces: list[tuple[int, Samples]] = []  # what is played, from which sample on
        self._heard = np.zeros(WINDOW * HEARD_RATE // RATE, np.float32)
        self._sum = np.zeros(LATEST - EARLIEST + 1)
        self._weight = 0.0
        self._compared = 0

    def plays(self, sound: Sound, at: int) -> None:
        """``sound`` is heard by the agent from sample ``at`` of the microphone's stream on."""
        self._pieces.append((at * RATE // HEARD_RATE, resample(sound, RATE).samples))

    def stops(self, at: int) -> None:
        """Nothing is played from sample ``at`` on."""
        end = at * RATE // HEARD_RATE
        self._pieces = [(first, piece[: end - first]) for first, piece in self._pieces if first < end]

    def hears(self, frame: Samples) -> None:
        """The next frame of the microphone."""
        self._heard = np.concatenate([self._heard[len(frame) :], frame])

    def compares(self, at: int) -> None:
        """Compare what was heard just before sample ``at``, a voice, with what was played."""
        end = at * RATE // HEARD_RATE
        played = self._played(end - WINDOW - LATEST, end - EARLIEST)
        if not played.any():
            return
        if at - self._compared > LASTS:
            self._weight = 0.0
        self._compared = at
        alike = correlation(resample(Sound(self._heard, HEARD_RATE), RATE).samples, played)
        self._sum = alike if self._weight == 0 else KEEPS * self._sum + alike
        self._weight = KEEPS * self._weight + 1
        self.returns = self.returns or (self._weight >= ENOUGH and self.found > LIKE)

    @property
    def found(self) -> float:
        """How like, about 0 … 1, at the delay where it is most; 0 where nothing was compared."""
        return float(np.abs(self._sum).max()) / self._weight if self._weight else 0.0

    def known(self, at: int) -> bool:
        """Whether enough was compared lately to tell."""
        return self._weight >= ENOUGH and at - self._compared <= LASTS

    def own(self, at: int) -> bool:
        """Whether what is heard is certainly nothing that was played, and no echo was found in this call."""
        return not self.returns and self.known(at) and self.found < UNLIKE

    def _played(self, first: int, last: int) -> Samples:
        """What was played between two samples, silence where nothing was; forgets what came before."""
        self._pieces = [(start, piece) for start, piece in self._pieces if start + len(piece) > first]
        out = np.zeros(last - first, np.float32)
        for start, piece in self._pieces:
            begins, ends = max(first, start), min(last, start + len(piece))
            if begins < ends:
                out[begins - first : ends - first] += piece[begins - start : ends - start]
        return out


def correlation(heard: Samples, played: Samples) -> NDArray[np.float64]:
    """How like ``heard`` is to each stretch of ``played`` of its length, -1 … 1; the latest delay first."""
    ours, theirs = _flat(heard), _flat(played)
    alike = np.fft.irfft(np.conj(ours) * theirs, SIZE)[: len(played) - len(heard) + 1]
    power = np.concatenate([[0.0], np.cumsum(np.square(np.fft.irfft(theirs, SIZE)[: len(played)]))])
    each = power[len(heard) :] - power[: -len(heard)]
    own = 2 * np.sum(np.square(np.abs(ours))) / SIZE
    return np.asarray(alike / np.sqrt(own * np.maximum(each, LEAST_SHARE * each.max()) + 1e-20))


def _flat(samples: Samples) -> NDArray[np.complex128]:
    """The spectrum of a telephone's band, every frequency as strong as its neighbours are together."""
    spectrum = np.fft.rfft(samples, SIZE)
    near = spectrum[LOWEST - SMOOTH - 1 : HIGHEST + SMOOTH]
    power = np.cumsum(np.square(near.real) + np.square(near.imag))
    around = power[2 * SMOOTH + 1 :] - power[: -2 * SMOOTH - 1]
    flat = np.zeros_like(spectrum)
    flat[LOWEST:HIGHEST] = spectrum[LOWEST:HIGHEST] / np.sqrt(around + FAINT * around.max() + 1e-12)
    return np.asarray(flat)
