"""What the agent corrects in the same breath is taken as corrected: 两小时，不，两天 is two days."""

from __future__ import annotations

import pytest

from simulator.customer.perceiving.repairs import as_meant
from tests.simulator.customer.test_listening import LIBRARY, heard
from tests.simulator.test_call import new_call, talk

REPAIRED = [
    ("zh", "我给您退，两小时，不，两天到账。", "我给您退，两天到账。"),
    ("zh", "退您八十，不对，退您四十五。", "退您四十五。"),
    ("zh", "四十八小时，哦不对，二十四小时之内给您回电话。", "二十四小时之内给您回电话。"),
    ("zh", "您这个月一百五，啊不是，一百五十九块。", "您这个月一百五十九块。"),
    ("zh", "二十四小时到账，说错了，是四十八小时到账。", "四十八小时到账。"),
    ("zh", "明天，不不，后天师傅上门。", "后天师傅上门。"),
    ("zh", "一共三十块，我看错了，应该是四十五块。", "一共四十五块。"),
    ("zh", "您的号是尾号二二六一，不对，二二一六。", "您的号是尾号二二一六。"),
    ("zh", "两个小时，呃不，两天以内给您。", "两天以内给您。"),
    ("zh", "三天到账，不对不对，我看一下，五天到账。", "五天到账。"),
    ("en", "It'll be two hours, no, two days.", "It'll be two days."),
    ("en", "That's forty pounds, sorry, forty-five pounds back.", "That's forty-five pounds back."),
    ("en", "Monday, I mean Tuesday.", "Tuesday."),
    ("en", "It takes three days, no wait, five days.", "It takes five days."),
]
LEFT = [
    ("zh", "不是两小时，是两天。"),
    ("zh", "是一百五十九，不是一百。"),
    ("zh", "两小时不行，两天可以。"),
    ("zh", "退您八十，不收您手续费，两天到账。"),
    ("zh", "三十块，不含四十五块的违约金。"),
    ("zh", "一百块我退不了，我退您八十。"),
    ("zh", "您说的是两小时，不对吗？两天才正常。"),
    ("zh", "两天到账，不用您跑两趟。"),
    ("en", "Not two hours, two days."),
    ("en", "It's forty pounds, no fee, and two days."),
    ("en", "I'm sorry, two days is the quickest."),
    ("en", "There's no charge for the two days."),
]


@pytest.mark.parametrize(("language", "said", "meant"), REPAIRED)
def test_what_was_put_right_at_once_was_never_said(language: str, said: str, meant: str):
    assert as_meant(said, language) == meant


@pytest.mark.parametrize(("language", "said"), LEFT)
def test_a_no_that_puts_nothing_right_leaves_the_words_alone(language: str, said: str):
    assert as_meant(said, language) == said


def test_the_corrected_time_is_the_one_that_was_named():
    seen = heard(
        "我把会员给您关了，三个月四十五块都退给您，两小时，不，两天到账。",
        LIBRARY.scenarios["telecom/elder-vas"],
    )
    times = [claim for claim in seen.claims if claim.thing == "paid_back"]
    assert [(claim.text, claim.latest) for claim in times] == [("两天", 48.0)]
    assert "care-refund" in seen.timed


def test_what_was_put_right_a_turn_later_is_still_a_correction():
    call = talk(new_call("telecom/elder-vas"), ["您好，请问有什么可以帮您？", "嗯，您接着说。"])
    call.hear("我把会员给您关了，三个月的四十五块都退给您，二十四小时到账。")
    reply = call.hear("二十四小时，不对，我说错了，是七天到账。")
    assert any("自己认了" in why for why in reply.why)


@pytest.mark.parametrize("way", ["两天到账", "后天到账", "半个月到账"])
def test_a_time_is_a_time_however_the_scenario_spells_it(way: str):
    seen = heard(f"四十五块全退给您，{way}。", LIBRARY.scenarios["telecom/elder-vas"])
    assert "care-refund" in seen.timed
