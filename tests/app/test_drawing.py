"""What pages draw fits its place and speaks one language."""

from __future__ import annotations

import ast
import re

import pytest

from app.components.charts import AXIS, broken
from grading.scorecard import load_scorecard, scorecard_names
from tests.pages import ROOT

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

MEANT = {"中文", "；"}  # a language's own name; what joins reasons that a Chinese call gives


@pytest.mark.parametrize("chinese", [True, False])
@pytest.mark.parametrize("card", scorecard_names())
def test_the_name_of_an_axis_fits_beside_the_radar(card, chinese):
    for section in load_scorecard(card).sections:
        name = section.title.in_language(chinese)
        assert broken(name).replace("\n", " ") == name
        for line in broken(name).split("\n"):
            assert len(line) <= AXIS or " " not in line
            assert len(line) <= 14  # what a phone has room for


def test_words_on_the_screen_come_from_the_messages():
    """A Chinese colon between English words was one that did not."""
    for path in sorted((ROOT / "app/components").rglob("*.py")) + sorted((ROOT / "app/pages").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                place = f"{path.name}:{node.lineno}: {node.value!r}"
                assert node.value in MEANT or not CHINESE.search(node.value), place
