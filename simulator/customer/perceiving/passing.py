"""Whether the agent hands the matter on, or puts it off, instead of doing something about it."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.parts import Resolution
from simulator.customer.memory import Memory
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.topic import first_word
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.reading import Understanding

POOR = 1  # quality of a way out that is little more than that


def sends_away(read: Understanding, offered: Sequence[Resolution], memory: Memory) -> bool:
    """您再问问驿站: the caller is to ask somebody else, and nothing better is offered with it."""
    better = any(way.quality > POOR for way in offered)
    return not better and any(
        fits(clause.text, "sends_away", memory.scenario.language) for clause in read.clauses
    )


def puts_off(
    read: Understanding, offered: Sequence[Resolution], memory: Memory, *, away: bool = False
) -> bool:
    """给您反馈一下，等通知: no way out, or a poor one where a better is on the table; or sent ``away``."""
    language = memory.scenario.language
    if memory.accepted or any(way.quality > POOR for way in offered):
        return False
    if offered and not better_on_the_table(memory):
        return False
    said = [clause.text for clause in read.clauses if not first_word(clause.text, "spares", language)]
    return (
        away
        or any(first_word(text, "puts_off", language) for text in said)
        or _vague(said, read, offered, memory)
    )


def _vague(said: Sequence[str], read: Understanding, offered: Sequence[Resolution], memory: Memory) -> bool:
    """我们会尽快处理的，正在处理了: nothing is done, nothing looked up, no feeling met."""
    language = memory.scenario.language
    bare = any(fits(clause.text, "under_way", language) for clause in read.clauses)
    if read.does(A.ACT_NOW, A.EMPATHISE) or (read.does(A.HOLD) and not bare) or offered or not memory.opened:
        return False
    return (bare and memory.considering is None) or any(first_word(text, "empty", language) for text in said)


def better_on_the_table(memory: Memory) -> bool:
    """Whether the customer is thinking about a way out that is more than that."""
    ways = memory.scenario.resolutions
    return any(way.id == memory.considering and way.quality > POOR for way in ways)
