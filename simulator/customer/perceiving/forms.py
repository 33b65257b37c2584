"""Exact forms that tell what a turn is to the caller, where words leave it open (``lines/forms.yaml``)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.transcript import is_chinese
from simulator.understanding.normalise import plain


def fits(text: str, name: str, language: str) -> bool:
    """Whether the text has one of the forms ``name``."""
    flat = plain(text)
    return any(form.search(flat) for form in _forms(is_chinese(language))[name])


@lru_cache(maxsize=2)
def _forms(chinese: bool) -> dict[str, tuple[re.Pattern[str], ...]]:
    path = Path(__file__).parents[1] / "lines" / "forms.yaml"
    table: dict[str, dict[str, list[str]]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    found = table["zh" if chinese else "en"]
    return {name: tuple(re.compile(form) for form in forms) for name, forms in found.items()}
