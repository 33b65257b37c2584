"""What an utterance does: speech acts, feelings, facts; Chinese and English, without a language model."""

from simulator.understanding.acts import AgentAct, CustomerAct, Feeling
from simulator.understanding.cues import mentions, mentions_any
from simulator.understanding.facts import facts
from simulator.understanding.images import Image, images
from simulator.understanding.reader import understand
from simulator.understanding.reading import Clause, Fact, FactKind, Understanding

__all__ = [
    "AgentAct",
    "Clause",
    "CustomerAct",
    "Fact",
    "FactKind",
    "Feeling",
    "Image",
    "Understanding",
    "facts",
    "images",
    "mentions",
    "mentions_any",
    "understand",
]
