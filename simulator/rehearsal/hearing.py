"""What a person would understand of a customer's turn: which thing was said, in which tone."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.content.scenario import Scenario
from simulator.content.wording import Band, Lines
from simulator.customer.memory import Memory
from simulator.customer.saying import Saying
from simulator.customer.wording import Wording
from simulator.transcript import Mood

KINDS = ("facts", "objections", "questions", "asides")


@dataclass(frozen=True)
class Heard:
    """A customer's turn as a listener takes it; ``keys`` such as ``fact:bill``, ``move:ask_when``."""

    text: str = ""
    keys: tuple[str, ...] = ()
    band: Band = Band.CALM

    def named(self, *kinds: str) -> list[str]:
        """The ids of what was said of these kinds, in order: ``named("fact")``."""
        return [key.split(":", 1)[1] for key in self.keys if key.split(":", 1)[0] in kinds]

    def moves(self, *names: str) -> bool:
        """Whether any of these moves was made."""
        return any(name in self.named("move") for name in names)


class Overheard:
    """A wording that remembers what each utterance was meant to say, as people mostly understand it."""

    def __init__(self, inner: Wording, scenario: Scenario) -> None:
        self._inner = inner
        self._owner = {
            id(item.lines): f"{kind[:-1]}:{item.id}" for kind in KINDS for item in getattr(scenario, kind)
        }
        self.keys: tuple[str, ...] = ()

    def word(self, sayings: tuple[Saying, ...], memory: Memory, mood: Mood, turn: int) -> str:
        """The utterance of the wording inside."""
        self.keys = tuple(self._key(saying) for saying in sayings)
        return self._inner.word(sayings, memory, mood, turn)

    def candidates(self, lines: Lines, mood: Mood) -> list[str]:
        """Those of the wording inside."""
        return self._inner.candidates(lines, mood)

    def _key(self, saying: Saying) -> str:
        if saying.move is not None:
            return f"move:{saying.move.value}"
        return self._owner.get(id(saying.lines), saying.key)
