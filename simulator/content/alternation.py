"""Alternatives inside a line: ``(喂|哎)，怎么(扣|收)了我一百六(啊|)`` stands for eight lines.

Half-width brackets and bars; an empty alternative leaves the words out. Brackets do not nest.
"""

from __future__ import annotations

import random
import re
from itertools import product

GROUP = re.compile(r"\(([^()]*)\)")


def pick(line: str, chance: random.Random) -> str:
    """One of the lines that ``line`` stands for."""
    return GROUP.sub(lambda group: chance.choice(group[1].split("|")), line)


def every(line: str) -> list[str]:
    """All lines that ``line`` stands for."""
    pieces = GROUP.split(line)  # text, group, text, group, …
    choices = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    return ["".join(parts) for parts in product(*choices)]


def words_of(line: str) -> str:
    """The line with all its alternatives side by side, for comparing words."""
    return GROUP.sub(lambda group: f" {group[1].replace('|', ' ')} ", line)


def mistake(line: str) -> str | None:
    """What is wrong with the brackets of a line, if anything."""
    rest = GROUP.sub("", line)
    if "(" in rest or ")" in rest:
        return "a bracket ( ) that is not closed, or one inside another; for spoken brackets use （ ）"
    alone = [group for group in GROUP.findall(line) if "|" not in group]
    return (
        f"({alone[0]}): alternatives are divided by |; to leave the words out now and then: ({alone[0]}|)"
        if alone
        else None
    )
