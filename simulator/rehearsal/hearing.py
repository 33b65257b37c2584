"""What a person would understand of a customer's turn: which thing was said, in which tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.content.wording import Band


def named(keys: Sequence[str], *kinds: str) -> list[str]:
    """The ids of what was said of these kinds, in order: ``named(turn.said, "fact")``."""
    pairs = (key.partition(":") for key in keys)
    return [name for kind, _, name in pairs if kind in kinds]


@dataclass(frozen=True)
class Heard:
    """A customer's turn as a listener takes it; ``keys`` as in ``Turn.said``."""

    text: str = ""
    keys: tuple[str, ...] = ()
    band: Band = Band.CALM

    def named(self, *kinds: str) -> list[str]:
        """The ids of what was said of these kinds, in order."""
        return named(self.keys, *kinds)

    def moves(self, *names: str) -> bool:
        """Whether any of these moves was made."""
        return any(name in names for name in self.named("move"))
