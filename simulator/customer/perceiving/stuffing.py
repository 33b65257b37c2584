"""A turn that strings stock phrases together, as people do who talk for the scorecard."""

from __future__ import annotations

from simulator.customer.perceiving.topic import wordlist
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import bare
from simulator.understanding.reading import Understanding

STOCK = (A.GREET, A.OFFER_HELP, A.EMPATHISE, A.BARE_UNDERSTANDING, A.APOLOGISE, A.SOOTHE, A.THANK,
         A.CHECK_SATISFACTION, A.FAREWELL)  # fmt: skip
TOO_MANY = 4  # stock acts in one turn; people do not talk like that
KINDS = ("stock_feeling", "stock_deed", "stock_close")
COVERED = 0.65  # share of a turn that stock words of all kinds make up


def does_too_much(read: Understanding) -> bool:
    """Whether the turn does too many stock acts at once."""
    return sum(read.does(act) for act in STOCK) >= TOO_MANY


def is_stock(text: str, language: str) -> bool:
    """Whether the turn holds little but stock words, and of every kind: whatever it offers is not meant."""
    said = bare(text)
    left = said
    for kind in KINDS:
        before = left
        for word in sorted(wordlist(kind, language), key=len, reverse=True):
            left = left.replace(word, " ")
        if left == before:
            return False
    return 1 - _letters(left) / max(1, _letters(said)) >= COVERED


def _letters(text: str) -> int:
    return len(text.replace(" ", ""))
