"""What an agent has noted in the call so far: told, asked, promised, still open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from simulator.content.wording import Band
from simulator.rehearsal.hearing import Heard

UPSET = (Band.ANGRY, Band.UPSET, Band.ANXIOUS)
OFFERING = ("offer", "offer_again", "hold_line", "when", "reassure", "calm_down")
TAKEN = ("accept_warm", "accept_grudging")


@dataclass
class Notebook:
    """Filled from what the customer says and what the bot itself has said; nothing else."""

    last: Heard = field(default_factory=Heard)
    turns: int = 0
    told: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    open: list[str] = field(default_factory=list)  # questions of the customer without an answer
    did: str = ""  # what the bot did last
    done: Counter[str] = field(default_factory=Counter)  # what the bot did how often
    offered: list[str] = field(default_factory=list)  # resolutions the bot offered, in order
    accepted: bool = False
    content: bool = False  # said that they need nothing else

    def hear(self, heard: Heard) -> None:
        """Note a customer's turn."""
        self.last = heard
        self.told.update(heard.named("fact", "short"))
        self.open += [name for name in heard.named("question") if name not in self.open]
        nodded = heard.moves("acknowledge", "wait") and self.did in OFFERING
        if heard.named("accept") or heard.moves(*TAKEN) or nodded:
            self.accepted = True
        self.content = self.content or heard.moves("nothing_else")

    @property
    def upset(self) -> bool:
        """Whether the customer sounds upset."""
        return self.last.band in UPSET
