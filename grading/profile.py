"""Soft skills and dimensions: the verdicts of one call, or of many, seen from further away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from grading.result import ItemResult
from grading.scorecard import Wording
from simulator.content.persona import Content
from simulator.content.yaml_reading import plain as as_plain
from simulator.content.yaml_reading import read_yaml
from simulator.errors import ContentError

PROFILES = Path(__file__).parent / "profiles.yaml"
SOFT_SKILLS, DIMENSIONS = "soft_skills", "dimensions"


class Part(Content):
    """One soft skill or dimension, and the items that show it."""

    id: str
    title: Wording
    items: list[str]


@dataclass(frozen=True)
class Standing:
    """How far a part was reached: points ``earned`` of those ``possible``."""

    part: Part
    earned: float
    possible: float

    @property
    def share(self) -> float | None:
        """0 … 1; None where nothing in it applied."""
        return self.earned / self.possible if self.possible else None


@lru_cache(maxsize=1)
def parts() -> dict[str, tuple[Part, ...]]:
    """``profiles.yaml`` by view. Raises ContentError when it is broken."""
    problems: list[str] = []
    data = as_plain(read_yaml(PROFILES, problems) or {})
    if problems:
        raise ContentError(problems)
    return TypeAdapter(dict[str, tuple[Part, ...]]).validate_python(data)


def profile(view: str, items: Iterable[ItemResult]) -> list[Standing]:
    """The parts of a view (``SOFT_SKILLS``, ``DIMENSIONS``) over the items of one result, or of several."""
    judged = [item for item in items if item.verdict.share is not None]
    return [
        Standing(
            part,
            sum(item.earned for item in judged if item.id in part.items),
            sum(item.points for item in judged if item.id in part.items),
        )
        for part in parts()[view]
    ]
