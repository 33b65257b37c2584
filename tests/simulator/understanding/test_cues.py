"""The cue language of scenarios."""

import pytest

from simulator.understanding import mentions, mentions_any


@pytest.mark.parametrize(
    ("text", "cue", "fits"),
    [
        ("可以退您一半", "退|返还 一半|80", True),
        ("给您返还八十块", "退|返还 一半|80", True),
        ("可以退", "退|返还 一半|80", False),
        ("八十", "80", True),
        ("80元", "八十", True),
        ("退你八十", "退您 80", True),
        ("退您八十", "退你 80", True),
        ("八十块钱", "80", True),
        ("180元", "80", False),
        ("80.5元", "80", False),
        ("两百块", "200元", True),
        ("二十四块九毛六", "24.96", True),
        ("二十四块九毛六", "249", False),
        ("三百八十四块八", "384.8", True),
        ("三百八十四块八", "3848", False),
        ("一百八十六块五", "186.5元", True),
        ("八块零五分", "8.05", True),
        ("39元20G", "39", True),
        ("39元20G", "20g", True),
        ("七十九块三十个G", "79", True),
        ("七十九块三十个G", "30", True),
        ("八块五一个G", "8.5", True),
        ("三十块一个月", "30", True),
        ("十块三次", "10", True),
        ("百分之五十", "50%", True),
        ("二十四小时内", "24小时", True),
        ("三个工作日", "3个工作日", True),
        ("我查下您的化费", "话费", True),
        ("刘亮超了", "流量", True),
        ("一般不退", "一半", False),
        ("这是公司规定", "公司", True),
        ("实践证明", "时间", False),
        ("您办过国际漫游吗", "漫游", True),
        ("我给您发个短信", "微信", False),
        ("退", "推", False),
        ("给您办APP会员", "app", True),
        ("可以办理的", "一半", False),
        ("这是件小事", "时间", False),
        ("实时查询", "时时", True),
        ("", "话费", False),
        ("话费", "", False),
        ("话费", "|", False),
    ],
)
def test_chinese_cues(text: str, cue: str, fits: bool) -> None:
    assert mentions(text, cue, "zh-CN") is fits


@pytest.mark.parametrize(
    ("text", "cue", "fits"),
    [
        ("I have refunded you", "refund", True),
        ("I'll be calling back", "call_back", True),
        ("call you back", "call_back", False),
        ("eighty dollars", "80", True),
        ("It's $80", "80", True),
        ("down to a hundred and forty dollars", "140", True),
        ("the hundred and eighty-eight", "188", True),
        ("180 dollars", "80", False),
        ("half of the charge", "half|50% charge", True),
        ("ten percent", "10%", True),
        ("prefund", "refund", False),
        ("The Refund is done", "refund done", True),
    ],
)
def test_english_cues(text: str, cue: str, fits: bool) -> None:
    assert mentions(text, cue, "en-US") is fits


def test_any_of_several_cues_will_do() -> None:
    assert mentions_any("师傅明天上门", ["退款", "上门 明天"], "zh")
    assert not mentions_any("师傅明天上门", ["退款", "换新"], "zh")
    assert not mentions_any("师傅明天上门", [], "zh")
