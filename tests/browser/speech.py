"""What the fake microphone says, spoken by the embedded voice."""

from __future__ import annotations

import numpy as np

from simulator.content.persona import Prosody, Timbre
from simulator.voice.failover import SpeakerChain
from simulator.voice.sound import Delivery, Sound
from simulator.voice.wav import encode, resample

RATE = 48_000
SILENCE = np.zeros(RATE * 3, np.float32)


def spoken(speaker: SpeakerChain, text: str, language: str = "zh-CN") -> tuple[bytes, float]:
    """A 48 kHz WAV of half a second of silence, the sentence, and silence; and how long to record."""
    timbre = Timbre.YUNXI if language.startswith("zh") else Timbre.MICHAEL
    sound = speaker.speak_whole(text, Delivery(timbre, Prosody(), language))
    assert sound is not None, "the embedded voice must speak here"
    voice = resample(sound, RATE).samples
    whole = np.concatenate([np.zeros(RATE // 2, np.float32), voice, np.zeros(RATE * 20, np.float32)])
    return encode(Sound(whole, RATE)), len(voice) / RATE + 1.3
