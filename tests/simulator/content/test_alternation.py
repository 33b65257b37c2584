"""Alternatives inside a line."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.alternation import every, mistake, pick, words_of

LINE = "(喂|哎)，怎么(扣|收)了我一百六(啊|)？"


def test_a_line_stands_for_all_its_combinations():
    assert len(every(LINE)) == 8
    assert "喂，怎么收了我一百六？" in every(LINE)


@given(st.integers())
def test_what_is_picked_is_one_of_them(seed: int):
    assert pick(LINE, random.Random(seed)) in every(LINE)


@given(st.text(alphabet="你好，一二三。"))
def test_a_line_without_brackets_stands_for_itself(line: str):
    assert every(line) == [line] == [pick(line, random.Random(0))]
    assert mistake(line) is None


@pytest.mark.parametrize("line", ["(喂|哎，你好", "喂)，你好", "((喂|哎)|嗨)，你好", "(那个，)你好"])
def test_brackets_that_do_not_work_are_told(line: str):
    assert mistake(line)


def test_all_words_can_be_seen_side_by_side():
    assert "扣 收" in words_of(LINE)
