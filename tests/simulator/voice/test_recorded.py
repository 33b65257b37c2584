"""Recordings of calls: what does not matter to the measures, and what cannot be read."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import AudioError
from simulator.transcript import Speaker
from simulator.voice.figures import figures
from simulator.voice.measures import measure_recording
from simulator.voice.sound import Samples, Sound
from simulator.voice.wav import resample
from tests.simulator.voice.sounds import RATE, noise, scripted, silence

CALL = scripted(
    ("agent", 0.5, 15), ("customer", 4.0, 20), ("agent", 7.2, 10), ("customer", 10, 5), seconds=12
)
SHARE = 25 / 50  # 15 + 10 of 50 syllables
FEW = settings(max_examples=8, deadline=None)


def measured(samples: Samples, rate: int = RATE, kind: str = "WAV", subtype: str = "FLOAT") -> dict[str, Any]:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=kind, subtype=subtype)
    return figures(measure_recording(file.getvalue(), Speaker.AGENT))


def rates(found: dict[str, Any]) -> list[float]:
    return [found["agent_rate_cpm"], found["customer_rate_cpm"]]


def alike(one: dict[str, Any], other: dict[str, Any], rate: float = 0.08) -> None:
    assert one["talk_share_agent"] == pytest.approx(other["talk_share_agent"], abs=0.02)
    assert one["overtalk_s"] == pytest.approx(other["overtalk_s"], abs=0.1)
    assert one["silence_s"] == pytest.approx(other["silence_s"], abs=0.3)
    assert rates(one) == pytest.approx(rates(other), rel=rate)


def test_a_scripted_call_is_measured_as_it_was_written() -> None:
    found = measured(CALL)
    assert found["talk_share_agent"] == pytest.approx(SHARE, abs=0.02)
    assert found["overtalk_s"] == pytest.approx(0.8, abs=0.1)
    assert rates(found) == pytest.approx([300, 300], rel=0.08)
    assert [turn["speaker"] for turn in found["turns"]] == ["agent", "customer"] * 2


@FEW
@given(st.floats(-45, 0), st.floats(-45, 0))
def test_the_gain_of_either_channel_does_not_matter(left: float, right: float) -> None:
    alike(measured(CALL * np.float32([10 ** (left / 20), 10 ** (right / 20)])), measured(CALL))


def test_swapping_the_channels_swaps_the_sides() -> None:
    straight, swapped = measured(CALL), measured(CALL[:, ::-1])
    assert swapped["talk_share_agent"] == pytest.approx(1 - straight["talk_share_agent"])
    assert rates(swapped) == rates(straight)[::-1]
    assert swapped["f0_median_hz"] == dict(
        zip(["customer", "agent"], straight["f0_median_hz"].values(), strict=True)
    )
    assert swapped["overtalk_s"] == straight["overtalk_s"]


@FEW
@given(st.floats(5, 20))
def test_added_silence_is_dead_air_of_that_length(seconds: float) -> None:
    gap = np.zeros((round(seconds * RATE), 2), np.float32)
    longer = measured(np.concatenate([CALL[: round(9.5 * RATE)], gap, CALL[round(9.5 * RATE) :]]))
    before = measured(CALL)
    own = 10 - 9.2
    assert before["dead_airs"] == 0
    assert longer["dead_air_s"] == pytest.approx(seconds + own, abs=0.1)
    assert longer["talk_share_agent"] == pytest.approx(before["talk_share_agent"], abs=0.01)


def test_silence_before_and_after_the_talk_is_none_of_the_call() -> None:
    room = np.zeros((8 * RATE, 2), np.float32)
    padded = measured(np.concatenate([room, CALL, room]))
    alike(padded, measured(CALL))
    assert padded["dead_airs"] == 0


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 44100, 48000])
def test_another_sample_rate_changes_nothing_much(rate: int) -> None:
    other = np.stack([resample(Sound(channel, RATE), rate).samples for channel in CALL.T], axis=1)
    alike(measured(other, rate), measured(CALL))


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("MP3", "MPEG_LAYER_III"), ("WAV", "ULAW"), ("WAV", "PCM_U8")],
)
def test_other_formats_and_codings_are_read_as_wav_is(kind: str, subtype: str) -> None:
    alike(measured(CALL, kind=kind, subtype=subtype), measured(CALL), rate=0.1)


def test_noise_hum_and_clipping_are_borne() -> None:
    time = np.arange(len(CALL)) / RATE
    hum = (0.02 * np.sin(2 * np.pi * 50 * time)).astype(np.float32)[:, None]
    hiss = np.stack([noise(12, 0.008, seed) for seed in (1, 2)], axis=1)  # about 20 dB below the speech
    for heard in (CALL + hum, CALL + hiss, np.clip(CALL * 4, -0.8, 0.8)):
        alike(measured(heard), measured(CALL), rate=0.12)


@pytest.mark.parametrize(("lower", "later"), [(10, 0.0), (20, 0.0), (20, 0.15), (30, 0.2)])
def test_the_other_side_heard_through_is_nobodys_talk(lower: float, later: float) -> None:
    shift = round(later * RATE)
    echo = np.concatenate([np.zeros((shift, 2), np.float32), CALL[: len(CALL) - shift, ::-1]])
    heard, alone = measured(CALL + echo * np.float32(10 ** (-lower / 20))), measured(CALL)
    assert heard["talk_share_agent"] == pytest.approx(alone["talk_share_agent"], abs=0.02)
    assert heard["overtalk_s"] == pytest.approx(alone["overtalk_s"], abs=0.2)
    assert rates(heard) == pytest.approx(rates(alone), rel=0.12)


def test_people_who_talk_at_once_are_both_heard() -> None:
    both = scripted(("agent", 1, 20), ("customer", 3, 20), seconds=9) * np.float32([1, 0.3])
    assert measured(both)["overtalk_s"] == pytest.approx(2.0, abs=0.1)


def test_a_long_recording_is_measured_in_pieces_without_seams() -> None:
    """Turns lie on the borders of the half minutes in which it is read."""
    turns = [(side, start, 10) for start in range(1, 118, 4) for side in ("agent",)]
    turns += [("customer", start + 2, 5) for start in range(1, 118, 4)]
    found = measured(scripted(*turns, seconds=121))
    assert len(found["turns"]) == len(turns)
    assert found["talk_share_agent"] == pytest.approx(2 / 3, abs=0.01)
    assert rates(found) == pytest.approx([300, 300], rel=0.1)


@pytest.mark.parametrize(
    "samples",
    [
        silence(1)[:1],
        silence(5),
        noise(5),
        np.full(RATE, np.nan, np.float32),
        np.stack([noise(5), noise(5, 0.1, 1)], 1),
    ],
    ids=["one sample", "silence", "noise", "not numbers", "noise on both channels"],
)
def test_where_nobody_speaks_nothing_is_claimed(samples: Samples) -> None:
    found = measured(samples)
    assert found["talk_share_agent"] is None
    assert rates(found) == [None, None]
    assert found["turns"] == []


def wav() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, noise(1), RATE, format="WAV")
    return file.getvalue()


def with_rate(rate: int) -> bytes:
    return wav()[:24] + rate.to_bytes(4, "little") + wav()[28:]


def three_channels() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.stack([noise(1)] * 3, axis=1), RATE, format="WAV")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a recording"),
        (b"no sound at all" * 50, "not a recording"),
        (wav()[:30], "not a recording"),
        (wav()[:44], "no sound|not a recording"),
        (with_rate(100), "100 samples a second"),
        (with_rate(2**31 - 1), "samples a second"),
        (three_channels(), "3 channels; a call has two"),
    ],
    ids=["empty", "text", "half a header", "header only", "100 Hz", "2 GHz", "three channels"],
)
def test_what_cannot_be_measured_is_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(AudioError, match=told) as refused:
        measure_recording(data, Speaker.AGENT, "x.wav")
    assert "x.wav" in str(refused.value)
