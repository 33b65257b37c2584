"""What somebody types to find a call is read as words and a day."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.call_search import wanted

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 29, 0, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11-28", (2026, 11, 28)),
        ("2025-11-28", (2025, 11, 28)),
        ("2026/1/3", (2026, 1, 3)),
        ("11月29日", (2026, 11, 29)),
        ("12-30", (2025, 12, 30)),  # has not come yet this year
    ],
)
def test_a_day_lasts_from_midnight_to_midnight_where_the_person_is(text, day):
    began = datetime(*day, tzinfo=CHINA)
    assert wanted(text, NOW) == ((), (began, began + timedelta(days=1)))


@pytest.mark.parametrize("text", ["13-45", "2-29", "160", "0-0", "a11-28"])
def test_what_is_no_day_is_a_word(text):
    assert wanted(text, NOW) == ((text,), None)


def test_words_and_a_day_may_stand_together():
    assert wanted("  小李 11-28 流量 ", NOW).words == ("小李", "流量")
    assert wanted("", NOW) == ((), None)


@given(st.text(alphabet="0123456789-/.年月日 ab", max_size=14))
def test_whatever_is_typed_is_read_without_an_error(text):
    found = wanted(text, NOW)
    assert set(found.words) <= set(text.split())
