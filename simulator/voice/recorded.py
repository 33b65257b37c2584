"""Recordings as frames: a call's two channels, or one person's, read piece by piece.

An hour of a call is never in memory as sound, only as curves of 10 ms.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import soundfile

from simulator.errors import AudioError
from simulator.transcript import Speaker
from simulator.voice.acoustics import Frames, frames_of
from simulator.voice.crosstalk import without_leak
from simulator.voice.curves import FRAMES_A_SECOND, Curves, curves_of
from simulator.voice.sound import Samples
from simulator.voice.speech import EDGE_SECONDS, runs
from simulator.voice.talk import OTHER, SIDES, Stretch
from simulator.voice.wav import READABLE, decode_channels, not_audio

RATES = (4_000, 768_000)  # samples a second between which a recording of speech lies
READ = 1 << 18  # samples read at once
BREATH_SECONDS = 0.8  # a shorter silence inside one side's talk is a pause, whatever the other side does
PAUSE_SECONDS = 2.0  # likewise where the other side does not speak meanwhile
LEAST_SECONDS = 0.15  # a shorter burst is a click or a breath


def read_person(data: bytes, name: str = "the recording") -> Frames:
    """One person's recording; several channels are heard as one. Raises AudioError."""
    return frames_of(curves_of(_mixed(_pieces(data, name)), _rate(data, name))[0])


def read_recording(data: bytes, name: str = "the recording") -> Frames | dict[Speaker, Frames]:
    """A call as its two sides (left agent, right customer), anything of one channel as one person.

    Two channels that hold the same sound are one. Raises AudioError.
    """
    read = curves_of(_pieces(data, name), _rate(data, name))
    if len(read) > len(SIDES):
        raise AudioError(
            f"{name}: {len(read)} channels; a call has two (left agent, right customer), one person one",
            code="not_stereo",
        )
    found = [frames_of(channel) for channel in read]
    if len(found) == 1 or _same(*read):
        return found[0]
    agent, customer = found
    return {Speaker.AGENT: without_leak(agent, customer), Speaker.CUSTOMER: without_leak(customer, agent)}


def read_sides(data: bytes, name: str) -> dict[Speaker, Frames]:
    """A call's two sides. Raises AudioError, also for a recording that does not keep them apart."""
    found = read_recording(data, name)
    if isinstance(found, Frames):
        raise AudioError(f"{name}: a call needs two channels (left agent, right customer)", code="not_stereo")
    return found


def stretches(sides: Mapping[Speaker, Frames]) -> list[Stretch]:
    """Where each side talks. A silence inside one side's talk is a pause, not the end of it.

    That holds for a breath, and for up to 2 s as long as the other side does not take its chance.
    """
    bursts = {side: _bursts(found) for side, found in sides.items()}
    return [
        Stretch(side, start, end)
        for side, own in bursts.items()
        for start, end in _bridged(own, bursts.get(OTHER[side], []))
        if end - start >= LEAST_SECONDS
    ]


def _bursts(found: Frames) -> list[tuple[float, float]]:
    return [(a / FRAMES_A_SECOND + EDGE_SECONDS, b / FRAMES_A_SECOND) for a, b in runs(found.speech)]


def _bridged(
    own: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    starts, ends = np.array([one[0] for one in others]), np.array([one[1] for one in others])
    joined: list[tuple[float, float]] = []
    for start, end in own:
        silence = start - joined[-1][1] if joined else np.inf
        alone = silence < PAUSE_SECONDS and not np.any((starts < start) & (ends > joined[-1][1]))
        if silence < BREATH_SECONDS or alone:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _same(one: Curves, other: Curves) -> bool:
    """Whether two channels hold the same sound."""
    return bool(np.allclose(one.level_db, other.level_db, atol=0.1))


def _rate(data: bytes, name: str) -> int:
    try:
        rate = int(soundfile.info(io.BytesIO(data)).samplerate)
    except (soundfile.LibsndfileError, ValueError, TypeError):
        rate = _decoded(data, name)[1]
    if not RATES[0] <= rate <= RATES[1]:
        raise not_audio(f"{name}: {rate} samples a second; speech has {RATES[0]:,} to {RATES[1]:,}")
    return rate


def _pieces(data: bytes, name: str) -> Iterator[Samples]:
    """The recording's (n, channels) samples in -1 … 1, as they are read; never none at all."""
    empty = True
    for piece in _read(data, name):
        if len(piece):
            empty = False
            yield np.nan_to_num(piece).clip(-1, 1)
    if empty:
        raise not_audio(f"{name}: the recording holds no sound")


def _read(data: bytes, name: str) -> Iterator[Samples]:
    try:
        file = soundfile.SoundFile(io.BytesIO(data))
    except (soundfile.LibsndfileError, ValueError, TypeError):
        yield _decoded(data, name)[0]
        return
    try:
        with file:
            yield from file.blocks(READ, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise not_audio(f"{name}: the recording is damaged") from error


def _decoded(data: bytes, name: str) -> tuple[Samples, int]:
    try:
        return decode_channels(data)
    except AudioError as error:
        raise AudioError(f"{name}: {error}", code=error.code, readable=READABLE) from error


def _mixed(pieces: Iterator[Samples]) -> Iterator[Samples]:
    return (piece.mean(axis=1, keepdims=True) for piece in pieces)
