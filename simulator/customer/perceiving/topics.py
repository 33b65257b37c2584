"""A sum named first and paid after a comma, taken as one: 您那四十五块，我申请返还."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.customer.perceiving.forms import fits
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.reading import Clause, Understanding


def with_topics(read: Understanding, language: str) -> Understanding:
    """The same reading where a clause that only names a sum is one with the clause that moves money."""
    clauses = tuple(_joined(read.clauses, language))
    return read if len(clauses) == len(read.clauses) else replace(read, clauses=clauses)


def _joined(clauses: tuple[Clause, ...], language: str) -> Iterator[Clause]:
    held: Clause | None = None
    for clause in clauses:
        if held is not None and _moves_it(clause.text, language):
            clause = Clause(f"{held.text.rstrip('，,。. ')} {clause.text}", held.start, clause.acts)
        elif held is not None:
            yield held
        held = clause if _names_a_sum(clause.text, language) else None
        if held is None:
            yield clause
    if held is not None:
        yield held


def _moves_it(text: str, language: str) -> bool:
    """Whether a clause speaks of paying, and names no sum itself."""
    return fits(text, "pays", language) and not numerals(plain(text), is_chinese(language))


def _names_a_sum(text: str, language: str) -> bool:
    """Whether a clause names one sum and tells nothing of it: 多扣的四十五块, that thirty pounds."""
    found = numerals(plain(text), is_chinese(language))
    if not found:
        return False
    money = [fact.text for fact in facts(text, language) if fact.kind is FactKind.MONEY]
    said = money[0] if len(money) == 1 else text[found[0].start : found[0].end]
    return fits(plain(text).replace(plain(said), "N", 1), "only_names", language)
