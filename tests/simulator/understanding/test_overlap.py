"""Restating against echoing."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.understanding.overlap import content_words, longest_shared, shared

SAID = "我家宽带断了三天了，孩子网课都上不了"


def test_an_echo_shares_nearly_everything_and_other_words_little() -> None:
    assert shared(SAID, SAID, "zh") == 1
    assert longest_shared(SAID, SAID, "zh") == 1
    restated = "也就是说网络一直不通，影响孩子上课，您想尽快恢复"
    assert 0 < shared(restated, SAID, "zh") < 0.6
    assert longest_shared(restated, SAID, "zh") < 0.3
    assert shared("您的订单明天发货", SAID, "zh") == 0


def test_homophones_count_as_the_same_word() -> None:
    assert shared("化费", "我的话费", "zh") == 1


def test_english_by_stems() -> None:
    assert shared("So you were charged twice", "They keep charging me twice", "en") == 1
    assert shared("Would you like a refund", "My router is blinking", "en") == 0


def test_function_words_are_no_content() -> None:
    assert content_words("那这个呢", "zh") == frozenset()
    assert content_words("is it you", "en") == frozenset()
    assert shared("", SAID, "zh") == 0


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["zh", "en"]))
def test_shares_lie_between_nothing_and_everything(one: str, other: str, language: str) -> None:
    assert 0 <= shared(one, other, language) <= 1
    assert 0 <= longest_shared(one, other, language) <= 1
