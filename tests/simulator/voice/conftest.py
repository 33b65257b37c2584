"""The real speech models, loaded once for all tests of this folder."""

from __future__ import annotations

import pytest

from simulator.content.persona import Timbre, Voice
from simulator.transcript import Mood
from simulator.voice.delivery import delivery
from simulator.voice.embedded_asr import EmbeddedListener
from simulator.voice.embedded_tts import EmbeddedSpeaker
from simulator.voice.sound import Delivery


@pytest.fixture(scope="session")
def speaker() -> EmbeddedSpeaker:
    return EmbeddedSpeaker()


@pytest.fixture(scope="session")
def listener() -> EmbeddedListener:
    return EmbeddedListener()


@pytest.fixture
def calm() -> Delivery:
    return delivery(Voice(timbre=Timbre.XIAOXIAO), Mood(anger=0.1), "zh-CN")
