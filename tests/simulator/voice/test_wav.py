import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import AudioError
from simulator.voice.sound import Sound
from simulator.voice.wav import (
    check_recording,
    concatenated,
    decode,
    decode_channels,
    encode,
    encode_channels,
    resample,
)
from tests.simulator.voice.sounds import RATE, noise, silence, voice


def peak_hz(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(spectrum.argmax() * sound.rate / len(sound.samples))


def test_what_is_written_is_read_again() -> None:
    sound = decode(encode(Sound(voice(0.5), RATE)))
    assert sound.rate == RATE
    assert np.abs(sound.samples - voice(0.5)).max() < 1e-4


def test_two_channels_stay_apart() -> None:
    both = np.stack([voice(0.2), silence(0.2)], axis=1)
    samples, rate = decode_channels(encode_channels(both, RATE))
    assert (samples.shape, rate) == (both.shape, RATE)
    assert np.abs(samples[:, 1]).max() == 0


@pytest.mark.parametrize("kind", ["MP3", "FLAC", "OGG"])
def test_compressed_uploads_are_read(kind: str) -> None:
    file = io.BytesIO()
    soundfile.write(file, voice(1.0, rate=24_000), 24_000, format=kind)
    sound = decode(file.getvalue())
    assert sound.seconds == pytest.approx(1.0, abs=0.1)


@pytest.mark.voice
@pytest.mark.parametrize(("container", "codec"), [("webm", "libopus"), ("mp4", "aac")])
def test_what_browsers_record_is_read(container: str, codec: str) -> None:
    import av

    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(voice(1.0, rate=48_000)[None], format="fltp", layout="mono")
        frame.rate = 48_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)
    assert decode(file.getvalue()).seconds == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"%PDF-1.7 not a sound at all", encode(Sound(silence(1), RATE))[:44]]
)
def test_anything_else_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(AudioError) as refused:
        decode(data)
    assert refused.value.code == "not_audio"


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_another_rate_keeps_length_and_pitch(rate: int) -> None:
    time = np.arange(rate) / rate
    tone = Sound(np.sin(2 * np.pi * 440 * time).astype(np.float32), rate)
    other = resample(tone, 16_000)
    assert other.seconds == pytest.approx(1.0, abs=1e-3)
    assert peak_hz(other) == pytest.approx(440, abs=2)
    assert float(np.std(other.samples)) == pytest.approx(0.707, abs=0.02)


@given(st.integers(1, 4000), st.sampled_from([8000, 11_025, 24_000, 48_000]))
def test_any_length_can_be_resampled(length: int, rate: int) -> None:
    assert len(resample(Sound(np.ones(length, np.float32), rate), 16_000).samples) == round(
        length * 16_000 / rate
    )


def test_sounds_of_different_rates_join() -> None:
    whole = concatenated([Sound(voice(1.0), RATE), Sound(voice(1.0, rate=24_000), 24_000)])
    assert whole is not None
    assert whole.seconds == pytest.approx(2.0, abs=0.01)
    assert concatenated([]) is None


@pytest.mark.parametrize(
    ("samples", "code"),
    [
        (silence(2), "silent"),
        (noise(2, 1e-4), "silent"),
        (noise(2, 0.2), "too_noisy"),
        (voice(301), "too_long"),
    ],
)
def test_a_recording_that_cannot_be_used_says_why(samples: np.ndarray, code: str) -> None:
    with pytest.raises(AudioError) as refused:
        check_recording(Sound(samples, RATE))
    assert refused.value.code == code


def test_a_quiet_voice_in_some_noise_can_be_used() -> None:
    check_recording(Sound(voice(1.5, level=0.02) + noise(1.5, 0.002), RATE))
