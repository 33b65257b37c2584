"""A call as one recording: left the agent, right the customer, every turn where it was heard.

It is put together from what is kept of each turn, piece by piece as it is asked for: there is no second copy
that would have to be deleted.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from simulator.errors import AudioError
from simulator.transcript import Speaker, Turn
from simulator.voice.sound import Samples
from simulator.voice.wav import decode, resample, seconds_of

log = logging.getLogger(__name__)
RATE = 16_000
CHANNELS = (Speaker.AGENT, Speaker.CUSTOMER)
FRAME = 2 * len(CHANNELS)  # bytes: a 16-bit sample of each channel
HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
BLOCK = 8 * RATE  # frames composed at once

Audio = Callable[[int], bytes | None]
"""A turn's WAV by its position; it may reach a little beyond the turn on both sides."""


class Murmur(NamedTuple):
    """A sign of listening that the customer gave ``at`` seconds from pick-up."""

    at: float
    wav: bytes


class Piece(NamedTuple):
    """A sound in the recording: from frame ``first`` on, without its own first ``cut`` samples.

    ``number`` is its turn's, or behind the last turn that of a murmur.
    """

    number: int
    channel: int
    first: int
    size: int
    cut: int


def begins(turn: Turn, seconds: float) -> float:
    """When a turn's sound of that length begins, in seconds from pick-up: the turn stands in its middle."""
    assert turn.start is not None
    assert turn.end is not None
    return turn.start - max(0.0, seconds - (turn.end - turn.start)) / 2


class Recording:
    """The stereo WAV of a call, which may be read from anywhere. A damaged turn is left out."""

    def __init__(self, turns: Sequence[Turn], audio: Audio, murmurs: Sequence[Murmur] = ()) -> None:
        self._audio, self._turns, self._murmurs = audio, len(turns), murmurs
        said = [_said(index, turn, audio) for index, turn in enumerate(turns)]
        murmured = [_murmured(number, one) for number, one in enumerate(murmurs, start=len(turns))]
        self._pieces = [piece for piece in (*said, *murmured) if piece is not None]
        heard = max((piece.first + piece.size for piece in self._pieces), default=0)
        said_until = max((round(turn.end * RATE) for turn in turns if turn.end is not None), default=0)
        self._frames = max(heard, said_until) if heard else 0  # what was typed last has its time too
        self._latest: tuple[int, Samples] | None = None

    @property
    def seconds(self) -> float:
        """Its length; 0 where nothing was recorded."""
        return self._frames / RATE

    @property
    def size(self) -> int:
        """Its length in bytes, with the header."""
        return HEADER.size + self._frames * FRAME

    def read(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes ``first`` … ``last`` (one past), a block at a time."""
        if first < HEADER.size:
            yield self._header()[first:last]
        at = max(first, HEADER.size)
        while at < last:
            frame, skipped = divmod(at - HEADER.size, FRAME)
            until = min(last, at - skipped + BLOCK * FRAME)
            block = self._block(frame, -(-(until - HEADER.size) // FRAME))
            yield block[skipped : skipped + until - at]
            at = until

    def _header(self) -> bytes:
        size, channels = self._frames * FRAME, len(CHANNELS)
        form = (16, 1, channels, RATE, RATE * FRAME, FRAME, 16)
        return HEADER.pack(b"RIFF", HEADER.size - 8 + size, b"WAVE", b"fmt ", *form, b"data", size)

    def _block(self, first: int, last: int) -> bytes:
        both = np.zeros((last - first, len(CHANNELS)), np.float32)
        for piece in self._pieces:
            start, end = max(first, piece.first), min(last, piece.first + piece.size)
            if start < end:
                sound = self._samples(piece)[start - piece.first : end - piece.first]
                both[start - first : start - first + len(sound), piece.channel] += sound
        return (both.clip(-1, 1) * 32767).astype("<i2").tobytes()

    def _samples(self, piece: Piece) -> Samples:
        latest = self._latest
        if latest is None or latest[0] != piece.number:
            latest = self._latest = piece.number, self._decoded(piece.number)
        return latest[1][piece.cut :]

    def _decoded(self, number: int) -> Samples:
        """Silence where the recording has been deleted, or is damaged, since it was looked at."""
        murmur = number - self._turns
        wav = self._audio(number) if murmur < 0 else self._murmurs[murmur].wav
        try:
            return np.zeros(0, np.float32) if wav is None else resample(decode(wav), RATE).samples
        except AudioError as error:
            log.warning("piece %d cannot be heard: %s", number, error)
            return np.zeros(0, np.float32)


def _said(index: int, turn: Turn, audio: Audio) -> Piece | None:
    wav = audio(index)
    if wav is None or turn.start is None or turn.end is None:
        return None
    seconds = _seconds(index, wav)
    return None if seconds is None else _piece(index, turn.speaker, begins(turn, seconds), seconds)


def _murmured(number: int, murmur: Murmur) -> Piece | None:
    seconds = _seconds(number, murmur.wav)
    return None if seconds is None else _piece(number, Speaker.CUSTOMER, murmur.at, seconds)


def _seconds(number: int, wav: bytes) -> float | None:
    try:
        return seconds_of(wav)
    except AudioError as error:
        log.warning("piece %d is left out of the recording: %s", number, error)
        return None


def _piece(number: int, speaker: Speaker, begins: float, seconds: float) -> Piece:
    first, size = round(begins * RATE), round(seconds * RATE)
    cut = max(0, -first)
    return Piece(number, CHANNELS.index(speaker), max(0, first), max(0, size - cut), cut)
