"""Many patterns over one text: most cannot match, and a look at the text's characters tells which.

For each regular expression the sieve works out stretches of one to three characters of which at least one
stands in anything that it matches (欢迎致电|您好 needs 致电 or 您好). Only patterns whose stretches stand in
a text are tried on it. A pattern for which nothing is known is always tried, so results never change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import _constants as parts  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Stretches = frozenset[str]
LONGEST = 3
MOST_CHARACTERS = 24  # of a class like [零一二三]; a larger one says little
COMMON = frozenset("的了是不我您你这那就有在一个们来给到也都要可以会没好什么吗呢吧说还能上下 ,.?etaoinsrhl")
RARE, USUAL, OFTEN = 1, 4, 20  # how often a stretch turns up, roughly
_GROUP = {parts.SUBPATTERN: -1, parts.ATOMIC_GROUP: 0}
_REPEAT = {parts.MAX_REPEAT, parts.MIN_REPEAT, parts.POSSESSIVE_REPEAT}


class Sieve:
    """Compiled patterns, and for each stretch those that it lets through."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._always: list[int] = []
        self._after: dict[str, list[int]] = {}
        for place, pattern in enumerate(self._patterns):
            needed = needs(pattern)
            if needed is None:
                self._always.append(place)
            for stretch in needed or ():
                self._after.setdefault(stretch, []).append(place)

    def matching(self, text: str) -> Iterator[int]:
        """The places of all patterns that match somewhere in ``text``, in order."""
        possible = set(self._always)
        for stretch in self._after.keys() & stretches(text):
            possible.update(self._after[stretch])
        return (place for place in sorted(possible) if self._patterns[place].search(text))


@lru_cache(maxsize=512)
def stretches(text: str) -> Stretches:
    """Every stretch of one to three characters of a text."""
    pairs = (text[i : i + 2] for i in range(len(text) - 1))
    triples = (text[i : i + 3] for i in range(len(text) - 2))
    return frozenset([*text, *pairs, *triples])


def needs(pattern: re.Pattern[str]) -> Stretches | None:
    """Stretches of which one stands in every text that the pattern matches; None where none are known."""
    if pattern.flags & re.IGNORECASE:
        return None
    found = _of_sequence(list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    return None if found is None or "" in found else found


def _of_sequence(nodes: Sequence[tuple[Any, Any]]) -> Stretches | None:
    """What the most telling part of a sequence needs."""
    found: list[Stretches] = []
    run = ""
    for kind, value in [*nodes, (None, None)]:
        if kind is parts.LITERAL:
            run += chr(value)
            continue
        found += [_telling(run)] if run else []
        run = ""
        needed = _of_node(kind, value)
        found += [needed] if needed is not None else []
    return min(found, key=_cost, default=None)


def _of_node(kind: object, value: Any) -> Stretches | None:  # noqa: ANN401  each kind has a value of its own
    if kind in _GROUP:
        return _of_sequence(list(value[-1] if kind is parts.SUBPATTERN else value))
    if kind is parts.BRANCH:
        return _of_all([_of_sequence(list(branch)) for branch in value[1]])
    if kind in _REPEAT:
        return _of_sequence(list(value[2])) if value[0] else None
    if kind is parts.ASSERT:
        return _of_sequence(list(value[1]))
    if kind is parts.IN:
        return _of_class(value)
    return None


def _of_all(branches: Sequence[Stretches | None]) -> Stretches | None:
    """A branch that needs nothing lets everything through."""
    known = [branch for branch in branches if branch is not None]
    return frozenset().union(*known) if len(known) == len(branches) else None


def _of_class(members: Sequence[tuple[Any, Any]]) -> Stretches | None:
    """The characters of a small class."""
    if any(kind is not parts.LITERAL for kind, _ in members) or len(members) > MOST_CHARACTERS:
        return None
    return frozenset(chr(value) for _, value in members)


def _telling(run: str) -> Stretches:
    """The rarest stretch of a run of characters."""
    size = min(LONGEST if run.isascii() else 2, len(run))
    pieces = [run[i : i + size] for i in range(len(run) - size + 1)]
    return frozenset([min(pieces, key=_often)])


def _cost(needed: Stretches) -> int:
    return sum(map(_often, needed))


def _often(stretch: str) -> int:
    common = sum(char in COMMON for char in stretch)
    if len(stretch) == 1:
        return OFTEN if common or stretch.isascii() else USUAL
    if stretch.isascii() and len(stretch) == 2:
        return OFTEN
    return USUAL if common == len(stretch) else RARE
