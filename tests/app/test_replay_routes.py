"""The recording by its address: any part of it, only with a key, never kept, gone when it is deleted."""

from __future__ import annotations

import asyncio
import io
import json
from typing import NamedTuple

import numpy as np
import pytest
import soundfile
from starlette.applications import Starlette

from app.replaying.keys import KEYS, Heard, Keys
from app.replaying.routes import routes
from app.storage import Store
from simulator.transcript import EndReason, Speaker, Turn
from simulator.voice.sound import Sound
from simulator.voice.wav import encode
from tests.app.storage.samples import persona, scenario

RATE = 16_000
SITE = Starlette(routes=routes())


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def get(path: str, query: str = "", **headers: str) -> Answer:
    """What the server answers to a browser."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[dict] = []

    async def receive() -> dict:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(SITE(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{(tmp_path / 'x.db').as_posix()}", tmp_path / "media")
    yield store
    store.close()


@pytest.fixture
def heard(store) -> Heard:
    call_id = store.begin_call(
        learner=store.learners.named("小李"), scenario=scenario(), persona=persona(), seed=1, language="zh"
    )
    dice = np.random.default_rng(3)
    for index, who in enumerate(Speaker):
        sound = Sound(dice.uniform(-0.5, 0.5, 2 * RATE).astype(np.float32), RATE)
        turn = Turn(speaker=who, text="您好，请讲。", start=2.0 * index, end=2.0 * index + 2)
        store.turns.add(call_id, index, turn, encode(sound))
    store.end_call(call_id, EndReason.ACCEPTED)
    return Heard(store, call_id)


@pytest.fixture
def address(heard) -> str:
    return f"/replay/{KEYS.give(heard)}"


def test_the_whole_call_comes_as_a_stereo_wav_that_nobody_keeps(address):
    answer = get(f"{address}/call.wav")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert int(answer.headers["content-length"]) == len(answer.body)
    samples, rate = soundfile.read(io.BytesIO(answer.body))
    assert (samples.shape, rate) == ((4 * RATE, 2), RATE)
    assert np.abs(samples[: 2 * RATE, 0]).max() > 0.4
    assert np.abs(samples[: 2 * RATE, 1]).max() == 0


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, None),
        ("bytes=100000-", 100_000, None),
        ("bytes=7-99", 7, 100),
        ("bytes=-50", -50, None),
    ],
)
def test_a_part_of_it_is_the_same_as_in_the_whole(address, asked, first, last):
    whole = get(f"{address}/call.wav").body
    part = get(f"{address}/call.wav", range=asked)
    assert part.status == 206
    assert part.body == whole[first:last]
    start = first % len(whole)
    assert part.headers["content-range"] == f"bytes {start}-{start + len(part.body) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=50-20"])
def test_a_part_that_is_not_there_is_said_to_be_none(address, asked):
    assert get(f"{address}/call.wav", range=asked).status == 416


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=1-2,5-6", "bytes=x"])
def test_what_is_no_range_gets_everything(address, asked):
    assert get(f"{address}/call.wav", range=asked).status == 200


def test_a_download_has_a_name(address, heard):
    assert f'{heard.call_id}.wav"' in get(f"{address}/call.wav", "download").headers["content-disposition"]


def test_word_times_are_told_as_far_as_they_are_known(address, heard):
    assert json.loads(get(f"{address}/words").body) == {"words": {}, "complete": False}


def test_without_a_key_there_is_nothing():
    for path in ("/replay/guessed/call.wav", "/replay/guessed/words"):
        assert get(path).status == 404


def test_after_a_deletion_there_is_nothing(address, heard, store):
    assert get(f"{address}/call.wav").status == 200
    store.erasure.recording(heard.call_id)
    assert get(f"{address}/call.wav").status == 404
    assert json.loads(get(f"{address}/words").body)["complete"], "no word will be timed any more"
    store.erasure.call(heard.call_id)
    assert get(f"{address}/call.wav").status == 404
    assert get(f"{address}/words").status == 404


def test_keys_cannot_be_guessed_and_old_ones_go(heard, monkeypatch):
    monkeypatch.setattr("app.replaying.keys.MOST", 2)
    keys = Keys()
    given = [keys.give(heard) for _ in range(3)]
    assert len(set(given)) == 3
    assert all(len(key) >= 32 for key in given)
    assert [keys.opens(key) is heard for key in given] == [False, True, True]
