"""The call so far as the coach sees it: the same reading and the same checks as the report's rules.

A simulated customer's hidden mood is left out: the coach knows what a person beside the agent would know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coaching.guidance.balance import Balance, balance
from grading.finding import Finding
from grading.heard import Said
from grading.reading import Reading
from grading.result import Verdict
from grading.scorecard import Item, Scorecard
from grading.scorers import SCORERS
from grading.stages import plan, stages_of
from simulator.content.scenario import Scenario
from simulator.transcript import Transcript
from simulator.voice.measures import Voice, syllables

LONG = 80  # spoken units of a long turn: about twenty seconds
HIDDEN = {"state": None, "why": (), "act": None, "said": ()}
LOST = (Verdict.PARTIAL, Verdict.MISSED)
NOT_YET = frozenset({"closing.left_early"})  # reasons why a call that goes on has no occasion


@dataclass(frozen=True)
class Situation:
    """One moment of a call. ``voices``: measures of the turns that were recorded, by position."""

    call: Transcript
    card: Scorecard
    scenario: Scenario | None = None
    voices: Mapping[int, Voice] = field(default_factory=dict)

    @cached_property
    def reading(self) -> Reading:
        """The words of the call, read as the scorers read them."""
        seen = [turn.model_copy(update=HIDDEN) for turn in self.call.turns]
        open_call = self.call.model_copy(update={"turns": tuple(seen), "ended": None})
        return Reading(open_call, self.scenario, self.voices, self.card.manner)

    @property
    def moment(self) -> int:
        """How many turns there were."""
        return len(self.call.turns)

    @cached_property
    def stage(self) -> str:
        """The stage that the call is in."""
        stages = stages_of(self.reading, over=False)
        return stages[-1] if stages else plan().order[0]

    @cached_property
    def balance(self) -> Balance:
        """Who talks how much and how fast."""
        return balance(self.reading.transcript.turns, self.voices)

    @property
    def agent(self) -> Said | None:
        """The agent's last turn."""
        return self.reading.agent[-1] if self.reading.agent else None

    @property
    def customer(self) -> Said | None:
        """The customer's latest turn."""
        return self.reading.customer[-1] if self.reading.customer else None

    @cached_property
    def long_turns(self) -> int:
        """How many of the agent's last turns, in a row, were long."""
        count = 0
        for turn in reversed(self.reading.agent):
            if syllables(turn.text) < LONG:
                break
            count += 1
        return count

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.card.items}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {}

    def _finding(self, name: str) -> Finding | None:
        item = self._items.get(name)
        if item is not None and name not in self._findings:
            self._findings[name] = SCORERS[item.scorer](self.reading, item.settings)
        return self._findings.get(name)

    def verdict(self, name: str) -> Verdict | None:
        """How far this scorecard item is done; None where the call's scorecard has no such item."""
        found = self._finding(name)
        if found is None:
            return None
        return Verdict.MISSED if found.why in NOT_YET else found.verdict

    def slipped(self, name: str) -> bool:
        """Whether the agent's last turn is what costs points on this item."""
        found = self._finding(name)
        if found is None or self.agent is None or found.verdict not in LOST:
            return False
        return any(piece.turn == self.agent.index for piece in found.evidence)
