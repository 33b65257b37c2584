"""Pictures that callers draw, and the ones nobody sees any more."""

import pytest

from simulator.understanding import images


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("网慢得跟蜗牛爬似的", "zh", "snail"),
        ("你们这套餐就是个无底洞", "zh", "bottomless"),
        ("你们别踢皮球了", "zh", "ball"),
        ("我都被你们绕晕了", "zh", "maze"),
        ("我听着云里雾里的", "zh", "fog"),
        ("钱哗哗地流走", "zh", "flow"),
        ("your menu is a maze", "en", "maze"),
        ("I keep going round in circles", "en", "maze"),
        ("it's like talking to a wall", "en", "wall"),
        ("it smells fishy", "en", "smell"),
        ("this is daylight robbery", "en", "thief"),
    ],
)
def test_images_have_a_family(text: str, language: str, family: str) -> None:
    assert family in {image.family for image in images(text, language)}


def test_a_free_comparison_is_an_image() -> None:
    [image] = images("修一回好三天，跟打地鼠一样", "zh")
    assert image.text == "跟打地鼠一样"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("急死人了", "zh"),
        ("气死我了", "zh"),
        ("我的号码没变", "zh"),
        ("跟之前说的不一样", "zh"),
        ("我想看一下账单", "zh"),
        ("this is driving me crazy", "en"),
        ("I would like a refund", "en"),
        ("as soon as possible", "en"),
    ],
)
def test_worn_out_and_plain_words_are_no_images(text: str, language: str) -> None:
    assert images(text, language) == ()


def test_an_agent_can_continue_the_customers_family() -> None:
    customer = {image.family for image in images("慢得像蜗牛", "zh")}
    agent = {image.family for image in images("网一直在爬，我先看看线路", "zh")}
    assert customer & agent <= {"snail"}
