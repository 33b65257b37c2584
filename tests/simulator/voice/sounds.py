"""Sounds and backends made for tests: exact in what they hold, quick to make."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import numpy as np

from simulator.errors import Unavailable
from simulator.voice.clauses import clauses
from simulator.voice.sound import Delivery, Heard, Samples, Sound

RATE = 16_000


def silence(seconds: float, rate: int = RATE) -> Samples:
    return np.zeros(round(seconds * rate), np.float32)


def noise(seconds: float, level: float = 0.1, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).normal(0, level, round(seconds * RATE)).astype(np.float32)


def voice(seconds: float, hz: float = 150.0, level: float = 0.3, rate: int = RATE) -> Samples:
    """A buzz with the harmonics of a voice."""
    time = np.arange(round(seconds * rate)) / rate
    wave = sum(np.sin(2 * np.pi * hz * n * time) / n for n in range(1, 12))
    return (level * wave / np.abs(wave).max()).astype(np.float32)


def syllables(count: int, hz: float = 150.0, each: float = 0.2) -> Samples:
    """A voice whose loudness swells once a syllable."""
    buzz = voice(count * each, hz)
    time = np.arange(len(buzz)) / RATE
    return (buzz * (0.05 + np.sin(np.pi * time / each) ** 2)).astype(np.float32)


class Tones:
    """TextToSpeech that hums each clause and remembers what it was asked."""

    def __init__(self, name: str = "tones") -> None:
        self.name = name
        self.asked: list[str] = []

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        for clause in clauses(text, delivery.language):
            self.asked.append(clause)
            yield Sound(voice(0.02 * len(clause)), RATE)


class Gated(Tones):
    """Tones that wait until the test lets them go."""

    def __init__(self) -> None:
        super().__init__("gated")
        self.begun = threading.Event()
        self.open = threading.Event()

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        self.begun.set()
        assert self.open.wait(10)
        yield from super().speak(text, delivery)


class Down:
    """A speaker and a listener that cannot serve, and count how often they were tried."""

    def __init__(self, name: str = "down", after: int = 0) -> None:
        self.name = name
        self.tried = 0
        self._after = after

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        self.tried += 1
        if self.tried <= self._after:
            return iter([Sound(voice(0.1), RATE)])
        raise Unavailable("down", code="not_reachable")

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        self.tried += 1
        raise Unavailable("down", code="not_reachable")


class Knows:
    """SpeechToText that always hears the same."""

    def __init__(self, text: str, name: str = "knows") -> None:
        self.name = name
        self._text = text

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        return Heard(self._text, 1.0, self.name)


def scripted(*turns: tuple[str, float, int], seconds: float) -> Samples:
    """A call of two channels: ``turns`` as (agent or customer, start, syllables of 0.2 s)."""
    both = np.zeros((round(seconds * RATE), 2), np.float32)
    for side, start, count in turns:
        channel, hz = (0, 130.0) if side == "agent" else (1, 210.0)
        said = syllables(count, hz)
        first = round(start * RATE)
        both[first : first + len(said), channel] += said
    return both
