"""The bots by name. A bot speaks, hears, and knows what an agent can know; nothing of the customer's mind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from simulator.content.scenario import Scenario
from simulator.rehearsal.careless import (
    KeywordStuffer,
    Novice,
    OverApologiser,
    PolicyQuoter,
    Rude,
    ScriptReader,
    Silent,
)
from simulator.rehearsal.craft import Spoken
from simulator.rehearsal.hearing import Heard
from simulator.rehearsal.skilled import Average, Expert


class Bot(Protocol):
    """An agent made of code, for one call."""

    def says(self, heard: Heard) -> Spoken | None:
        """The next utterance after what was heard; empty text is silence, None rings off."""
        ...


BOTS: dict[str, Callable[[Scenario, int], Bot]] = {
    "expert": Expert,
    "average": Average,
    "novice": Novice,
    "rude": Rude,
    "silent": Silent,
    "script-reader": ScriptReader,
    "keyword-stuffer": KeywordStuffer,
    "over-apologiser": OverApologiser,
    "policy-quoter": PolicyQuoter,
}
