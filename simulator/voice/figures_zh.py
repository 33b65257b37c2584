"""Numbers in recognised Chinese, written one way: amounts, measures and identifying digits as figures.

一百五十九块 → 159块 · 十三点一个G → 13.1个G · 幺三八零零幺三八零零零 → 13800138000 · 百分之三十 → 30% ·
138 0013 8000 → 13800138000. Small counts (三个, 两天), sayings and round guesses (十来天) stay words.
The value is never changed; a second time changes nothing.
"""

from __future__ import annotations

import re

from simulator.understanding.normalise import plain
from simulator.understanding.numbers import DIGITS, Numeral, numerals
from simulator.voice.spoken_zh import cardinal

WRITTEN = re.compile(r"\d")
TOUCHES = re.compile(r"[\d百千万亿][^\w]?\0|\0[^\w]?[\d百千万亿]")  # beside it (\0): they would run together
GUESS = re.compile(r"[来几多余滴零一二三四五六七八九十]")  # after it: 十来天, 一点一滴, 十点零|五分
OPEN = re.compile(r"[几两第好上数]$")  # before it: 几十, 第十, 好几百, 上百
ONE_BY_ONE = 4  # digits in a row that identify; with 零 or 幺 three do
TELEPHONE = 7  # digits that are written without spaces
MOST = 1e8  # 亿 is easier to read as a word
LEAST = 10  # a smaller number stays a word
SPACED = re.compile(r"(?<![\d.])\d(?: \d){3,}(?![\d.])")
SHARE = re.compile(r"百分之(\d+(?:\.\d+)?)")


def in_figures(text: str) -> str:
    """The text with its numbers as figures."""
    text = SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    flat = plain(text)
    if len(flat) != len(text):  # no offsets in common
        return text
    for numeral in reversed(numerals(flat, chinese=True)):
        figure = _figure(text, numeral)
        if figure is not None:
            text = text[: numeral.start] + figure + text[numeral.end :]
    return SHARE.sub(r"\1%", text)


def _figure(text: str, numeral: Numeral) -> str | None:
    """How to write it; None where it stays as it is."""
    said = text[numeral.start : numeral.end]
    if WRITTEN.search(said):
        joins = " " in said and len(numeral.digits) >= TELEPHONE
        return numeral.digits if joins else None
    before, after = text[: numeral.start], text[numeral.end :]
    if TOUCHES.search(f"{before[-2:]}\0{after[:2]}"):
        return None
    if numeral.digits:
        enough = ONE_BY_ONE - any(character in said for character in "零〇幺")
        return numeral.digits if len(numeral.digits) >= enough else None
    if OPEN.search(before) or GUESS.match(after) or numeral.value >= MOST:
        return None
    whole, point, decimals = said.partition("点")
    if numeral.value < LEAST and not point and not before.endswith("百分之"):
        return None
    if not _well_formed(whole, int(numeral.value)):
        return None
    return str(int(numeral.value)) + (point and "." + "".join(str(DIGITS[d]) for d in decimals))


def _well_formed(said: str, value: int) -> bool:
    """Whether nobody could take it for another number, as they could 二三十 or 两百五一."""
    said = said.replace("两", "二")
    full = cardinal(value)
    return said in (full, full[:-1] if full[-1] in "十百千" and len(full) > 2 else full)
