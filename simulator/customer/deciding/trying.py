"""电来了吗？ Has it gone through? Once a way out is taken, agents ask whether it has worked while both wait.

What takes no more than an hour has just worked, as it must before the call ends; what takes longer has not.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from simulator.content.wording import Lines, Move
from simulator.customer.deciding.saying import ACT_OF, Saying
from simulator.customer.memory import Memory
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts

AT_ONCE = 1.0  # hours


def whether_it_worked(seen: Perception, memory: Memory) -> Saying | None:
    """The answer to whether what was agreed has worked; None where nothing of the kind is asked."""
    language = memory.scenario.language
    asked = any(fits(clause.text, "worked", language) for clause in seen.read.clauses)
    if memory.accepted is None or not asked or seen.asked or seen.offered:
        return None
    lines = _lines(is_chinese(language))["done" if _at_once(memory) else "not_yet"]
    return Saying(ACT_OF[Move.CONFIRM], f"move:{Move.CONFIRM}", lines, Move.CONFIRM)


def _at_once(memory: Memory) -> bool:
    """Whether what the agent has given was to take minutes only."""
    named = [f for text in memory.promised for f in facts(text, memory.scenario.language)]
    return any(f.kind is FactKind.DURATION and f.value is not None and f.value <= AT_ONCE for f in named)


@lru_cache(maxsize=2)
def _lines(chinese: bool) -> dict[str, Lines]:
    path = Path(__file__).parents[1] / "lines" / "trying.yaml"
    table = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["zh" if chinese else "en"]
    return TypeAdapter(dict[str, Lines]).validate_python(table)
