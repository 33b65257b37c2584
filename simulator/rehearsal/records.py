"""What is kept of a rehearsed call: plain data that travels between processes and adds up."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from simulator.content.scenario import Level
from simulator.transcript import EndReason, Mood

GOOD_ENDS = (EndReason.SATISFIED, EndReason.ACCEPTED)
LEFT = (EndReason.WALKED_AWAY, EndReason.ESCALATED)


class Finding(BaseModel):
    """Something wrong in one turn of a call. ``turn`` is 0-based in the call on file."""

    model_config = ConfigDict(frozen=True)

    kind: str  # leak, inversion, goodbye, contradiction, repeat, stuck, direction, monotone
    turn: int
    text: str  # what was said there
    what: str  # what is wrong with it, in the scenario's language


class Trial(BaseModel):
    """One comparison that was tried on a call: a turn replaced, or one act and the reaction to it."""

    model_config = ConfigDict(frozen=True)

    kind: str  # swap or probe
    name: str  # what was replaced, or the act
    finding: Finding | None = None  # what is wrong; None where it came out as it should


class CallRecord(BaseModel):
    """One call as the report needs it."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    bot: str
    seed: int
    level: Level
    segment: str | None
    twist: str | None
    ended: EndReason
    agent_turns: int
    customer_turns: int
    resisting: int  # customer turns that push back
    repeated: int  # customer turns that say word for word what was said before
    moods: tuple[Mood, ...]
    findings: tuple[Finding, ...] = ()
    trials: tuple[Trial, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether the customer took a way out and rang off at peace."""
        return self.ended in GOOD_ENDS

    @property
    def left(self) -> bool:
        """Whether the customer left: walked away or went to somebody else."""
        return self.ended in LEFT
