"""The rules of guidance and the checklists of the stages, read from YAML; a trainer's own laid over them.

Unknown keys, acts, stages and items are refused; every problem comes as ``file:line: object: what, valid``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from coaching.guidance.book_checks import book_problems
from coaching.guidance.rule import Rule
from simulator.content.persona import Content
from simulator.content.problems import at, by_line, parse
from simulator.content.quick_yaml import read_quickly
from simulator.content.yaml_reading import plain, read_yaml
from simulator.content.yaml_reading import shown as place_shown
from simulator.errors import ContentError

SHIPPED = Path(__file__).parent / "rules.yaml"
_PLACE = re.compile(r"\brules\.(\d+)")


class RuleBook(Content):
    """Everything the coach goes by."""

    off: list[str] = Field(default_factory=list, description="rules that ship and are not wanted, by id")
    checklists: dict[str, list[str]] = Field(
        default_factory=dict, description="by stage: the scorecard items that belong to it"
    )
    rules: list[Rule] = Field(default_factory=list)


def shipped() -> RuleBook:
    """The rules that ship. Raises ContentError when they are broken."""
    return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> RuleBook:
    return read_guidance(SHIPPED)


def read_guidance(path: Path) -> RuleBook:
    """The rules of a file. Raises ContentError with every problem."""
    book = _sound(path)
    if book is None:
        raise ContentError(check_guidance(path) or [f"{place_shown(path)}:1: file: has changed just now"])
    return book


def _sound(path: Path) -> RuleBook | None:
    """The rules of a file without problems, read the quick way first."""
    data = read_quickly(path)
    if data is None:
        data = plain(read_yaml(path, []))
    try:
        book = RuleBook.model_validate(data)
    except ValidationError:
        return None
    return None if any(book_problems(data, Rule, _below(path))) else book


def _below(path: Path) -> tuple[str, ...]:
    """The rules that those of a file are laid over."""
    return () if path.resolve() == SHIPPED else tuple(rule.id for rule in shipped().rules)


def check_guidance(path: Path) -> list[str]:
    """Every problem of a file of rules; empty when it is sound."""
    problems: list[str] = []
    data = read_yaml(path, problems)
    if data is not None:
        parse(data, path, RuleBook, problems)
        wrong = book_problems(plain(data), Rule, _below(path))
        problems.extend(at(path, data, place, told) for place, told in wrong)
    return [_by_name(problem, data) for problem in by_line(problems, path)]


def laid_over(below: RuleBook, own: RuleBook) -> RuleBook:
    """``own`` over ``below``: a rule of the same id replaces, another is added, those in ``off`` go."""
    rules = {rule.id: rule for rule in below.rules} | {rule.id: rule for rule in own.rules}
    return RuleBook(
        checklists={**below.checklists, **own.checklists},
        rules=[rule for name, rule in rules.items() if name not in own.off],
    )


def _by_name(problem: str, data: Any) -> str:  # noqa: ANN401 - whatever YAML holds
    """``rules.3`` is the rule's id where it has one."""

    def name(found: re.Match[str]) -> str:
        try:
            return str(data["rules"][int(found[1])]["id"])
        except (KeyError, IndexError, TypeError):
            return found[0]

    return _PLACE.sub(name, problem, count=1)
