"""Advice speaks of the call that was judged: filled from it and its scenario, or fit for any trade."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from grading.grader import grade
from grading.result import ItemResult
from grading.scorecard import load_scorecard, scorecard_names
from simulator.content.loading import library
from tests.grading.labelled import call

CARD = load_scorecard("inbound@1")
TRADE = re.compile(
    r"订单|这一?单|包裹|补发|原卡|师傅|装机|宽带|半夜|仓库|机主|杯子|付款|照片|流量"
    r"|\b(?:parcels?|meter|engineers?|repair|warehouse|refund\w*|photos?|cup|card|Northgate|installers?)\b"
)
ANGRY = (
    "A: 您好，兰桥燃气，我是小柳。\nC: 我家两个月烧了快四百块的气，你们这不是乱扣吗！\n"
    "A: 您报一下户号。\nC: 八八三零二一。\nA: 好的，登记了。\nC: 行吧。"
)


def judged(lines: str, item: str, language: str = "zh-CN", scenario: str | None = None) -> ItemResult:
    known = library().scenarios[scenario] if scenario else None
    return grade(call(lines, language), CARD, known).item(item)


def examples(name: str) -> Iterator[tuple[str, str]]:
    """What stands in quotation marks in the advice of a scorecard, by item."""
    for item in load_scorecard(name).items:
        for wording in item.advice.values():
            for text in (wording.zh, wording.en):
                yield from ((item.id, quoted) for quoted in re.findall(r"“([^”]*)”", text))


@pytest.mark.parametrize("name", scorecard_names())
def test_an_example_fits_any_trade(name):
    special = [(item, quoted) for item, quoted in examples(name) if TRADE.search(quoted)]
    assert not special


def test_the_example_names_the_company_that_was_called():
    said = judged("A: Yes?\nC: There was a bill.", "greeting.opening", "en-GB", "courier/missed-delivery")
    assert "Wren Parcels" in said.advice
    unknown = judged("A: 喂\nC: 我家没气了。", "greeting.opening")
    assert "××" in unknown.advice


def test_what_the_customer_said_is_quoted_in_their_own_words():
    assert "客户说“你们这不是乱扣吗”" in judged(ANGRY, "matching.feeling").advice


def test_an_agent_is_not_told_to_say_a_reproach_back():
    again = judged(ANGRY, "listening.restate").advice
    assert "您家两个月烧了快四百块的气" in again
    assert "乱扣" not in again


def test_who_accuses_is_angry_and_the_accusation_is_quoted_where_it_stands():
    item = judged(
        "A: Hello, Brindle Water.\nC: My bill has doubled, it's one hundred and forty pounds.\n"
        "A: I see.\nC: You just make these numbers up.\nA: No we don't.\nC: Right.",
        "yes_but.handling",
        "en-GB",
    )
    assert "I'd be angry too" in item.advice
    begun_early = ANGRY.replace("快四百块的气，", "快四百块的气都是我付的，")
    assert "你们这不是乱扣吗" in judged(begun_early, "yes_but.handling").why
