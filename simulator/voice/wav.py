"""Recordings as bytes ↔ Sound: reads what a browser or a person uploads, writes 16-bit WAV."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import numpy as np
import soundfile

from simulator.errors import AudioError
from simulator.voice.sound import Samples, Sound

LONGEST_SECONDS = 300.0  # one utterance; nobody speaks longer without an answer
SILENT_DB = -52.0  # dB below full scale: the loudest moments of a muted microphone stay under it
NOISE_SECONDS = 0.12  # less voiced sound than that is no speech
FRAME = 512
READABLE = "wav, mp3, flac, ogg and opus can be read; webm and m4a too where the package av is installed"


def decode(data: bytes) -> Sound:
    """Any upload as mono sound. Raises AudioError (``not_audio``)."""
    samples, rate = decode_channels(data)
    return Sound(samples.mean(axis=1), rate)


def decode_channels(data: bytes) -> tuple[Samples, int]:
    """(n, channels) samples in -1 … 1 and their rate. Raises AudioError (``not_audio``)."""
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, ValueError, TypeError):
        samples, rate = _decode_container(data)
    if not len(samples):
        raise not_audio("the recording holds no sound")
    return np.nan_to_num(samples).clip(-1, 1), rate


def seconds_of(data: bytes) -> float:
    """How long a recording is; its sound is not read where its header tells. Raises AudioError."""
    try:
        return float(soundfile.info(io.BytesIO(data)).duration)
    except (soundfile.LibsndfileError, ValueError, TypeError):
        return decode(data).seconds


def _decode_container(data: bytes) -> tuple[Samples, int]:
    """webm, m4a and the like, by the av package that comes with the embedded recogniser."""
    try:
        import av
    except ImportError as error:
        raise AudioError(
            f"not a recording that can be read ({READABLE})", code="not_audio", readable=READABLE
        ) from error
    try:
        with av.open(io.BytesIO(data), "r") as container:
            stream = container.streams.audio[0]
            rate = stream.rate
            layout = "stereo" if stream.channels == 2 else "mono"
            to_float = av.AudioResampler(format="fltp", layout=layout, rate=rate)
            frames = [new.to_ndarray() for old in container.decode(stream) for new in to_float.resample(old)]
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise AudioError(
            f"not a recording that can be read ({READABLE})", code="not_audio", readable=READABLE
        ) from error
    if not frames:
        raise not_audio("the recording holds no sound")
    return np.concatenate(frames, axis=1).T.astype(np.float32), rate


def not_audio(what: str) -> AudioError:
    """The error for bytes that hold no sound."""
    return AudioError(f"{what}; {READABLE}", code="not_audio", readable=READABLE)


def encode(sound: Sound) -> bytes:
    """A mono 16-bit PCM WAV file."""
    return encode_channels(sound.samples[:, None], sound.rate)


def encode_channels(samples: Samples, rate: int) -> bytes:
    """A 16-bit PCM WAV file of (n, channels) samples: left agent, right customer."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="WAV", subtype="PCM_16")
    return file.getvalue()


def resample(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate, band-limited (spectrum cut or padded)."""
    if sound.rate == rate or not len(sound.samples):
        return Sound(sound.samples, rate)
    step = math.gcd(sound.rate, rate)
    unit_in, unit_out = sound.rate // step, rate // step
    blocks = _smooth(-(-len(sound.samples) // unit_in))
    spectrum = np.fft.rfft(sound.samples, blocks * unit_in)
    size = blocks * unit_out
    kept = np.zeros(size // 2 + 1, spectrum.dtype)
    shared = min(len(spectrum), len(kept))
    kept[:shared] = spectrum[:shared]
    samples = np.fft.irfft(kept, size) * (size / (blocks * unit_in))
    length = round(len(sound.samples) * rate / sound.rate)
    return Sound(samples[:length].astype(np.float32), rate)


def concatenated(sounds: Sequence[Sound]) -> Sound | None:
    """The sounds one after the other, at the rate of the first; None when there are none."""
    if not sounds:
        return None
    rate = sounds[0].rate
    return Sound(np.concatenate([resample(sound, rate).samples for sound in sounds]), rate)


def _smooth(number: int) -> int:
    """The next number without prime factors above 5, on which the transform is fast."""
    while True:
        rest = number
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return number
        number += 1


def check_recording(sound: Sound) -> None:
    """Raise AudioError when an utterance cannot be worked with: ``silent``, ``too_noisy``, ``too_long``."""
    from simulator.voice.acoustics import voiced_seconds

    if sound.seconds > LONGEST_SECONDS:
        raise AudioError(
            f"the recording lasts {sound.seconds:.0f} s; at most {LONGEST_SECONDS:.0f} s at a time",
            code="too_long",
            seconds=round(sound.seconds),
            most=round(LONGEST_SECONDS),
        )
    if loudest_db(sound) < SILENT_DB:
        raise AudioError("nothing can be heard in the recording; is the microphone on?", code="silent")
    if voiced_seconds(sound) < NOISE_SECONDS:
        raise AudioError("no voice stands out of the noise; speak closer to the microphone", code="too_noisy")


def loudest_db(sound: Sound) -> float:
    """Level of the loudest frames (95th percentile) in dB below full scale."""
    whole = sound.samples[: len(sound.samples) // FRAME * FRAME].reshape(-1, FRAME)
    frames = whole if len(whole) else sound.samples[None]
    power = (frames.astype(np.float64) ** 2).mean(axis=1)
    return float(10 * np.log10(np.percentile(power, 95) + 1e-12))
