"""Numerals as they are spoken and written."""

import pytest

from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("八十", 80),
        ("80", 80),
        ("８０", 80),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("两百", 200),
        ("一百八", 180),
        ("一百零八", 108),
        ("两千三百八一分不扣", 2380),
        ("五千八一下子就没了", 5800),
        ("两千五", 2500),
        ("三千二百", 3200),
        ("一万二", 12000),
        ("一万两千", 12000),
        ("十二万", 120000),
        ("1.5万", 15000),
        ("3千", 3000),
        ("一点五", 1.5),
        ("十八点六", 18.6),
        ("1,280", 1280),
        ("一亿", 100_000_000),
        ("19.9", 19.9),
    ],
)
def test_chinese_numerals_have_their_value(said: str, value: float) -> None:
    found = numerals(plain(said), True)
    assert [n.value for n in found] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("eighty", 80),
        ("eighty-five", 85),
        ("two hundred and eleven", 211),
        ("three thousand", 3000),
        ("a hundred dollars", 100),
        ("a hundred and forty", 140),
        ("the hundred and eighty-eight", 188),
        ("a thousand two hundred", 1200),
        ("hundreds of people", None),
        ("twelve", 12),
        ("1,280", 1280),
        ("19.99", 19.99),
        ("two thousand five hundred", 2500),
        ("one million", 1_000_000),
    ],
)
def test_english_numerals_have_their_value(said: str, value: float | None) -> None:
    found = numerals(plain(said), False)
    assert [n.value for n in found] == ([] if value is None else [pytest.approx(value)])


@pytest.mark.parametrize(
    ("said", "chinese", "digits"),
    [
        ("幺三九零五五八二二幺七", True, "13905582217"),
        ("138 0013 8000", True, "13800138000"),
        ("二零二六", True, "2026"),
        ("double four oh five five one two", False, "4405512"),
        ("nine one double two three four oh six", False, "91223406"),
    ],
)
def test_numbers_said_digit_by_digit_keep_every_digit(said: str, chinese: bool, digits: str) -> None:
    assert [n.digits for n in numerals(plain(said), chinese)] == [digits]


@pytest.mark.parametrize(
    "word",
    [
        *("您等一下", "一直这样", "万一呢", "千万别", "十分抱歉", "一定", "统一", "一般"),
        *("一分钱都不用您掏", "一分不少退给您", "一毛钱也没多收", "一块钱都不收", "您放一百个心"),
        *("您放一百二十个心", "您就一百个放心", "把心放一百个", "百分百给您盯着", "十有八九没问题"),
        *("一万个对不起", "两百个放心", "一分钱一分货", "不怕一万就怕万一", "十万火急", "三天两头打电话"),
    ],
)
def test_everyday_words_hold_no_number(word: str) -> None:
    assert numerals(plain(word), True) == ()


@pytest.mark.parametrize(
    "word", ["I'm a hundred percent sure.", "A thousand apologies.", "Nine times out of ten it's the cable."]
)
def test_everyday_english_sayings_hold_no_number(word: str) -> None:
    assert numerals(plain(word), False) == ()


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("六百二十八四十八小时内到", [628, 48]),
        ("四千二两个工作日到", [4200, 2]),
        ("五十四十八小时", [50, 48]),
        ("三万五万", [30_000, 50_000]),
        ("一亿二千万", [120_000_000]),
        ("一百二三十块", [130]),
        ("七八百", [800]),
        ("轻享59，59元一个月", [59, 59, 1]),
        ("10,000,000", [10_000_000]),
        ("退80。24小时内到", [80, 24]),
        ("退80，24小时内到", [80, 24]),
    ],
)
def test_numbers_said_in_one_breath_are_told_apart(said: str, values: list[float]) -> None:
    assert [n.value for n in numerals(plain(said), True)] == [pytest.approx(value) for value in values]
