import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.clauses import clauses, opened

CHINESE = st.text(alphabet="你好扣费流量，。！？…、；“” a9\n", max_size=120)


def test_a_line_is_cut_at_its_sentences() -> None:
    line = "喂？你们是不是背地里偷着扣啊！我才用了多少……"
    assert clauses(line, "zh-CN") == ["喂？", "你们是不是背地里偷着扣啊！", "我才用了多少……"]


def test_a_long_sentence_is_cut_at_a_comma() -> None:
    line = "我这个月才用了多少流量啊，充的一百块钱第二天就没了，你说这是怎么回事"
    assert [c[-1] for c in clauses(line, "zh-CN")] == ["，", "，", "事"]


def test_an_amount_or_an_abbreviation_does_not_end_a_sentence() -> None:
    assert clauses("It was $3.50 last month! Why?", "en-US") == ["It was $3.50 last month!", "Why?"]


def test_nothing_to_say_gives_no_clause() -> None:
    assert clauses("……！", "zh-CN") == []
    assert clauses("", "en-US") == []


@given(CHINESE)
def test_no_word_is_lost_or_added(text: str) -> None:
    assert re.findall(r"\w", "".join(clauses(text, "zh-CN"))) == re.findall(r"\w", text)


@given(CHINESE)
def test_a_clause_cut_again_stays_whole(text: str) -> None:
    for clause in clauses(text, "zh-CN"):
        assert clauses(clause, "zh-CN") == [clause]


@given(st.text(alphabet="好", min_size=61, max_size=400))
def test_endless_text_is_cut_anywhere(text: str) -> None:
    assert max(map(len, clauses(text, "zh-CN"))) <= 60


@pytest.mark.parametrize(
    ("pieces", "cut"),
    [
        (["就是啊，心里堵得慌。", "我姓王。"], ["就是啊，", "心里堵得慌。", "我姓王。"]),
        (["我姓王。"], ["我姓王。"]),
        (["Well, I never asked for it."], ["Well,", "I never asked for it."]),
        ([], []),
        (["，你说呢"], ["，你说呢"]),
    ],
)
def test_the_beginning_of_a_line_is_short_where_it_has_a_comma(pieces, cut):
    assert opened(pieces) == cut


@given(st.text(alphabet="我你他，。？！, .abcZ…", max_size=60))
def test_cutting_the_beginning_loses_no_words(text):
    whole = clauses(text, "zh-CN")
    assert "".join(opened(whole)).replace(" ", "") == "".join(whole).replace(" ", "")
