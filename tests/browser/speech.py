"""What the fake microphone says: sentences by the embedded voice, silence, noise."""

from __future__ import annotations

from functools import cache

import numpy as np

from simulator.content.persona import Prosody, Timbre
from simulator.voice.failover import SpeakerChain
from simulator.voice.sound import Delivery, Sound
from simulator.voice.wav import encode, resample

RATE = 48_000  # what the browser's fake device takes
LEAD, TAIL = 0.4, 0.8  # seconds of silence before and after a sentence
REST = np.zeros(RATE * 20, np.float32)  # the device plays its file in a loop


@cache
def chain() -> SpeakerChain:
    """The embedded voice."""
    from simulator.voice.backends import speakers

    return speakers(("embedded",))


def spoken(text: str, language: str = "zh-CN", *, rest: bool = True) -> tuple[bytes, float]:
    """A WAV that says ``text``, and how many seconds to record of it. ``rest``: silence after it."""
    return _spoken(text, language, rest)


@cache
def _spoken(text: str, language: str, rest: bool) -> tuple[bytes, float]:
    timbre = Timbre.YUNXI if language.startswith("zh") else Timbre.MICHAEL
    sound = chain().speak_whole(text, Delivery(timbre, Prosody(), language))
    assert sound is not None, "the embedded voice must speak here"
    voice = resample(sound, RATE).samples
    lead = np.zeros(int(LEAD * RATE), np.float32)
    after = REST if rest else REST[:0]
    return encode(Sound(np.concatenate([lead, voice, after]), RATE)), LEAD + len(voice) / RATE + TAIL


def silence() -> bytes:
    """A muted microphone."""
    return encode(Sound(REST, RATE))


def noise() -> bytes:
    """A loud fan and nobody speaking."""
    fan = np.random.default_rng(7).normal(0, 0.08, len(REST)).astype(np.float32)
    return encode(Sound(fan, RATE))
