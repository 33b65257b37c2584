"""The fidelity report: what bots met in a scenario, and which gates it passes. JSON field for field."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from simulator.transcript import Mood

COURSE = 5  # points of the mean mood course: pick-up … end


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class BotReport(_Part):
    """How the calls of one bot went."""

    bot: str
    calls: int
    ends: dict[str, int]  # by end reason
    solved: float  # share that ended satisfied or accepted
    satisfied: float
    walked_away: float
    escalated: float
    turns: float  # agent turns a call, mean
    resistance: float  # share of customer turns that push back
    repeated: float  # share of customer turns said word for word before
    course: tuple[Mood, ...]  # mean mood at five points, from the first answer to the last


class Example(_Part):
    """The first place where a gate is missed."""

    bot: str
    seed: int
    level: int
    turn: int | None  # 0-based in the call on file
    text: str
    what: str


class Gate(_Part):
    """One thing a training call must do. ``value`` lies within ``least`` … ``most`` when it passes."""

    id: str
    bot: str | None
    title: str
    value: float
    least: float | None
    most: float | None
    passed: bool
    example: Example | None = None


class ScenarioReport(_Part):
    """One scenario."""

    scenario: str
    title: str
    language: str
    calls: int
    bots: tuple[BotReport, ...]
    gates: tuple[Gate, ...]

    @property
    def passed(self) -> bool:
        """Whether every gate holds."""
        return all(gate.passed for gate in self.gates)


class Report(_Part):
    """All scenarios, and over all of them."""

    calls: int
    passed: bool
    bots: tuple[BotReport, ...]
    gates: tuple[Gate, ...]  # over all calls; a scenario that misses one misses it here too
    scenarios: tuple[ScenarioReport, ...]
