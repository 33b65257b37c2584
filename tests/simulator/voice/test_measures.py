from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import AudioError
from simulator.transcript import Speaker, Transcript, Turn
from simulator.voice.measures import measure_call, measure_wav, syllables, timing
from simulator.voice.sound import Sound
from simulator.voice.wav import encode, encode_channels
from tests.simulator.voice.sounds import RATE, silence, voice

A, C = Speaker.AGENT, Speaker.CUSTOMER
STRETCH = st.tuples(st.floats(0, 100), st.floats(0.1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def call(*turns: Turn, audio: str | None = None) -> Transcript:
    return Transcript(call_id="c", language="zh-CN", turns=turns, audio=audio)


def test_shares_overlap_and_silence() -> None:
    measured = timing({A: [(0, 3), (9, 12)], C: [(3, 9.5)]})
    assert measured.talk_share_agent == pytest.approx(6 / 12.5)
    assert measured.overtalk_s == pytest.approx(0.5)
    assert (measured.interruptions, measured.dead_airs, measured.silence_s) == (0, 0, 0)


def test_talking_over_the_customer_for_a_second_is_an_interruption() -> None:
    assert timing({A: [(4, 8)], C: [(0, 5.2)]}).interruptions == 1
    assert timing({A: [(2, 2.6)], C: [(0, 5)]}).interruptions == 0  # 嗯
    assert timing({A: [(0, 5)], C: [(3, 8)]}).interruptions == 0  # the customer did it


def test_dead_air_counts_from_five_seconds_whoever_was_silent() -> None:
    measured = timing({A: [(0, 1), (6, 7)], C: [(11.9, 13), (20, 21)]})
    assert (measured.dead_airs, measured.dead_air_s) == (2, 12.0)
    assert measured.longest_silence_s == 7.0


@given(st.lists(STRETCH, max_size=6), st.lists(STRETCH, max_size=6))
def test_swapping_the_sides_keeps_what_is_common(one: list, other: list) -> None:
    straight, swapped = timing({A: one, C: other}), timing({A: other, C: one})
    assert straight.overtalk_s == pytest.approx(swapped.overtalk_s)
    assert straight.silence_s == pytest.approx(swapped.silence_s)
    if one or other:
        assert straight.talk_share_agent == pytest.approx(1 - swapped.talk_share_agent)


def test_a_customer_turn_broken_off_in_the_text_is_an_interruption() -> None:
    measured = measure_call(
        call(
            Turn(speaker=C, text="我昨天明明——", start=0, end=2),
            Turn(speaker=A, text="您先听我说", start=2, end=4),
        )
    )
    assert measured["interruptions"] == 1


def test_rates_from_times_and_texts() -> None:
    measured = measure_call(
        call(
            Turn(speaker=A, text="您好很高兴为您服务", start=0, end=3),
            Turn(speaker=C, text="喂?", start=3, end=4),
        )
    )
    assert measured["agent_rate_cpm"] == 180
    assert measured["customer_rate_cpm"] == 60
    assert measured["f0_median_hz"] == {"agent": None, "customer": None}


def test_a_text_chat_has_no_times_and_none_are_invented() -> None:
    measured = measure_call(call(Turn(speaker=A, text="您好"), Turn(speaker=C, text="你好")))
    assert measured["talk_share_agent"] is None
    assert measured["dead_airs"] is None


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


def test_a_call_takes_its_voice_measures_from_the_recordings_beside_it(tmp_path: Path) -> None:
    (tmp_path / "c.wav").write_bytes(stereo())
    (tmp_path / "t1.wav").write_bytes(encode(Sound(voice(2, 200), RATE)))
    whole = measure_call(call(Turn(speaker=A, text="您好"), audio="c.wav"), tmp_path)
    turnwise = measure_call(call(Turn(speaker=C, text="您好", audio="t1.wav")), tmp_path)
    assert whole["overtalk_s"] == pytest.approx(1.0, abs=0.06)
    assert turnwise["f0_median_hz"]["customer"] == pytest.approx(200, rel=0.03)


def test_a_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"gone\.wav"):
        measure_call(call(Turn(speaker=C, text="喂", audio="gone.wav")), tmp_path)
