"""The table ``reactions.yaml``: what each event does to the parts of the mood, and its reason in words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from simulator.transcript import is_chinese

PARTS = ("anger", "anxiety", "confusion", "trust", "patience")


class Reaction(BaseModel):
    """One row of ``reactions.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    anger: float = 0.0
    anxiety: float = 0.0
    confusion: float = 0.0
    trust: float = 0.0
    patience: float = 0.0
    why: dict[str, str]


class Reactions(BaseModel):
    """The whole of ``reactions.yaml``: what the parts of the mood are called, and a row an event."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, dict[str, str]]
    reactions: dict[str, Reaction]


@lru_cache(maxsize=1)
def table() -> Reactions:
    """The table of reactions."""
    data = YAML(typ="safe").load(Path(__file__).with_name("reactions.yaml").read_text(encoding="utf-8"))
    return Reactions.model_validate(data)


def hurts(name: str) -> bool:
    """Whether an event does the caller no good, in any part of the mood."""
    row = table().reactions[name]
    return any(getattr(row, part) and not is_good(part, getattr(row, part)) for part in PARTS)


def is_good(part: str, change: float) -> bool:
    """Whether a change of this part of the mood is for the better."""
    return (change < 0) == (part in ("anger", "anxiety", "confusion"))


def tongue_of(language: str) -> str:
    """The language of the reasons: zh or en."""
    return "zh" if is_chinese(language) else "en"
