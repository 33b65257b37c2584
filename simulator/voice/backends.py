"""Every voice backend by name.

To add one: a small module behind a Protocol of ``sound.py``, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from simulator.errors import BadInput
from simulator.voice.cache import CachedSpeaker, SoundStore, spoken_folder
from simulator.voice.edge import EdgeSpeaker
from simulator.voice.embedded_asr import EmbeddedListener
from simulator.voice.embedded_tts import EmbeddedSpeaker
from simulator.voice.failover import Breaker, ListenerChain, OnNote, SpeakerChain, unnoticed
from simulator.voice.models import own_whispers
from simulator.voice.recognisers import GoogleListener, WhisperApiListener, WhisperLocalListener
from simulator.voice.silent import SilentListener, SilentSpeaker
from simulator.voice.sound import SpeechToText, TextToSpeech

SPEAKERS: dict[str, Callable[[], TextToSpeech]] = {
    "embedded": EmbeddedSpeaker,
    "edge": EdgeSpeaker,
    "silent": SilentSpeaker,
}
LISTENERS: dict[str, Callable[[], SpeechToText]] = {
    "embedded": EmbeddedListener,
    "google": GoogleListener,
    "whisper-api": WhisperApiListener,
    "whisper-local": WhisperLocalListener,
    "silent": SilentListener,
}
DEFAULT_SPEAKERS = ("embedded", "edge", "silent")
# A recording leaves the machine only where somebody chose so, or nothing on the machine can listen.
DEFAULT_LISTENERS = ("embedded",)
LIGHT_LISTENERS = ("google",)

Backend = TypeVar("Backend")


def speakers(
    names: Sequence[str] = DEFAULT_SPEAKERS, on_note: OnNote = unnoticed, breaker: Breaker | None = None
) -> SpeakerChain:
    """A chain of voices in this order, each with its cache. Raises BadInput for an unknown name."""
    made = [_pick(SPEAKERS, name)() for name in names]
    store = SoundStore(spoken_folder())
    cached: list[TextToSpeech] = [s if s.name == "silent" else CachedSpeaker(s, store) for s in made]
    return SpeakerChain(cached, on_note, breaker)


def listeners(
    names: Sequence[str] = DEFAULT_LISTENERS, on_note: OnNote = unnoticed, breaker: Breaker | None = None
) -> ListenerChain:
    """A chain of recognisers in this order. Raises BadInput for an unknown name."""
    return ListenerChain([listener(name) for name in names], on_note, breaker)


def listener_names() -> tuple[str, ...]:
    """Every recogniser that can be named here: the backends, and the stronger models in the models folder."""
    return tuple(_listeners())


def listener(name: str) -> SpeechToText:
    """One recogniser. Raises BadInput for an unknown name."""
    return _pick(_listeners(), name)()


def _listeners() -> dict[str, Callable[[], SpeechToText]]:
    return LISTENERS | {name: partial(EmbeddedListener, name) for name in own_whispers()}


def _pick(offered: Mapping[str, Callable[[], Backend]], name: str) -> Callable[[], Backend]:
    if name in offered:
        return offered[name]
    valid = ", ".join(offered)
    message = f"no voice backend '{name}'; valid: {valid}"
    raise BadInput(message, code="voice_backend", name=name, valid=valid)
