"""The sound before the first word: there for every mood, never before one of its kind."""

from __future__ import annotations

import pytest

from simulator.content.wording import Band
from simulator.customer.wording.opening import leads_in, opener, usual_beginnings, wants_opener

MOODS = [band for band in Band if band is not Band.ANY]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("band", MOODS)
def test_every_mood_has_more_than_one_and_none_comes_twice_in_a_row(band, language):
    one, other = opener(band, language, 0), opener(band, language, 1)
    assert one != other
    assert opener(band, language, 2) == one
    assert not wants_opener(one, language)
    assert leads_in(one, language)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("band", MOODS)
def test_every_mood_has_its_usual_beginnings_all_short(band, language):
    usual = usual_beginnings(band, language)
    assert len(set(usual)) == len(usual) >= 3
    assert all(leads_in(one, language) for one in usual)


@pytest.mark.parametrize(
    ("clause", "language", "wanted"),
    [
        ("你们是不是背地里偷着扣啊？", "zh-CN", True),
        ("哎你们到底管不管啊？", "zh-CN", False),
        ("我姓王。", "zh-CN", False),
        ("I never asked for that thing.", "en", True),
        ("Well, I never asked for that.", "en", False),
        ("It's Kelly.", "en", False),
    ],
)
def test_a_line_that_is_led_in_or_short_needs_none(clause, language, wanted):
    assert wants_opener(clause, language) is wanted


@pytest.mark.parametrize(
    ("clause", "language", "thinks"),
    [
        ("可不是嘛，", "zh-CN", True),
        ("王建国，", "zh-CN", True),
        ("行！", "zh-CN", True),
        ("你要能一笔一笔给我对出来，", "zh-CN", False),
        ("Right then,", "en", True),
        ("And you call that a service,", "en", False),
    ],
)
def test_behind_a_short_beginning_people_think(clause, language, thinks):
    assert leads_in(clause, language) is thinks
