import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.voice import g2p_en, g2p_zh
from simulator.voice.models import packaged, pins

pytestmark = pytest.mark.voice


@pytest.fixture(scope="module")
def vocabulary() -> set[str]:
    path = packaged(*pins()["kokoro"]["vocabulary"])
    return set(json.loads(path.read_text(encoding="utf-8"))["vocab"])


def test_third_tones_in_a_row_change() -> None:
    assert g2p_zh.phonemes("你好") == "ni↗xau↓"


def test_bu_rises_before_a_fourth_tone_over_the_word_border() -> None:
    assert g2p_zh.phonemes("那不就是").split()[1] == "pu↗"


@pytest.mark.parametrize(
    ("text", "syllable"),
    [("还款", "xwa↗n"), ("重启", "ꭧʰʊ↗ŋ"), ("银行", "xa↗ŋ"), ("睡不着觉", "tɕjau↘"), ("便宜", "pʰjɛ↗n")],
)
def test_characters_with_two_readings_are_read_as_in_this_trade(text: str, syllable: str) -> None:
    assert syllable.replace("tɕ", "ʨ") in g2p_zh.phonemes(text)


@pytest.mark.parametrize(
    ("text", "sounds"), [("VIP会员", "vˈi"), ("App里", "ˈæp"), ("LOS灯", "ˈɛlˈOˈɛs"), ("10G", "ʤˈi")]
)
def test_latin_words_and_letters_in_chinese_are_said_in_english(text: str, sounds: str) -> None:
    assert sounds in g2p_zh.phonemes(text)


@pytest.mark.parametrize("british", [False, True])
def test_english_words_endings_and_letters(british: bool) -> None:
    said = g2p_en.phonemes("The customer's router charges $5; call VIP.", british)
    assert "ðə" in said
    assert "vˈi" in said
    assert "fˈIv" in said or "fˈaɪv" in said


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
@settings(max_examples=60)
def test_any_word_has_a_sound_the_voice_can_make(word: str) -> None:
    path = packaged(*pins()["kokoro"]["vocabulary"])
    known = set(json.loads(path.read_text(encoding="utf-8"))["vocab"])
    assert set(g2p_en.word(word)) & known


def test_every_phoneme_of_a_line_is_known_to_the_model(vocabulary: set[str]) -> None:
    line = "您好，我要投诉！尾号2216，套餐59元10GB，二儿子、女婿、旅游、日子、知道、学习、雨、吃、四。"
    assert set(g2p_zh.phonemes(line)) <= vocabulary


def test_a_character_without_a_reading_is_skipped_not_fatal() -> None:
    assert g2p_zh.phonemes("好😀好").count("xau") == 2
