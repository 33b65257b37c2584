"""What understanding an utterance yields."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from simulator.understanding.acts import Feeling


class FactKind(StrEnum):
    """The kinds of fact that exact rules can find."""

    MONEY = "money"  # value in yuan (or the currency named), unit "元", "$" …
    PERCENT = "percent"
    DATA = "data"  # value in GB
    DURATION = "duration"  # value in hours
    DATE = "date"  # a day or a clock time, as said
    COUNT = "count"  # any other quantity, unit as said
    NUMBER = "number"  # digits that identify: phone, order, account
    NAME = "name"  # a person's name or surname with title


@dataclass(frozen=True)
class Fact:
    """One fact mentioned: ``text`` stands verbatim in the utterance, ``value`` is its number."""

    kind: FactKind
    text: str
    value: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Clause:
    """A stretch of the utterance that does one thing (mostly); ``start`` is its character offset."""

    text: str
    start: int
    acts: dict[str, float]


@dataclass(frozen=True)
class Understanding:
    """Acts with probabilities over the whole utterance, feelings 0 … 1, facts, and per clause.

    ``unsure`` is True when no act is likely enough to rely on.
    """

    acts: dict[str, float] = field(default_factory=dict)
    feelings: dict[Feeling, float] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    clauses: tuple[Clause, ...] = ()
    unsure: bool = False

    def does(self, *acts: str, floor: float = 0.5) -> bool:
        """Whether any of these acts is at least ``floor`` likely."""
        return any(self.acts.get(act, 0.0) >= floor for act in acts)

    def clauses_doing(self, *acts: str, floor: float = 0.5) -> tuple[Clause, ...]:
        """The clauses in which any of these acts is at least ``floor`` likely."""
        return tuple(c for c in self.clauses if any(c.acts.get(a, 0.0) >= floor for a in acts))
