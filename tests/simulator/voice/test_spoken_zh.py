import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.spoken_zh import cardinal, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("套餐59元/月", "套餐五十九元每月"),
        ("超了29.9元/GB", "超了二十九点九元每GB"),
        ("本月用了22.5G", "本月用了二十二点五G"),
        ("含10GB流量", "含十G流量"),
        ("5G套餐", "五G套餐"),
        ("100Mbps", "一百兆"),
        ("500M宽带", "五百兆宽带"),
        ("扣了¥1,280.50", "扣了一千二百八十点五零元"),
        ("涨了30%", "涨了百分之三十"),
        ("我的手机13800138000", "我的手机幺三八 零零幺三 八零零零"),
        ("尾号2216", "尾号二二幺六"),
        ("工号是A1012", "工号是A幺零幺二"),
        ("打了10086三次", "打了幺零零八六三次"),
        ("再不行我就打12315", "再不行我就打幺二三幺五"),
        ("我打110了", "我打幺幺零了"),
        ("只充了100", "只充了一百"),
        ("400-810-1234", "四零零 八幺零 幺二三四"),
        ("2026年3月5号", "二零二六年三月五号"),
        ("2026-11-21", "二零二六年十一月二十一号"),
        ("下午3:30", "下午三点半"),
        ("9:05到12:00", "九点零五分到十二点"),
        ("1-3天到账", "一到三天到账"),
        ("2个工作日,2月2号", "两个工作日,二月二号"),
        ("用了2000块", "用了两千块"),
        ("等了3年", "等了三年"),
        ("App里VIP的LOS灯", "App里VIP的LOS灯"),
        ("20GB", "二十G"),
    ],
)
def test_figures_are_written_out_as_a_caller_says_them(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10086, "一万零八十六"),
        (100_000, "十万"),
        (1_000_500, "一百万零五百"),
        (100_000_001, "一亿零一"),
    ],
)
def test_whole_numbers(value: int, said: str) -> None:
    assert cardinal(value) == said


@given(st.text(alphabet="0123456789.-:/%元G月号年天个打尾 ,¥A", max_size=30))
def test_no_figure_is_left_over_whatever_is_written(text: str) -> None:
    assert not re.search(r"[0-9]", spoken(text))


@given(st.text(alphabet="你好我要投诉，。！？App", max_size=30))
def test_text_without_figures_stays_as_it_is(text: str) -> None:
    assert spoken(text) == text
