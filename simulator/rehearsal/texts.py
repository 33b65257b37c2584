"""The sentences of the report: ``texts.yaml``, in the scenario's language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from simulator.transcript import is_chinese


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("texts.yaml")
    table: dict[str, dict[str, str]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return table


def text(name: str, language: str, **slots: object) -> str:
    """The sentence of this name, filled."""
    return _table()[name]["zh" if is_chinese(language) else "en"].format(**slots)
