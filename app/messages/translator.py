"""Finds the sentence for a key in the user's language and fills its slots."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from ruamel.yaml import YAML

from simulator.errors import ContentError, DuilianError
from simulator.transcript import is_chinese

FOLDER = Path(__file__).parent
log = logging.getLogger(__name__)


def language_of(tag: str | None) -> str:
    """The catalogue for a BCP 47 tag: English for en-…, Chinese for everything else and for None."""
    return "en" if tag and tag.replace("_", "-").lower().split("-")[0] == "en" else "zh"


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of ``language`` (zh or en) by dotted key."""
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return dict(_flat(YAML(typ="safe", pure=True).load(text), ""))


def _flat(node: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


class Translator:
    """Sentences in one language: ``t("practice.title")``, ``t("practice.best", total=82, times=3)``.

    ``language`` is any BCP 47 tag, for instance the browser's. A missing key or slot is a bug: it
    raises KeyError while ``strict`` (as in tests) and otherwise shows the key, with a line in the log.
    """

    strict: ClassVar[bool] = False

    def __init__(self, language: str | None = None) -> None:
        self.language = language_of(language)
        self._sentences = catalogue(self.language)

    def t(self, key: str, /, **facts: object) -> str:
        """The sentence of ``key``; lists among ``facts`` are written out."""
        try:
            return self._sentences[key].format_map({name: self._shown(fact) for name, fact in facts.items()})
        except KeyError as error:
            if self.strict:
                raise
            log.error("message %s: %s is missing in %s", key, error, self.language)
            return self._sentences.get(key, key)

    def error(self, error: DuilianError) -> str:
        """What went wrong, in the user's language; the error's own English where none is written."""
        sentence = self._sentences.get(f"errors.{error.code}")
        if sentence is None:
            log.error("no message errors.%s", error.code)
            return str(error)
        facts = {name: self._shown(fact) for name, fact in error.facts.items()}
        if isinstance(error, ContentError):
            facts |= {"count": len(error.problems), "first": error.problems[0]}
        try:
            return sentence.format_map(facts)
        except KeyError as slot:
            log.error("errors.%s: slot %s is missing", error.code, slot)
            return str(error)

    def _shown(self, fact: object) -> object:
        if isinstance(fact, list | tuple | set | frozenset):
            items = sorted(fact) if isinstance(fact, set | frozenset) else fact
            return ("、" if is_chinese(self.language) else ", ").join(str(item) for item in items)
        return fact
