"""Signs of listening (嗯, 对, 好的, mm-hm): said while somebody talks, they take the floor from nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from simulator.transcript import is_chinese
from simulator.understanding.lexicon import read
from simulator.understanding.normalise import plain

LEXICON = Path(__file__).parent / "lexicon" / "backchannels.yaml"
LANGUAGES = ("zh", "en")


def is_backchannel(text: str, language: str | None = None) -> bool:
    """Whether a text is nothing but signs of listening; without ``language``, in any language known here."""
    return bool(_spelled(text)) and not beside_backchannels(text, language)


def beside_backchannels(text: str, language: str | None = None) -> str:
    """What a text says besides signs of listening, in words with single spaces; '' where nothing."""
    languages = LANGUAGES if language is None else ("zh" if is_chinese(language) else "en",)
    return " ".join(_signs(languages).sub(" ", _spelled(text)).split())


def _spelled(text: str) -> str:
    return re.sub(r"[\W_]+", " ", plain(text)).strip()


@lru_cache(maxsize=3)
def _signs(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, the longest first; Latin ones as whole words."""
    lists = read(LEXICON)
    phrases = sorted(
        {phrase for name in ("any", *languages) for phrase in lists[name]}, key=len, reverse=True
    )
    each = [rf"(?<![a-z]){one}(?![a-z])" if one.isascii() else one for one in phrases]
    return re.compile("|".join(each))
