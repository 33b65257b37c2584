"""Every message of the check has a Chinese sentence, found where the check makes it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from app.studio.problems import taken_apart
from app.studio.told import in_language
from simulator.content import checks, problems, variations, wording_checks, yaml_hints
from simulator.content.alternation import mistake
from simulator.content.loading import Library, load_text
from tests.app.studio.conftest import MY_TEXT

HAN = re.compile("[\u4e00-\u9fff]")


def made_in(module: ModuleType) -> Iterator[str]:
    """Every message that a check yields as it stands, with x for what is filled in."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        told = node.value.elts[1] if isinstance(node, ast.Yield) and _is_problem(node.value) else None
        if isinstance(told, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "x" for part in told.values)
            yield "".join(map(str, parts))
        elif isinstance(told, ast.Constant):
            yield str(told.value)


def _is_problem(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Tuple) and len(value.elts) == 2


MESSAGES = [told for module in (checks, wording_checks, variations) for told in made_in(module)]


@pytest.mark.parametrize("message", [*MESSAGES, *problems.WORDS.values(), *yaml_hints.HINTS.values()])
def test_a_message_of_the_check_has_a_chinese_sentence(message):
    assert HAN.search(in_language(message, "zh")), message
    assert in_language(message, "en") == message


def test_enough_messages_were_found():
    assert len(MESSAGES) > 25


@pytest.mark.parametrize("line", ["(一|二", "(一)"])
def test_a_mistake_in_brackets_has_one_too(line):
    assert in_language(mistake(line) or "", "zh") != mistake(line)


SPOILT = [
    ("mood: angry", "mood: furious"),
    ("mood: angry", "mod: angry"),
    ("mood: angry", "mood: [angry]"),
    ("difficulty: 2", "difficulty: two"),
    ("difficulty: 2", "difficulty: 9"),
    ("title: 流量超额", "title: [流量超额"),
    ("title: 流量超额，一个月扣了一百六", "title: 12"),
    ("title: 流量超额，一个月扣了一百六", "title:"),
    ("anger: 0.7", "anger: 7"),
    ("anger: 0.7", "anger: -7"),
    ("anger: 0.7", "anger: much"),
    ("facts:\n", "facts: 3\nmore:\n"),
    ("caller:\n", "caller: 3\nmore:\n"),
    ("persona: impatient-boss", "persona: nobody"),
    ("persona: impatient-boss", "persona: anxious-shopkeeper"),
    ("id: telecom/mine", "id: telecom/yours"),
    ("company: 星联移动", "\tcompany: 星联移动"),
    ("company: 星联移动", "company：星联移动"),
    ("mood: angry", "mood: angry\nmood: calm"),
    ("mood: angry", 'mood: "angry'),
    ("unfair: true", "unfair: maybe"),
]


@pytest.mark.parametrize(("old", "new"), SPOILT)
def test_what_a_trainer_gets_wrong_is_told_in_chinese(shipped: Library, old, new):
    assert old in MY_TEXT
    loaded = load_text("scenario", "telecom/mine", MY_TEXT.replace(old, new, 1), shipped)
    assert loaded.problems
    for problem in taken_apart(loaded.problems):
        assert HAN.search(in_language(problem.message, "zh")), problem.message
