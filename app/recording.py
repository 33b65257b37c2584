"""A call as one recording: left the agent, right the customer, every turn where it was heard.

It is put together from what is kept of each turn, so there is nothing of it to delete.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.transcript import Speaker, Turn
from simulator.voice.sound import Samples
from simulator.voice.wav import decode, encode_channels, resample

RATE = 16_000
CHANNELS = (Speaker.AGENT, Speaker.CUSTOMER)


def stereo(turns: tuple[Turn, ...], audio: Callable[[int], bytes | None]) -> bytes | None:
    """A stereo WAV of the turns that were recorded; None where none was.

    ``audio`` gives a turn's WAV by its position; it may reach a little beyond the turn on both sides.
    Raises AudioError for a WAV that is damaged.
    """
    placed = [one for index, turn in enumerate(turns) if (one := _placed(turn, audio(index))) is not None]
    if not placed:
        return None
    both = np.zeros((max(at + len(sound) for _, at, sound in placed), len(CHANNELS)), np.float32)
    for channel, at, sound in placed:
        both[at : at + len(sound), channel] += sound
    return encode_channels(both.clip(-1, 1), RATE)


def _placed(turn: Turn, wav: bytes | None) -> tuple[int, int, Samples] | None:
    """The channel of a turn, its first sample in the call, and its sound."""
    if wav is None or turn.start is None or turn.end is None:
        return None
    sound = resample(decode(wav), RATE)
    before = max(0.0, sound.seconds - (turn.end - turn.start)) / 2
    first = round((turn.start - before) * RATE)
    return CHANNELS.index(turn.speaker), max(0, first), sound.samples[max(0, -first) :]
