"""Word times are found out in the background, kept with the turn, and follow its text and its sound."""

from __future__ import annotations

import numpy as np
import pytest

from app.replaying.aligning import Aligner, known_words, timed
from app.storage import Store
from simulator.errors import Unavailable
from simulator.transcript import EndReason, Speaker, Turn
from simulator.voice.sound import Sound
from simulator.voice.wav import encode
from tests.app.storage.samples import persona, scenario

RATE = 16_000


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{(tmp_path / 'x.db').as_posix()}", tmp_path / "media")
    yield store
    store.close()


def call(store: Store, *said: str, sound: bool = True) -> str:
    call_id = store.begin_call(
        learner=store.learners.named("小李"), scenario=scenario(), persona=persona(), seed=1, language="zh"
    )
    for index, text in enumerate(said):
        turn = Turn(speaker=Speaker.AGENT, text=text, start=3.0 * index, end=3.0 * index + 2)
        wav = encode(Sound(np.zeros(2 * RATE, np.float32), RATE)) if sound else None
        store.turns.add(call_id, index, turn, wav)
    store.end_call(call_id, EndReason.ACCEPTED)
    return call_id


def even(sound: Sound, text: str, language: str) -> list[tuple[float, float]]:
    """A recogniser that hears every letter equally long."""
    step = sound.seconds / len(text)
    return [(step * n, step * (n + 1)) for n in range(len(text))]


def test_every_recorded_turn_gets_its_words_and_keeps_them(store):
    call_id = call(store, "您好，请讲。", "Good morning.")
    aligner = Aligner(store, even)
    aligner.ask(store.call(call_id))
    assert aligner.caught_up()
    first, second = store.call(call_id).transcript.turns
    assert "".join(word.text for word in first.words) == "您好请讲"
    assert [word.text for word in second.words] == ["Good", "morning"]
    assert second.words[0].start == pytest.approx(3.0, abs=0.01)
    assert all(a.end <= b.start for a, b in zip(second.words, second.words[1:], strict=False))
    known, complete = known_words(store.call(call_id))
    assert set(known) == {0, 1}
    assert complete


def test_what_is_timed_is_not_timed_again(store):
    asked = []

    def counted(sound: Sound, text: str, language: str) -> list[tuple[float, float]]:
        asked.append(text)
        return even(sound, text, language)

    call_id = call(store, "您好。")
    aligner = Aligner(store, counted)
    for _ in range(3):
        aligner.ask(store.call(call_id))
        assert aligner.caught_up()
    assert asked == ["您好。"]


def test_a_recogniser_that_cannot_be_had_is_done_without(store):
    def missing(sound: Sound, text: str, language: str) -> None:
        raise Unavailable("not installed", code="missing_package")

    call_id = call(store, "您好。", "请讲。")
    aligner = Aligner(store, missing)
    for _ in range(2):
        aligner.ask(store.call(call_id))
        assert aligner.caught_up()
    assert store.call(call_id).transcript.turns[1].words


def test_a_call_that_is_deleted_meanwhile_harms_nobody(store):
    call_id, other = call(store, "您好。"), call(store, "请讲。")
    gone = store.call(call_id)
    store.erasure.call(call_id)
    aligner = Aligner(store, even)
    aligner.ask(gone)
    aligner.ask(store.call(other))
    assert aligner.caught_up()
    assert store.call(other).transcript.turns[0].words


def test_without_a_recording_words_are_spread_over_the_turn(store):
    call_id = call(store, "您好，请讲。", sound=False)
    stored = store.call(call_id)
    aligner = Aligner(store, even)
    aligner.ask(stored)
    assert aligner.caught_up()
    assert known_words(store.call(call_id)) == ({}, True)
    words = timed(stored.transcript.turns[0], "zh-CN")
    assert words[0][2] == 0
    assert words[-1][3] == pytest.approx(2)


def test_a_turn_without_times_has_no_words_to_light_up():
    assert timed(Turn(speaker=Speaker.AGENT, text="您好"), "zh-CN") == []
