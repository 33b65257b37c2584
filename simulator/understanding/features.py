"""What the classifier sees of an utterance: short stretches of characters and words, and a little of the turn before.

Punctuation leaves no trace but a question mark, because recognised speech has none; digits are all alike.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from simulator.transcript import is_chinese
from simulator.understanding.feelings import words_of_feeling
from simulator.understanding.normalise import bare, plain

_DIGITS = re.compile(r"\d+")
_QUESTION = re.compile(r"[吗呢么]\W*$|什么|怎么|哪|多少|几|是不是|有没有|请问|\?")
_QUESTION_EN = re.compile(r"\?|^(?:what|how|when|where|why|who|which|can|could|do|does|did|is|are|may|would)\b")
_IDENTITY = re.compile(r"姓名|贵姓|称呼|号码|身份证|单号|地址|尾号|后四位|机主|户主|\b(?:name|number|address|postcode|email)\b")
LONGEST = 2_000  # characters of one stretch that count
TAIL = 8


def features(text: str, language: str, before: str = "") -> Counter[str]:
    """Counted features of ``text`` said after ``before``."""
    chinese = is_chinese(language)
    text = text[:LONGEST]
    counted = _chinese(text) if chinese else _english(text)
    if "?" in plain(text):
        counted["?"] = 1
    counted.update(_of_before(before, language))
    return counted


def _chinese(text: str) -> Counter[str]:
    """Character 1- to 3-grams with the edges of the utterance marked."""
    flat = "^" + _DIGITS.sub("0", bare(text).replace(" ", "")) + "$"
    grams = Counter(flat[1:-1])
    grams.update(flat[i : i + 2] for i in range(len(flat) - 1))
    grams.update(flat[i : i + 3] for i in range(len(flat) - 2))
    return grams


def _english(text: str) -> Counter[str]:
    """Words, word pairs and character 2- to 4-grams inside words."""
    words = _DIGITS.sub("0", bare(re.sub(r"[’']", "", text))).split()
    marked = ["^", *words, "$"]
    grams = Counter(f"w {word}" for word in words)
    grams.update(f"{a} {b}" for a, b in zip(marked, marked[1:], strict=False))
    for word in words:
        edged = f"<{word}>"
        for size in (3, 4):
            grams.update(edged[i : i + size] for i in range(len(edged) - size + 1))
    return grams


@lru_cache(maxsize=1024)
def _of_before(before: str, language: str) -> tuple[str, ...]:
    """A few marks of the previous turn: did it ask, for whom, did it show a feeling, how did it end."""
    if not before.strip():
        return ()
    flat = plain(before[-300:])
    chinese = is_chinese(language)
    marks = ["<said"]
    if (_QUESTION if chinese else _QUESTION_EN).search(flat):
        marks.append("<asked")
    if _IDENTITY.search(flat):
        marks.append("<identity")
    marks += [f"<{feeling}" for feeling in words_of_feeling(before[-300:], language)]
    tail = bare(flat).replace(" ", "")[-TAIL:] if chinese else ""
    marks += [f"<{tail[i : i + 2]}" for i in range(len(tail) - 1)]
    return tuple(marks)
