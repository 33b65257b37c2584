"""Reading scorecards: what ships is sound, what is wrong is named at its line."""

from __future__ import annotations

import pytest

from grading.result import Verdict
from grading.scorecard import SCORECARDS, check_scorecard, load_scorecard, scorecard_names
from grading.scorers import SCORERS
from grading.slots import reasons
from simulator.errors import BadInput, ContentError

INBOUND = SCORECARDS / "inbound.yaml"


def test_the_inbound_scorecard_has_its_22_items_and_points():
    card = load_scorecard("inbound@1")
    assert len(card.items) == 22
    assert sum(item.points for item in card.items) == 116
    assert (card.pass_mark, card.critical_cap) == (80, 59)
    assert {item.id for item in card.items if item.critical} == {"conduct.courtesy", "conduct.privacy"}


def test_every_item_explains_its_levels_and_advises_where_points_are_lost():
    for item in load_scorecard("inbound@1").items:
        assert {Verdict.MET, Verdict.MISSED} <= set(item.levels)
        assert Verdict.MISSED in item.advice
        assert Verdict.PARTIAL not in item.levels or Verdict.PARTIAL in item.advice


def test_every_reason_is_written_in_both_languages():
    for name, sentence in reasons()["reasons"].items():
        assert sentence["zh"], name
        assert sentence["en"], name


def test_a_scorecard_can_be_loaded_from_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        INBOUND.read_text(encoding="utf-8").replace("id: inbound@1", "id: mine@3"), encoding="utf-8"
    )
    assert load_scorecard(path).id == "mine@3"
    assert load_scorecard(str(path)).id == "mine@3"


def test_an_unknown_name_lists_the_valid_ones():
    with pytest.raises(BadInput, match="valid: inbound@1"):
        load_scorecard("outbound@1")
    assert "inbound@1" in scorecard_names()


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("scorer: opening", "scorer: openning", "no scorer 'openning'; valid: accuracy"),
        ("points: 8\n", "point: 8\n", "unknown key; valid: advice"),
        ("{situation}——", "{situatoin}——", "unknown slot {situatoin}; valid: feeling"),
        ("id: greeting.identity", "id: greeting.opening", "'greeting.opening' is used twice"),
        ("pass_mark: 80", "pass_mark: 180", "less than or equal to 100"),
    ],
)
def test_each_mistake_is_named_at_its_line(tmp_path, right, wrong, message):
    text = INBOUND.read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    path = tmp_path / "broken.yaml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    problems = check_scorecard(path)
    assert any(f"broken.yaml:{line}:" in problem and message in problem for problem in problems), problems
    with pytest.raises(ContentError):
        load_scorecard(path)


def test_every_scorer_of_the_table_is_used_by_the_inbound_scorecard():
    assert {item.scorer for item in load_scorecard("inbound@1").items} == set(SCORERS)
