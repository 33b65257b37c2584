"""The phrase patterns in ``grading/lexicon/*.yaml``: forms that rules can tell exactly, by name and language.

A pattern is a regular expression over the normalised text (half width, lower case, same length), so a
match's offsets quote the original verbatim. ``<name>`` inside a pattern stands for another entry; what
``borrows`` is heard in English words too in a Chinese call: thank you 您的来电.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from simulator.content.yaml_reading import plain as as_plain
from simulator.content.yaml_reading import read_yaml
from simulator.errors import ContentError
from simulator.understanding.normalise import plain
from simulator.understanding.sieve import Sieve

LEXICON = Path(__file__).parent / "lexicon"
_REFERENCE = re.compile(r"<(\w+)>")


class Patterns:
    """All patterns of one language, compiled once."""

    def __init__(self, sources: dict[str, list[str]], words: bool) -> None:
        self._sources = sources
        self._words = words
        self.compiled = {name: re.compile(self._source(name)) for name in sources}
        self._names = tuple(self.compiled)
        self._sieve = Sieve(tuple(self.compiled.values()))

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """The first match of entry ``name`` in ``text``, or None."""
        return _first(self, name, text)

    def has(self, name: str, text: str) -> bool:
        """Whether entry ``name`` matches anywhere in ``text``."""
        return self.find(name, text) is not None

    def all_in(self, text: str) -> Iterator[str]:
        """The names of all entries that match somewhere in ``text``."""
        return (self._names[place] for place in self._sieve.matching(plain(text)))

    def every(self, name: str, text: str) -> Iterator[re.Match[str]]:
        """All matches of entry ``name``, left to right."""
        return self.compiled[name].finditer(plain(text))

    def without(self, text: str, *names: str) -> str:
        """``text`` (normalised) with the matches of these entries blanked out."""
        rest = plain(text)
        for name in names:
            rest = _blanked(self, name, rest)
        return rest

    def _source(self, name: str, inside: tuple[str, ...] = ()) -> str:
        """The alternatives of one entry with its references filled in; English stands on word borders."""
        if name in inside or name not in self._sources:
            raise ContentError([f"grading/lexicon: {name}: no such entry, or it refers to itself"])
        parts = (
            _REFERENCE.sub(lambda found: self._source(found[1], (*inside, name)), part)
            for part in self._sources[name]
        )
        joined = "|".join(parts)
        return rf"(?<!\w)(?:{joined})(?!\w)" if self._words else f"(?:{joined})"


@lru_cache(maxsize=8192)
def _first(words: Patterns, name: str, text: str) -> re.Match[str] | None:
    """Several scorers look for the same thing in the same clause."""
    return words.compiled[name].search(plain(text))


@lru_cache(maxsize=8192)
def _blanked(words: Patterns, name: str, flat: str) -> str:
    return words.compiled[name].sub(lambda found: " " * len(found.group()), flat)


def _borrowed(english: str) -> str:
    """An English form inside Chinese, where a word ends at any Han character."""
    return f"(?<![a-z])(?:{english})(?![a-z])"


@lru_cache(maxsize=2)
def patterns(chinese: bool) -> Patterns:
    """The patterns of Chinese, or of English. Raises ContentError when a lexicon file is broken."""
    sources: dict[str, list[str]] = {}
    problems: list[str] = []
    for path in sorted(LEXICON.glob("*.yaml")):
        entries = as_plain(read_yaml(path, problems) or {})
        for name, by_language in entries.items():
            sources[name] = by_language["zh" if chinese else "en"]
            if chinese and by_language.get("borrows"):
                sources[name] = [*sources[name], *map(_borrowed, by_language["en"])]
    if problems:
        raise ContentError(problems)
    return Patterns(sources, words=not chinese)
