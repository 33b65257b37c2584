"""What a caller murmurs while the agent speaks, as people do who follow (Yngve 1970)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from simulator.content.wording import Band
from simulator.transcript import is_chinese

SIGNS = Path(__file__).parents[1] / "lines" / "signs.yaml"


def signs_of_listening(band: Band, language: str) -> tuple[str, ...]:
    """What somebody in this mood murmurs; nothing where they are in no mood to."""
    return _table()["zh" if is_chinese(language) else "en"][band.value]


def sign_of_listening(band: Band, language: str, count: int) -> str | None:
    """The next one after so many."""
    offered = signs_of_listening(band, language)
    return offered[count % len(offered)] if offered else None


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    read = yaml.safe_load(SIGNS.read_text(encoding="utf-8"))
    return {lang: {band: tuple(signs) for band, signs in table.items()} for lang, table in read.items()}
