"""Text only: says nothing aloud and hears nothing. The last in every chain of speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.errors import Unavailable
from simulator.voice.sound import Delivery, Heard, Sound


class SilentSpeaker:
    """TextToSpeech that makes no sound: the words are on the page."""

    name = "silent"

    def speak(self, text: str, delivery: Delivery) -> Iterator[Sound]:
        """No sounds at all; never fails."""
        return iter(())


class SilentListener:
    """SpeechToText that always asks to type."""

    name = "silent"

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """Always raises Unavailable (code ``type_instead``)."""
        raise Unavailable("no speech recognition is set up; please type", code="type_instead")
