"""What the check tells, in the trainer's language. The check itself speaks English, in every terminal."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

TOLD = Path(__file__).with_name("told.zh.yaml")


def in_language(message: str, language: str) -> str:
    """The message of a problem in ``zh`` or ``en``; one that nobody has translated stays as it is."""
    for pattern, sentence in _sentences() if language == "zh" else ():
        found = pattern.fullmatch(message)
        if found is not None:
            return sentence.format("", *(group or "" for group in found.groups()))
    return message


@lru_cache(maxsize=1)
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = YAML(typ="safe").load(TOLD.read_text(encoding="utf-8"))
    return tuple((re.compile(row["en"], re.DOTALL), row["zh"]) for row in rows)
