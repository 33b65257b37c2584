"""A sign of listening is nothing but that: one list for the customer, the line and the measures."""

from __future__ import annotations

import pytest

from simulator.understanding.backchannel import beside_backchannels, is_backchannel


@pytest.mark.parametrize(
    "text",
    [
        "嗯",
        "嗯嗯，好的",
        "Uh huh.",
        "right, okay",
        "知道了",
        "对对对",
        "我听着呢",
        "请讲。",
        "ＯＫ，好的",
        "I'm listening",
    ],
)
def test_signs_of_listening(text):
    assert is_backchannel(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "……",
        "我查一下",
        "okay let me see",
        "好的我帮您查",
        "surely",
        "嗯" * 5000 + "查",
        "好了好了",
        "行了",
        "对了",
    ],
)
def test_no_signs_of_listening(text):
    assert not is_backchannel(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("嗯，ok", "zh-CN", True),
        ("mm-hmm", "zh-CN", True),
        ("嗯", "en-GB", True),
        ("对", "en-GB", False),
        ("go on", "zh-CN", False),
        ("Yeah, go on.", "en-GB", True),
    ],
)
def test_where_the_language_is_known_its_own_words_count_and_hums_in_any_script(text, language, expected):
    assert is_backchannel(text, language) is expected


def test_what_is_said_besides_is_told():
    assert beside_backchannels("嗯嗯，好的，您的号码？", "zh-CN") == "您的号码"
    assert beside_backchannels("Right, okay — your number?") == "your number"
