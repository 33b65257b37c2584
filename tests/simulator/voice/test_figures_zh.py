"""Numbers in what was heard are written one way, and never become other numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.understanding.corpus import examples
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.voice.figures_zh import in_figures

SAID = sorted({example.text for example in examples("agent_zh")})
BITS = "一二两三四五六七八九十百千万零幺点块个 138，。G分之来几"


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("一共一百五十九块，每个G八块钱。", "一共159块，每个G八块钱。"),
        ("退您八十，二十四小时到账", "退您八十，24小时到账"),  # 80，24 would be read as one number
        ("热点用了十三点一个G", "热点用了13.1个G"),
        ("幺三八零零幺三八零零零", "13800138000"),
        ("138 0013 8000，对吗", "13800138000，对吗"),
        ("尾号2 2 1 6", "尾号2216"),
        ("尾号二二一六，工号三零七", "尾号2216，工号307"),
        ("意外门诊百分之九十，疾病门诊百分之八", "意外门诊90%，疾病门诊8%"),
        ("十月十四号到二十四号", "10月14号到24号"),
        ("一年一万二，每月两百五。", "一年12000，每月250。"),
        ("零点五元", "0.5元"),
    ],
)
def test_amounts_and_identifying_digits_are_figures(heard: str, written: str) -> None:
    assert in_figures(heard) == written


@pytest.mark.parametrize(
    "text",
    [
        "159元，13.1GB，1,280.50元，10086",
        "我给您看一下，十分抱歉，您千万别急，万一不行。",
        "三个工作日，两小时，两点半，下午三点一刻",
        "开了十来天，二十多块，二三十块，几十块，好几百，十几个G",
        "第十条，星期二，一点一滴，一五一十",
        "两百五一个月",
        "十四点零五分",
    ],
)
def test_small_counts_sayings_and_guesses_stay(text: str) -> None:
    assert in_figures(text) == text


def values(text: str) -> list[float]:
    return [numeral.value for numeral in numerals(plain(text), chinese=True)]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.sampled_from(SAID), st.text(st.sampled_from(BITS), max_size=14)))
def test_no_number_becomes_another_and_once_is_enough(text: str) -> None:
    written = in_figures(text)
    assert in_figures(written) == written
    if " " not in text and "分之" not in text:
        assert values(written) == pytest.approx(values(text)), written
