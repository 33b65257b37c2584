"""What of a turn counts as said: without text that speaks to the grader, and without stuffing.

Blanked stretches become spaces, so every offset still points into the words that were really said.
"""

from __future__ import annotations

import re

from grading.patterns import Patterns
from simulator.understanding.normalise import plain

KINDS = ("stock_empathy", "stock_restate", "stock_own", "stock_close")
STUFFED_KINDS = 3
SCRAP = 4  # letters or characters below which what is left of a clause says nothing
_PIECE = re.compile(r"[^,.!?;]+[,.!?;]*|[,.!?;]+")
COVERED = 0.6  # share of the turn that stock phrases and filler make up


def without_grader_talk(text: str, words: Patterns) -> str:
    """Speech to whoever grades changes nothing: it is passed over, and leaves no blank end."""
    return blank(text, words, "grader_talk").rstrip()


def is_stuffed(text: str, words: Patterns) -> bool:
    """Three kinds of stock phrase or more, and they fill the turn."""
    if sum(words.has(kind, text) for kind in KINDS) < STUFFED_KINDS:
        return False
    whole = sum(char.isalnum() for char in plain(text))
    rest = words.without(text, *KINDS, "stock_filler")
    return whole > 0 and 1 - sum(char.isalnum() for char in rest) / whole >= COVERED


def without_stock(text: str, words: Patterns) -> str:
    """The facts and questions of a stuffed turn; its stock phrases and the scraps between earn nothing."""
    letters = list(blank(text, words, *KINDS))
    for piece in _PIECE.finditer(plain("".join(letters))):
        own = words.without(piece.group(), "stock_filler")
        if sum(char.isalnum() for char in own) < SCRAP:
            letters[piece.start() : piece.end()] = " " * len(piece.group())
    return "".join(letters)


def blank(text: str, words: Patterns, *names: str) -> str:
    """``text`` with the matches of these patterns turned into spaces."""
    letters = list(text)
    for name in names:
        for found in words.every(name, text):
            letters[found.start() : found.end()] = " " * len(found.group())
    return "".join(letters)
