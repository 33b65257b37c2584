"""What goes over the wire, and who may."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.telephone.wire import (
    CLIP,
    FRAME,
    LONGEST_CHECK,
    NUMBER,
    from_our_page,
    pack_clip,
    unpack_frame,
    unpack_recording,
)
from simulator.voice.sound import Sound


@given(st.integers(0, 2**32 - 1), st.integers(-32768, 32767))
def test_a_frame_arrives_as_it_was_sent(number, value):
    packed = NUMBER.pack(number) + np.full(FRAME, value, "<i2").tobytes()
    got = unpack_frame(packed)
    assert got is not None
    assert got[0] == number
    assert np.allclose(got[1], value / 32768)


@given(st.binary(max_size=4000))
def test_anything_else_is_no_frame(data):
    assert len(data) == NUMBER.size + 2 * FRAME or unpack_frame(data) is None


@given(st.lists(st.integers(-32768, 32767), min_size=1, max_size=50))
def test_a_recording_arrives_as_it_was_sent(values):
    got = unpack_recording(base64.b64encode(np.array(values, "<i2").tobytes()).decode())
    assert got is not None
    assert list(got * 32768) == values


@given(st.none() | st.integers() | st.text(max_size=40) | st.binary(max_size=40))
def test_anything_else_is_a_recording_of_whole_samples_or_none(told):
    got = unpack_recording(told)
    assert got is None or len(got) > 0


def test_a_recording_that_is_too_long_is_none():
    assert unpack_recording(base64.b64encode(bytes(LONGEST_CHECK)).decode()) is not None
    assert unpack_recording(base64.b64encode(bytes(LONGEST_CHECK + 60)).decode()) is None


def test_a_clip_tells_its_line_and_rate_and_never_wraps_round():
    packed = pack_clip(7, Sound(np.array([-2.0, 0.0, 2.0], np.float32), 24_000))
    assert CLIP.unpack_from(packed) == (7, 24_000)
    assert list(np.frombuffer(packed, "<i2", offset=CLIP.size)) == [-32767, 0, 32767]


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"origin": "http://localhost:8501", "host": "localhost:8501"}, True),
        ({"origin": "https://train.example", "host": "10.0.0.4", "x-forwarded-host": "train.example"}, True),
        ({"origin": "https://evil.example", "host": "localhost:8501"}, False),
        ({"origin": "http://localhost:9999", "host": "localhost:8501"}, False),
        ({"host": "localhost:8501"}, False),
        ({}, False),
    ],
)
def test_only_our_own_page_may_open_the_line(headers, ours):
    assert from_our_page(headers) is ours
