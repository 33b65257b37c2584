"""Whether the agent hands the matter on, or puts it off, instead of doing something about it."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.parts import Resolution
from simulator.customer.memory import Memory
from simulator.customer.perceiving.topic import first_word
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.reading import Understanding

POOR = 1  # quality of a way out that is little more than that


def puts_off(read: Understanding, offered: Sequence[Resolution], memory: Memory) -> bool:
    """给您反馈一下，等通知: no way out, or a poor one where a better is on the table."""
    language = memory.scenario.language
    if memory.accepted or any(way.quality > POOR for way in offered):
        return False
    if offered and not better_on_the_table(memory):
        return False
    said = [clause.text for clause in read.clauses if not first_word(clause.text, "spares", language)]
    return any(first_word(text, "puts_off", language) for text in said) or _vague(said, read, offered, memory)


def _vague(said: Sequence[str], read: Understanding, offered: Sequence[Resolution], memory: Memory) -> bool:
    """我们会尽快处理的，请耐心等待: nothing is done, nothing looked up, no feeling met."""
    real = read.does(A.ACT_NOW, A.HOLD, A.EMPATHISE) or bool(offered) or not memory.opened
    return not real and any(first_word(text, "empty", memory.scenario.language) for text in said)


def better_on_the_table(memory: Memory) -> bool:
    """Whether the customer is thinking about a way out that is more than that."""
    ways = memory.scenario.resolutions
    return any(way.id == memory.considering and way.quality > POOR for way in ways)
