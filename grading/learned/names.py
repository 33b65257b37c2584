"""The names of the signs, and of the sides that show them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from simulator.content.yaml_reading import plain as as_plain
from simulator.content.yaml_reading import read_yaml

NAMES = Path(__file__).parent / "signs.yaml"
SIDES = ("agent_zh", "agent_en", "customer_zh", "customer_en")
CUSTOMER = "customer "  # marks the customer's signs where both sides' stand together


@lru_cache(maxsize=1)
def sign_names() -> dict[str, dict[str, str]]:
    """``signs.yaml``: what each sign of the agent and of the customer means."""
    found: dict[str, dict[str, str]] = as_plain(read_yaml(NAMES, []))
    return found


def side_name(by_agent: bool, chinese: bool) -> str:
    """Which of the ``SIDES`` speaks."""
    return f"{'agent' if by_agent else 'customer'}_{'zh' if chinese else 'en'}"


@lru_cache(maxsize=2)
def signs_of(by_agent: bool) -> tuple[str, ...]:
    """The signs that a side's turns can show, in order."""
    return tuple(sorted(sign_names()["agent" if by_agent else "customer"]))
