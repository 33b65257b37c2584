"""One recogniser tried on one recording: what it hears, and how long that takes."""

from __future__ import annotations

import time
from dataclasses import dataclass

from simulator.errors import DuilianError
from simulator.voice.models import quiet
from simulator.voice.sound import Loadable, Sound, SpeechToText
from simulator.voice.wav import check_recording


@dataclass(frozen=True)
class Trial:
    """``text`` as ``listener`` heard it in ``seconds``, its model being loaded; or the ``problem``.

    ``length`` is that of the recording in seconds; ``said`` what was really said, where that is known.
    """

    listener: str
    length: float
    said: str | None = None
    text: str = ""
    seconds: float = 0.0
    problem: DuilianError | None = None


def tried(listener: SpeechToText, sound: Sound, language: str, said: str | None = None) -> Trial:
    """Have it listen once, and nobody in its place. Never raises what is expected to go wrong."""
    try:
        check_recording(sound)
        if isinstance(listener, Loadable):
            listener.load(quiet)
        began = time.perf_counter()
        heard = listener.hear(sound, language)
        took = time.perf_counter() - began
    except DuilianError as error:
        return Trial(listener.name, sound.seconds, said, problem=error)
    return Trial(listener.name, sound.seconds, said, heard.text, took)
