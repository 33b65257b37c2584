from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.errors import AudioError
from simulator.transcript import Speaker, Transcript, Turn
from simulator.voice import figures as named
from simulator.voice import measures
from simulator.voice.measures import syllables, turn_voices
from simulator.voice.sound import Sound
from simulator.voice.wav import encode, encode_channels
from tests.simulator.voice.sounds import RATE, silence, voice
from tests.simulator.voice.sounds import syllables as spoken

A, C = Speaker.AGENT, Speaker.CUSTOMER


def call(*turns: Turn, audio: str | None = None) -> Transcript:
    return Transcript(call_id="c", language="zh-CN", turns=turns, audio=audio)


def measure_call(transcript: Transcript, folder: Path | None = None) -> dict[str, Any]:
    return named.figures(measures.measure_call(transcript, folder))


def measure_wav(data: bytes, speaker: Speaker = A) -> dict[str, Any]:
    return named.figures(measures.measure_recording(data, speaker))


def test_rates_from_times_and_texts() -> None:
    measured = measure_call(
        call(
            Turn(speaker=A, text="您好很高兴为您服务", start=0, end=3),
            Turn(speaker=C, text="喂?", start=3, end=4),
        )
    )
    assert measured["agent_rate_cpm"] == 180
    assert measured["customer_rate_cpm"] == 60
    assert measured["rate_from"] == {"agent": "text", "customer": "text"}
    assert measured["f0_median_hz"] == {"agent": None, "customer": None}


def test_a_text_chat_has_no_times_and_none_are_invented() -> None:
    measured = measure_call(call(Turn(speaker=A, text="您好"), Turn(speaker=C, text="你好")))
    assert measured["talk_share_agent"] is None
    assert measured["dead_airs"] is None
    assert measured["rate_from"] == {"agent": None, "customer": None}


@pytest.mark.parametrize(("text", "count"), [("您好,尾号2216", 8), ("hello there", 3), ("", 0), ("59元", 4)])
def test_spoken_units(text: str, count: int) -> None:
    assert syllables(text) == count


def stereo() -> bytes:
    left = np.concatenate([voice(3, 120), silence(10)])
    right = np.concatenate([silence(2), voice(3, 220, level=0.1), silence(6), voice(2, 220, level=0.1)])
    return encode_channels(np.stack([left, right], axis=1), RATE)


def test_a_stereo_recording_is_measured_by_channel() -> None:
    measured = measure_wav(stereo())
    assert measured["talk_share_agent"] == pytest.approx(3 / 8, abs=0.02)
    assert measured["overtalk_s"] == pytest.approx(1.0, abs=0.06)
    assert measured["dead_airs"] == 1
    assert measured["f0_median_hz"]["agent"] == pytest.approx(120, rel=0.03)
    assert measured["level_db"]["agent"] > measured["level_db"]["customer"] + 6
    assert measured["rate_from"] == {"agent": "signal", "customer": "signal"}


def test_the_turns_of_a_recording_are_measured_one_by_one() -> None:
    turns = measure_wav(stereo())["turns"]
    assert [turn["speaker"] for turn in turns] == ["agent", "customer", "customer"]
    assert [turn["start"] for turn in turns] == pytest.approx([0, 2, 11], abs=0.05)
    assert turns[0]["f0_median_hz"] == pytest.approx(120, rel=0.03)
    assert turns[1]["overtalk_s"] == pytest.approx(1.0, abs=0.06)


def test_silence_between_a_sides_turns_is_none_of_its_pauses() -> None:
    assert measure_wav(stereo())["pauses"] == {"agent": 0, "customer": 0}


def test_a_call_takes_its_voice_measures_from_the_recordings_beside_it(tmp_path: Path) -> None:
    (tmp_path / "c.wav").write_bytes(stereo())
    (tmp_path / "t1.wav").write_bytes(encode(Sound(voice(2, 200), RATE)))
    whole = measure_call(call(Turn(speaker=A, text="您好"), audio="c.wav"), tmp_path)
    turnwise = measure_call(call(Turn(speaker=C, text="您好", audio="t1.wav")), tmp_path)
    assert whole["overtalk_s"] == pytest.approx(1.0, abs=0.06)
    assert whole["agent_rate_cpm"] == pytest.approx(60 * 2 / 3, abs=2)
    assert whole["rate_from"]["agent"] == "text"
    assert turnwise["f0_median_hz"]["customer"] == pytest.approx(200, rel=0.03)
    assert turnwise["talk_share_agent"] is None  # of the agent nothing is recorded


def test_without_times_the_recordings_of_the_turns_tell_the_talk_share(tmp_path: Path) -> None:
    for name, seconds in (("a", 3), ("c", 1)):
        (tmp_path / f"{name}.wav").write_bytes(encode(Sound(voice(seconds), RATE)))
    turns = (Turn(speaker=A, text="您好", audio="a.wav"), Turn(speaker=C, text="喂", audio="c.wav"))
    measured = measure_call(call(*turns), tmp_path)
    assert measured["talk_share_agent"] == pytest.approx(0.75, abs=0.02)
    assert measured["overtalk_s"] is None


@pytest.mark.parametrize(
    ("start", "end"), [(3, 1), (2, 2), (float("nan"), 2), (0, float("inf")), (1e300, 1e301)]
)
def test_times_that_cannot_be_are_as_none(tmp_path: Path, start: float, end: float) -> None:
    (tmp_path / "c.wav").write_bytes(stereo())
    wrong = Turn(speaker=A, text="您好", start=start, end=end)
    right = Turn(speaker=C, text="喂", start=2, end=5)
    measured = measure_call(call(wrong, right, audio="c.wav"), tmp_path)
    assert measured["talk_s"] == {"agent": 0, "customer": 3}
    assert measured["agent_rate_cpm"] is None


def test_each_turn_with_times_is_measured_in_its_stretch_of_the_recording(tmp_path: Path) -> None:
    (tmp_path / "c.wav").write_bytes(stereo())
    turns = (
        Turn(speaker=A, text="您好很高兴", start=0, end=3),
        Turn(speaker=C, text="喂", start=2, end=5),
        Turn(speaker=C, text="人呢人呢", start=11, end=13),
    )
    voices = turn_voices(call(*turns, audio="c.wav"), tmp_path)
    assert [voices[index].rate for index in range(3)] == pytest.approx([100, 20, 120], rel=0.05)
    assert voices[2].f0_median_hz == pytest.approx(220, rel=0.03)


def test_pauses_do_not_slow_the_rate_down_and_a_text_is_preferred_to_the_sound(tmp_path: Path) -> None:
    line = np.concatenate([spoken(6), silence(1.0), spoken(6)])
    (tmp_path / "t.wav").write_bytes(encode(Sound(line, RATE)))
    heard = measure_call(call(Turn(speaker=A, text="", audio="t.wav")), tmp_path)
    worded = measure_call(call(Turn(speaker=A, text="一二三四五六七八九十", audio="t.wav")), tmp_path)
    assert heard["rate_from"]["agent"] == "signal"
    assert heard["agent_rate_cpm"] == pytest.approx(300, rel=0.1)
    assert heard["pauses"]["agent"] == 1
    assert worded["agent_rate_cpm"] == pytest.approx(250, rel=0.1)


def test_one_channel_is_one_person_and_only_that_persons() -> None:
    data = encode(Sound(np.concatenate([spoken(10), silence(6), spoken(10)]), RATE))
    agent, customer = measure_wav(data), measure_wav(data, C)
    assert agent["agent_rate_cpm"] == agent["rate_cpm"] == customer["customer_rate_cpm"]
    assert agent["customer_rate_cpm"] is None
    assert agent["talk_share_agent"] is None
    assert agent["dead_airs"] == 1


def test_two_channels_with_the_same_sound_are_one_person() -> None:
    one = spoken(10)
    assert measure_wav(encode_channels(np.stack([one, one], axis=1), RATE))["talk_share_agent"] is None


def test_the_system_delay_on_file_is_no_dead_air() -> None:
    asked = Turn(speaker=A, text="请问", start=0, end=2)
    late = measure_call(call(asked, Turn(speaker=C, text="喂", start=9, end=10)))
    working = measure_call(call(asked, Turn(speaker=C, text="喂", start=9, end=10, system_delay=6.5)))
    assert (late["dead_air_s"], late["response_gap_s"]["customer"]) == (7, 7)
    assert (working["dead_air_s"], working["response_gap_s"]["customer"]) == (0, 0.5)
    assert working["system_delay_s"] == 6.5


def test_a_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"gone\.wav"):
        measure_call(call(Turn(speaker=C, text="喂", audio="gone.wav")), tmp_path)
