"""Threats, and the call for somebody else: in which order they come, and what takes them back.

Who gets a plain no twice asks for somebody who can decide; who is furious threatens to complain, and only
then asks for somebody else. A demand is taken back once the agent takes the matter on and says by when.
"""

from __future__ import annotations

from simulator.content.wording import Move
from simulator.customer.deciding.saying import Saying, by_move
from simulator.customer.memory import Memory
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A

FURIOUS = 0.72  # anger from which the caller threatens
OUT_OF_REACH = 0.84  # … and asks for somebody else
POWERLESS = 2  # plain refusals after which the agent seems to have no say
SORE = 0.5  # anger from which that makes one ask for somebody who has
ILL = ("insulted", "blamed", "curt", "contradicted", "refused", "quoted_policy", "stuffed", "misstated",
       "asked_again", "transferred", "no_progress", "pried", "goodbye_too_early")  # fmt: skip
NOES = ("refused", "quoted_policy")


def outburst(memory: Memory, mood: Mood) -> Saying | None:
    """Anger that has just grown finds its words."""
    if not memory.worse or _only_too_early(memory):
        return None
    threatened, demanded = memory.events["threatened"], memory.events["demanded_supervisor"]
    stuck = sum(memory.events[no] for no in NOES) >= POWERLESS and mood.anger >= SORE
    if not demanded and (stuck or (mood.anger >= OUT_OF_REACH and threatened)):
        return demand(memory)
    if mood.anger >= FURIOUS and not threatened:
        memory.events["threatened"] += 1
        return by_move(Move.THREATEN)
    return None


def _only_too_early(memory: Memory) -> bool:
    """Whether nothing was wrong with the turn but that help came before the caller was heard."""
    return memory.just("offered_too_early") and not any(memory.just(ill) for ill in ILL)


def demand(memory: Memory) -> Saying:
    """Ask for a supervisor; it stays open until the agent answers it."""
    memory.events["demanded_supervisor"] += 1
    memory.wants_supervisor = True
    return by_move(Move.DEMAND_SUPERVISOR)


def on_demand(seen: Perception, memory: Memory) -> Saying | None:
    """What becomes of the demand for a supervisor, or what is said to a transfer nobody asked for."""
    if not memory.wants_supervisor:
        return by_move(Move.PASSED_ON) if seen.does(A.TRANSFER) else None
    if seen.takes_it_on:
        memory.wants_supervisor = False
        return by_move(Move.TALKED_DOWN)
    if seen.does(A.REFUSE) and memory.events["demanded_supervisor"] < POWERLESS:
        return demand(memory)
    return None
