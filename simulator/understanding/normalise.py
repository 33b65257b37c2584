"""One spelling for many: half width, lower case, one space. Every function keeps the length.

Because no character is added or lost, an offset in the normalised text is an offset in the original:
that is how facts and clauses stay verbatim. Traditional characters are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_OTHER = str.maketrans("。、“”‘’「」『』【】《》—…～·​\t\r\n", '.,""\'\'""""()""-.~  \x20\x20\x20')
_TABLE = _WIDTH | _OTHER

_STOP = re.compile(r"(?<=\d)。(?=\d)")  # 退80。24小时到: no decimal point

CJK = "\u3400-\u9fff"
_READABLE = re.compile(f"[{CJK}a-zA-Z\u00c0-\u024f\uff21-\uff5a]")  # Han, Latin, full-width Latin
_SAMPLE = 400  # characters that tell the script of a text
_NOT_WORD = re.compile(rf"[^0-9a-z{CJK}%]+")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Half-width, lower-case text of exactly the same length; 。、…— become ASCII punctuation."""
    text = _STOP.sub(";", text).translate(_TABLE)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(map(_lower_one, text))


def _lower_one(char: str) -> str:
    """A few capitals (İ) grow in lower case; those stay."""
    low = char.lower()
    return low if len(low) == 1 else char


def bare(text: str) -> str:
    """Letters, digits and Han characters only, one space where anything else stood (length changes)."""
    return _NOT_WORD.sub(" ", plain(text)).strip()


def is_word_char(char: str) -> bool:
    """Whether a character carries speech: a letter, a digit, a Han character (no mark, no emoji)."""
    return unicodedata.category(char)[0] in "LN"


def foreign(text: str) -> bool:
    """Whether most letters are neither Han nor Latin: Cyrillic, Kana, Arabic … are not understood."""
    letters = [char for char in text[:_SAMPLE] if char.isalpha()]
    readable = [char for char in letters if _READABLE.match(char)]
    return 2 * len(readable) < len(letters)
