"""A reading of the call, made once and shared by all scorers: the moments that scorecard items name.

Where the customer shows emotion, tells the story, holds an unfair opinion; which agent turns are hollow;
where the business is known and who left when.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from grading import endings, hollow, moments
from grading.heard import Heard
from grading.taking_back import TakenBack, taken_back

LAST_QUARTER = 0.75


@dataclass
class Reading(Heard):
    """The call with its moments, as the scorers see it."""

    @cached_property
    def problem(self) -> int:
        """The turn in which the customer first states the business; past the end if never."""
        return moments.problem(self)

    @cached_property
    def emotions(self) -> tuple[int, ...]:
        """Customer turns that show emotion."""
        return tuple(turn.index for turn in self.customer if moments.shows_emotion(self, turn))

    @cached_property
    def opinions(self) -> tuple[int, ...]:
        """Customer turns with an unfair opinion, an accusation or a demand outside policy."""
        return tuple(turn.index for turn in self.customer if moments.holds_opinion(self, turn))

    @cached_property
    def stories(self) -> tuple[int, ...]:
        """Customer turns that volunteer facts or feelings."""
        return tuple(turn.index for turn in self.customer if moments.tells_story(self, turn, self.problem))

    @cached_property
    def stuffed(self) -> frozenset[int]:
        """Agent turns that string stock phrases together."""
        return hollow.stuffed(self)

    @cached_property
    def mocking(self) -> frozenset[int]:
        """Agent turns said in mockery."""
        return hollow.mocking(self)

    @cached_property
    def hollow(self) -> frozenset[int]:
        """Agent turns whose right words earn nothing: stuffed, echoing turn after turn, or mocking."""
        return self.stuffed | hollow.echoing(self) | self.mocking

    @cached_property
    def interruptions(self) -> tuple[int, ...]:
        """Agent turns that break into the customer's."""
        return moments.interruptions(self)

    @cached_property
    def left_early(self) -> bool:
        """Whether the customer ended before the agent could take a closing turn."""
        return endings.customer_left_early(self, self.first_path)

    @cached_property
    def hung_up(self) -> int | None:
        """The agent turn that hung up on a customer who was not done, or None."""
        return endings.agent_hung_up(self)

    @cached_property
    def enquiry(self) -> bool:
        """Whether the customer only wants to know something: nothing to do but inform."""
        return moments.is_enquiry(self, self.problem)

    @cached_property
    def withdrawn(self) -> bool:
        """Whether the customer drops the request (not in anger at getting nothing).

        那没事了 in the last quarter of a call ends it, and drops nothing.
        """
        late = LAST_QUARTER * len(self.turns)
        return any(
            self.has("withdraws", turn) and not self.has("customer_leaves", turn)
            for turn in self.customer
            if self.problem < turn.index < late
        )

    @cached_property
    def void(self) -> bool:
        """Whether the trouble turned out to be none before anything was offered for it: 误会了, found it."""
        return moments.is_void(self, self.problem)

    @cached_property
    def first_path(self) -> int:
        """The agent turn that first offers a path; past the end if none does."""
        return moments.first_path(self, self.problem)

    @cached_property
    def taken_back(self) -> TakenBack | None:
        """The promise that the agent withdrew, or None; no way out before it stands."""
        return taken_back(self, self.first_path)
