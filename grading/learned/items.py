"""What a learned verdict rests on (``items.yaml``), where it shows, what is said of it (``reasons.yaml``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from grading.finding import Finding
from grading.result import Verdict
from grading.slots import reasons
from simulator.content.yaml_reading import plain as as_plain
from simulator.content.yaml_reading import read_yaml

ITEMS = Path(__file__).parent / "items.yaml"


@lru_cache(maxsize=1)
def _items() -> dict[str, Any]:
    found: dict[str, Any] = as_plain(read_yaml(ITEMS, []))
    return found


def item_signs() -> dict[str, dict[str, object]]:
    """``items.yaml``: by scorer the groups of features and the signs to quote."""
    found: dict[str, dict[str, object]] = _items()["scorers"]
    return found


def reason_for(scorer: str, verdict: Verdict, sign: str | None) -> str | None:
    """The name of what is said of a learned verdict that rests on this sign, or on none; None: its level."""
    said: dict[str, str] = reasons()["learned"].get(scorer, {}).get(verdict.value, {})
    return said.get(sign or "none")


def shown_by(sign: str) -> Sequence[str]:
    """The patterns of the clause in which a sign of the agent's shows."""
    names: Sequence[str] = reasons()["shown_by"].get(sign, ())
    return names


def is_settled(rule: Finding) -> bool:
    """Whether the rule's reason is one that nothing learned overrules."""
    named = rule.why in _items()["settled"] or rule.why in reasons()["settled"]
    return rule.verdict is Verdict.UNSCORED or named
