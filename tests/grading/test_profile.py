"""Soft skills and dimensions add up what the items say."""

from __future__ import annotations

import pytest

from grading.profile import DIMENSIONS, SOFT_SKILLS, parts, profile
from grading.result import ItemResult, Verdict
from grading.scorecard import load_scorecard


def item(name: str, verdict: Verdict, points: float = 6) -> ItemResult:
    return ItemResult(id=name, verdict=verdict, points=points, earned=points * (verdict.share or 0), why="")


@pytest.mark.parametrize("view", [SOFT_SKILLS, DIMENSIONS])
def test_every_part_rests_on_items_of_the_inbound_scorecard(view):
    known = {one.id for one in load_scorecard("inbound@1").items}
    assert all(set(part.items) <= known for part in parts()[view])


def test_every_item_shows_in_some_view():
    shown = {name for view in parts().values() for part in view for name in part.items}
    assert shown == {one.id for one in load_scorecard("inbound@1").items}


def test_a_part_is_what_was_earned_of_what_was_possible():
    items = [item("listening.restate", Verdict.MISSED, 9), item("listening.acknowledge", Verdict.MET, 3)]
    found = {standing.part.id: standing.share for standing in profile(SOFT_SKILLS, items)}
    assert found["active_listening"] == pytest.approx(0.25)


def test_what_did_not_apply_counts_nowhere():
    items = [item("listening.targeted_question", Verdict.NA), item("listening.restate", Verdict.UNSCORED)]
    assert all(standing.share is None for standing in profile(SOFT_SKILLS, items))
