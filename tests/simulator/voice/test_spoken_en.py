import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.spoken_en import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$3.50", "three dollars and fifty cents"),
        ("$1", "one dollar"),
        ("£20", "twenty pounds"),
        ("10GB", "ten gigabytes"),
        ("30%", "thirty percent"),
        ("555-0172", "five five five, zero one seven two"),
        ("the 3rd", "the third"),
        ("the 20th", "the twentieth"),
        ("at 12:05", "at twelve oh five"),
        ("at 9:00", "at nine o'clock"),
        ("1,280", "one thousand two hundred eighty"),
        ("in 2026", "in twenty twenty six"),
        ("2-3 days", "two to three days"),
        ("2.5 hours", "two point five hours"),
    ],
)
def test_figures_are_written_out(written: str, said: str) -> None:
    assert spoken(written) == said


@given(st.text(alphabet="0123456789.-:$% ,aGB", max_size=25))
def test_no_figure_is_left_over(text: str) -> None:
    assert not re.search(r"[0-9]", spoken(text))
