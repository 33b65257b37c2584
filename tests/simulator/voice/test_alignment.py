"""Where each word of a turn is heard: by the recogniser, by the pauses, or spread evenly."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.persona import Prosody, Timbre
from simulator.transcript import Word
from simulator.voice.alignment import aligned, as_words, placed, spread, word_spans
from simulator.voice.sound import Delivery, Sound

RATE = 16_000
TEXTS = st.text(alphabet="您好请讲abc 12.，。!'-", max_size=40)


def words(text: str, language: str) -> list[str]:
    return [text[first:last] for first, last in word_spans(text, language)]


def buzz(*seconds: float) -> Sound:
    """Voice and silence in turn."""
    pieces = []
    for place, length in enumerate(seconds):
        at = np.arange(int(length * RATE)) / RATE
        wave = sum(np.sin(2 * np.pi * 140 * n * at) / n for n in range(1, 12))
        pieces.append(0.2 * wave * (place % 2 == 0))
    return Sound(np.concatenate(pieces).astype(np.float32), RATE)


def test_figures_and_foreign_words_are_words_of_their_own():
    assert {"10GB", "160.5", "元"} <= set(words("查到10GB，扣了160.5元", "zh-CN"))
    assert words("You're through, Mr O'Neil: 12:30.", "en") == ["You're", "through", "Mr", "O'Neil", "12:30"]


@given(text=TEXTS, language=st.sampled_from(["zh-CN", "en"]))
def test_words_stand_in_order_and_leave_out_nothing_that_is_spoken(text, language):
    spans = word_spans(text, language)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {place for first, last in spans for place in range(first, last)}
    assert {place for place, letter in enumerate(text) if letter.isalnum()} <= covered


@given(text=TEXTS, start=st.floats(0, 100), length=st.floats(0, 20))
def test_spread_words_stay_within_their_turn_and_in_order(text, start, length):
    found = spread(text, "zh-CN", start, start + length)
    assert len(found) == len(word_spans(text, "zh-CN"))
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert all(a <= b + 1e-9 for a, b in pairwise([start, *edges, start + length]))


def test_a_stop_in_the_text_stands_in_the_pause_of_the_sound():
    heard = aligned(buzz(1.0, 0.5, 3.0), "您好，请讲一下是什么事情", "zh-CN")
    before = next(one for one in heard if one.last == 2)
    after = next(one for one in heard if one.first == 3)
    assert before.end == pytest.approx(1.0, abs=0.1)
    assert after.start == pytest.approx(1.5, abs=0.1)


def test_words_on_file_are_found_again_in_the_text_and_only_there():
    text = "您好，好的。"
    kept = as_words(text, spread(text, "zh-CN", 0, 2), 10.0)
    found = placed(text, kept)
    assert found is not None
    assert [text[one.first : one.last] for one in found] == [word.text for word in kept]
    assert placed("您好，好的吧。", kept) is None
    assert placed("好的。", kept) is None
    assert placed(text, ()) is None


def test_no_word_begins_before_pick_up():
    assert as_words("好", spread("好", "zh-CN", 0.0, 0.4), -0.2)[0] == Word(text="好", start=0.0, end=0.2)


@pytest.mark.voice
@pytest.mark.parametrize(
    ("first", "second", "language", "timbre"),
    [
        ("您好，星联移动，请问有什么可以帮您？", "我来给您查一下流量。", "zh-CN", Timbre.YUNXI),
        ("Good morning, how can I help you?", "I am looking at your account now.", "en-GB", Timbre.EMMA),
    ],
)
def test_the_recogniser_finds_where_a_second_sentence_begins(first, second, language, timbre):
    from simulator.voice.letter_times import letter_times
    from tests.browser.speech import chain

    how = Delivery(timbre, Prosody(), language)
    one, two = (chain().speak_whole(text, how) for text in (first, second))
    assert one is not None
    assert two is not None
    silence = np.zeros(one.rate, np.float32)
    whole = Sound(np.concatenate([one.samples, silence, two.samples]), one.rate)
    text = f"{first} {second}"
    heard = aligned(whole, text, language, letter_times)
    begins = next(word for word in heard if word.first == len(first) + 1)
    assert begins.start == pytest.approx(one.seconds + 1, abs=0.15)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(heard))


@pytest.mark.voice
def test_what_is_too_long_for_the_recogniser_is_left_to_the_pauses():
    from simulator.voice.letter_times import letter_times

    assert letter_times(Sound(np.zeros(40 * RATE, np.float32), RATE), "您好", "zh-CN") is None
    assert letter_times(buzz(1.0), "", "zh-CN") is None
