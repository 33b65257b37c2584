"""Feelings that words show, with negation."""

import pytest

from simulator.transcript import Speaker
from simulator.understanding import Feeling, understand

F = Feeling


def shown(text: str, language: str = "zh-CN") -> set[Feeling]:
    found = understand(text, speaker=Speaker.CUSTOMER, language=language).feelings
    return {feeling for feeling, strength in found.items() if strength >= 0.5}


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("气死我了，又乱扣我钱", F.ANGER),
        ("你们太过分了", F.ANGER),
        ("急死我了，孩子还有网课呢", F.ANXIETY),
        ("我担心钱回不来", F.ANXIETY),
        ("我越听越糊涂", F.CONFUSION),
        ("你说的我听不懂", F.CONFUSION),
        ("用了十年，真让人寒心", F.SADNESS),
        ("太失望了", F.SADNESS),
        ("那太好了，这下我踏实了", F.RELIEF),
        ("那我就放心了", F.RELIEF),
        ("等了一上午，真是无语", F.ANGER),
        ("服了你们了，差评", F.ANGER),
        ("这么快就好了，太棒了", F.RELIEF),
    ],
)
def test_words_of_feeling(text: str, feeling: Feeling) -> None:
    assert feeling in shown(text)


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("I'm furious about this", F.ANGER),
        ("I'm so worried about my savings", F.ANXIETY),
        ("I don't understand this bill at all", F.CONFUSION),
        ("I'm really disappointed in you", F.SADNESS),
        ("oh that's a relief", F.RELIEF),
    ],
)
def test_english_words_of_feeling(text: str, feeling: Feeling) -> None:
    assert feeling in shown(text, "en-US")


@pytest.mark.parametrize(
    "text", ["我不着急，您慢慢查", "我没生气", "我的号码是幺三八零零幺三八零零零", "我想改一下套餐"]
)
def test_denied_or_absent_feelings_do_not_show(text: str) -> None:
    assert shown(text) == set()


def test_feelings_are_read_from_customers_only() -> None:
    assert understand("您别着急", speaker=Speaker.AGENT, language="zh").feelings == {}
