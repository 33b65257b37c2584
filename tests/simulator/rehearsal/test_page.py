"""docs/rehearsal.md names every bot and every gate, and the limits that the code has."""

from __future__ import annotations

import pytest

from simulator.rehearsal import gates
from simulator.rehearsal.bots import BOTS
from simulator.rehearsal.texts import text
from tests.pages import ROOT, Page

PAGE = ROOT / "docs" / "rehearsal.md"
GATES = ["solvable", "too_nice", "leaves", "resistance", "repeats", *gates.GATE_OF.values()]
GATES += [name for name, _ in gates.TRIED.values()]


@pytest.mark.parametrize("name", [*BOTS, *GATES])
def test_it_is_explained_and_has_a_title_in_both_tongues(name):
    assert f"`{name}" in PAGE.read_text(encoding="utf-8")
    assert text(name, "zh-CN", bot="新手") != text(name, "en", bot="novice")


def test_its_limits_are_those_of_the_code():
    page = PAGE.read_text(encoding="utf-8")
    assert f"≥ {gates.SOLVED_FROM:.0%}".replace("%", " %") in page
    assert f"in {gates.MOST_TURNS} turns" in page
    least, most = gates.RESISTANCE
    assert f"{100 * least:.0f}–{100 * most:.0f} %" in page
    kindest = [bot for bot, share in gates.SATISFIED_AT_MOST.items() if share]
    assert f"{', '.join(kindest)} ≤ 20 %" in page


def test_every_file_it_names_exists():
    assert Page(PAGE).missing() == []
