"""Chinese text to the phonemes that Kokoro was trained on (IPA with arrows for the four tones)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from simulator.voice import g2p_en
from simulator.voice.models import missing
from simulator.voice.spoken_zh import spoken

READINGS = Path(__file__).parent / "data" / "readings_zh.json"
SEGMENT = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z][A-Za-z']*|[^\u4e00-\u9fffA-Za-z]+")
TONES = (("˧˩˧", "↓"), ("˧˥", "↗"), ("˥˩", "↘"), ("˥", "→"))  # longest first
SYLLABIC = {"ɻ\u0329": "ɨ", "ɹ\u0329": "ɨ"}  # the vowel of zhi and zi
NOT_SYLLABIC = "\u032f"
PUNCTUATION = str.maketrans(
    {
        "、": ", ",
        "，": ", ",
        "。": ". ",
        "！": "! ",
        "：": ", ",
        "；": "; ",
        "？": "? ",
        "（": ", ",
        "）": ", ",
    }
    | {"《": "", "》": "", "“": "", "”": "", "‘": "", "’": "", "「": "", "」": "", "—": ", ", "～": ", "}
)


def phonemes(text: str) -> str:
    """The phonemes of a Chinese sentence; Latin words in it are said in English, figures written out."""
    return re.sub(r"\s+", " ", "".join(_segments(spoken(text)))).strip()


def words(text: str) -> list[str]:
    """The words of a stretch of Chinese characters. Raises Unavailable without the speech packages."""
    found: list[str] = _tools()[1].lcut(text)
    return found


def _segments(text: str) -> Iterator[str]:
    for segment in SEGMENT.findall(text):
        if "\u4e00" <= segment[0] <= "\u9fff":
            yield " ".join(_words(segment))
        elif segment[0].isalpha():
            yield f" {g2p_en.word(segment, letters_first=True)} "
        else:
            yield segment.translate(PUNCTUATION)


def _words(text: str) -> Iterator[str]:
    """Each word's phonemes run together; tone changes reach over word borders."""
    pypinyin, jieba = _tools()
    words = jieba.lcut(text)
    syllables = pypinyin.lazy_pinyin(
        words, style=pypinyin.Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True
    )
    syllables = [
        _before_fourth_tone(s, after) for s, after in zip(syllables, [*syllables[1:], ""], strict=True)
    ]
    start = 0
    for word in words:
        yield "".join(syllable_phonemes(s) for s in syllables[start : start + len(word)])
        start += len(word)


def _before_fourth_tone(syllable: str, after: str) -> str:
    """不 rises before a fourth tone, over word borders too."""
    return "bu2" if syllable == "bu4" and after.endswith("4") else syllable


@cache
def syllable_phonemes(syllable: str) -> str:
    """One syllable of numbered pinyin (``hao3``, ``de5``) as phonemes; unknown ones are silent."""
    try:
        from misaki.transcription import pinyin_to_ipa
    except ImportError as error:
        raise missing(error.name or "misaki") from error
    try:
        ipa = "".join(pinyin_to_ipa(syllable)[0])
    except (KeyError, ValueError, AssertionError):  # a character without a reading comes back as itself
        return ""
    for tone, arrow in TONES:
        ipa = ipa.replace(tone, arrow)
    for old, new in SYLLABIC.items():
        ipa = ipa.replace(old, new)
    return ipa.replace(NOT_SYLLABIC, "")


@cache
def _tools() -> tuple[ModuleType, ModuleType]:
    """pypinyin and jieba, with the readings and words of this house added once."""
    try:
        import jieba
        import pypinyin
    except ImportError as error:
        raise missing(error.name or "pypinyin") from error
    jieba.setLogLevel(logging.ERROR)
    readings: dict[str, str] = json.loads(READINGS.read_text(encoding="utf-8"))
    pypinyin.load_phrases_dict({word: [[s] for s in reading.split()] for word, reading in readings.items()})
    for word in readings:
        jieba.add_word(word)
    return pypinyin, jieba
