"""One line of a caller as it is heard at the other end, piece by piece.

What stands behind the caller goes on from one piece to the next and through the pauses; it fades in with the
first and out with the last. The voice keeps its level through the band, so that a loud one stays loud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from simulator.content.surroundings import Background, Bandwidth, Surroundings
from simulator.voice.pacing import SPEECH_DB, limited, speech_db
from simulator.voice.sound import Samples, Sound
from simulator.voice.surroundings.band import Filter
from simulator.voice.surroundings.beds import bed

LINE_NOISE_BELOW = 42.0  # dB under the voice: a line that is alive
MOST_LOST_DB = 12.0  # of a voice outside the band; what loses more is none
FADE_SECONDS = 0.12
LINES = 1000
USUAL_RATE = 24_000  # of the voices
STRIDE = 7.3  # seconds of background between the beginnings of two lines, more than most of them last


class Scene:
    """The surroundings of one call. ``loudness`` is the caller's volume at rest, 1 for the usual one."""

    def __init__(self, surroundings: Surroundings, seed: int = 0, loudness: float = 1.0) -> None:
        self._band = surroundings.band
        self._background = surroundings.background
        self._seed = seed
        quiet = surroundings.background is Background.NONE
        below = LINE_NOISE_BELOW if quiet else surroundings.below
        self._silent = quiet and surroundings.band is Bandwidth.WIDE
        self._gain = np.float32(loudness * 10 ** ((SPEECH_DB - below) / 20))

    def prepare(self, rate: int = USUAL_RATE) -> None:
        """Have the background made, which takes some tenths of a second the first time in a process."""
        if not self._silent:
            bed(self._background, self._band, rate)

    def heard(self, sounds: Iterable[Sound], line: int, pieces: int) -> Iterator[Sound]:
        """The ``pieces`` of the call's line number ``line`` as they are heard, each as long as it was."""
        passed, through = 0.0, None
        for number, sound in enumerate(sounds, start=1):
            if through is None or through.rate != sound.rate:
                through = Filter(sound.rate)
            samples = sound.samples if self._band is Bandwidth.WIDE else _levelled(sound, through)
            if not self._silent:
                behind = self._behind(line, passed, len(samples), sound.rate)
                samples = samples + _faded(behind, sound.rate, number == 1, number == pieces)
            passed += sound.seconds
            yield Sound(limited(samples), sound.rate)

    def _behind(self, line: int, passed: float, size: int, rate: int) -> Samples:
        loop = bed(self._background, self._band, rate)
        first = round((STRIDE * ((line + self._seed) % LINES) + passed) * rate)
        return self._gain * np.take(loop, np.arange(first, first + size), mode="wrap")


def _levelled(sound: Sound, through: Filter) -> Samples:
    """The sound through the band, as loud as before."""
    heard = through.through(sound.samples)
    lost = speech_db(sound) - speech_db(Sound(heard, sound.rate))
    return heard * np.float32(10 ** (min(lost, MOST_LOST_DB) / 20))


def _faded(samples: Samples, rate: int, begins: bool, ends: bool) -> Samples:
    ramp = np.linspace(0, 1, min(round(FADE_SECONDS * rate), len(samples)), dtype=np.float32)
    if begins:
        samples[: len(ramp)] *= ramp
    if ends:
        samples[len(samples) - len(ramp) :] *= ramp[::-1]
    return samples
