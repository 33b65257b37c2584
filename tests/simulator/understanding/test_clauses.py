"""Where one thing ends and the next begins, with and without punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.understanding.clauses import split


def parts(text: str, language: str = "zh") -> list[str]:
    return [piece.text for piece in split(text, language)]


def test_marks_separate() -> None:
    assert parts("您好，欢迎致电联讯宽带，请问有什么可以帮您？") == [
        "您好，",
        "欢迎致电联讯宽带，",
        "请问有什么可以帮您？",
    ]


def test_a_condition_stays_with_what_follows() -> None:
    assert parts("如果是我，我也会着急。") == ["如果是我，我也会着急。"]
    assert parts("换一家的话，您对房间有什么要求？") == ["换一家的话，您对房间有什么要求？"]
    assert parts("是再去一趟，还是在手机上办？") == ["是再去一趟，还是在手机上办？"]
    assert parts("If it were me, I'd be upset.", "en") == ["If it were me, I'd be upset."]


@pytest.mark.parametrize(
    ("text", "language", "starts"),
    [
        ("您好欢迎致电联讯宽带请问有什么可以帮您", "zh", ["您好", "欢迎", "请问"]),
        ("这个我帮您取消了您看还有其他需要吗", "zh", ["这个", "您看"]),
        ("那确实挺让人着急的我现在帮您查一下请问您的号码是多少", "zh", ["那确实", "我现在", "请问"]),
        (
            "i'm sorry about that let me check your account can you give me your number",
            "en",
            ["i'm", "let me", "can you"],
        ),
    ],
)
def test_recognised_speech_is_cut_where_something_new_starts(
    text: str, language: str, starts: list[str]
) -> None:
    found = parts(text, language)
    assert len(found) == len(starts)
    assert all(part.startswith(start) for part, start in zip(found, starts, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "您自己有没有另外又订别的航班？",
        "您付款用的那张卡现在还在正常用吗？",
        "这两天家里有没有什么要紧事等着用电话？",
        "电表上的灯您看得见吗？",
        "您打进来的这个手机号可以用吗？",
    ],
)
def test_a_word_inside_a_sentence_starts_nothing_new(text: str) -> None:
    assert parts(text) == [text]


def test_besides_starts_something_new_where_somebody_follows() -> None:
    assert len(parts("我给您退八十块另外我再给您加个提醒")) == 2


def test_short_speech_stays_whole() -> None:
    assert parts("好的我知道了") == ["好的我知道了"]


@pytest.mark.parametrize("text", ["", "   ", "。。。", "！？", "😀😀"])
def test_nothing_said_has_no_clause(text: str) -> None:
    assert parts(text) == []


@given(st.text(max_size=300), st.sampled_from(["zh", "en"]))
def test_every_clause_stands_verbatim_at_its_place_and_none_overlap(text: str, language: str) -> None:
    end = 0
    for piece in split(text, language):
        assert piece.start >= end
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        end = piece.start + len(piece.text)


def test_decimals_and_titles_are_not_cut() -> None:
    assert parts("一共19.9元") == ["一共19.9元"]
    assert parts("Hello, Mr. Smith is here", "en") == ["Hello,", "Mr. Smith is here"]
