"""Only what is sound gets to trainees; what is retired can come back; a persona in use stays."""

from __future__ import annotations

import pytest

from app.storage.records import Name, Step
from app.studio.beginnings import begin
from app.studio.publishing import offer_again, publish, retire, ship_again
from app.studio.shelf import State, shelf, state_of
from app.studio.workbench import Workbench
from simulator.errors import BadInput, ContentError
from tests.app.studio.conftest import BOSS, BOSS_TEXT, MINE, MY_TEXT, SHIPPED, TEXT

SPOILT = [
    ("mood: angry", "mood: furious"),
    ("persona: impatient-boss", "persona: nobody"),
    ("skills: [matching.feeling,", "skills: [no.such.item,"),
    ("scorecard: inbound@1", "scorecard: mine@1"),
    ("title: 流量", "title: [流量"),
    ("id: telecom/mine", "id: telecom/yours"),
    ("title: 流量超额，一个月扣了一百六", 'title: ""'),
]


@pytest.mark.parametrize(("old", "new"), SPOILT)
def test_nothing_unsound_can_be_published(house, wang, old, new):
    assert old in MY_TEXT
    draft = house.store.contents.put(MINE, MY_TEXT.replace(old, new, 1), None, wang)
    with pytest.raises(ContentError) as caught:
        publish(house, MINE, draft.stamp, wang)
    assert caught.value.problems[0].startswith("telecom/mine.yaml:")
    assert house.store.contents.live() == []
    assert house.store.contents.draft(MINE) == draft


def test_what_is_published_is_offered_at_once(house, wang):
    bench = Workbench(house, begin(house, MINE, MY_TEXT, wang).name, wang)
    entry = bench.publish("上线", {"rehearsed": False, "confirmed": True})
    assert (entry.number, entry.note) == (1, "上线")
    assert house.library().scenario(MINE.id).title.startswith("流量超额")
    assert state_of(house, MINE) is State.PUBLISHED
    assert bench.draft is None


def test_a_state_that_was_not_seen_is_not_published(house, wang, li):
    seen = begin(house, MINE, MY_TEXT, wang)
    house.store.contents.put(MINE, MY_TEXT + "# 李\n", seen.stamp, li)
    with pytest.raises(BadInput) as caught:
        publish(house, MINE, seen.stamp, wang)
    assert caught.value.code == "draft_changed"


def test_what_ships_can_be_retired_and_offered_again(house, wang):
    retire(house, SHIPPED, wang)
    assert state_of(house, SHIPPED) is State.RETIRED
    assert SHIPPED.id not in house.library().scenarios
    assert offer_again(house, SHIPPED, wang).step is Step.SHIPPED
    assert state_of(house, SHIPPED) is State.SHIPPED


def test_what_was_published_comes_back_as_it_was(house, wang):
    changed = TEXT.replace("title: 流量超额", "title: 改过")
    publish(house, SHIPPED, house.store.contents.put(SHIPPED, changed, None, wang).stamp, wang)
    retire(house, SHIPPED, wang)
    offer_again(house, SHIPPED, wang)
    assert house.library().scenario(SHIPPED.id).title.startswith("改过")
    ship_again(house, SHIPPED, wang)
    assert house.library().scenario(SHIPPED.id).title.startswith("流量超额")


def test_what_never_was_offered_cannot_come_back(house, wang):
    begin(house, MINE, MY_TEXT, wang)
    with pytest.raises(BadInput) as caught:
        offer_again(house, MINE, wang)
    assert caught.value.code == "never_published"
    with pytest.raises(BadInput) as caught:
        ship_again(house, MINE, wang)
    assert caught.value.code == "not_shipped"


def test_a_persona_that_scenarios_need_is_not_retired(house, wang):
    with pytest.raises(BadInput) as caught:
        retire(house, BOSS, wang)
    assert caught.value.code == "persona_in_use"
    assert SHIPPED.id in caught.value.facts["scenarios"]


def test_a_persona_is_not_changed_away_from_its_scenarios(house, wang):
    english = BOSS_TEXT.replace("language: zh-CN", "language: en-GB")
    draft = house.store.contents.put(BOSS, english, None, wang)
    with pytest.raises(ContentError) as caught:
        publish(house, BOSS, draft.stamp, wang)
    assert any(SHIPPED.id in problem for problem in caught.value.problems)


def test_the_shelf_shows_drafts_first_and_what_trainees_have_of_each(house, wang):
    begin(house, MINE, "title: 半成品 # 还没写完\n", wang)
    retire(house, SHIPPED, wang)
    first, *rest = shelf(house, "scenario")
    assert (first.name, first.title, first.state) == (MINE, "半成品", State.NEW)
    assert next(item.state for item in rest if item.name == SHIPPED) is State.RETIRED
    broken = Name("scenario", "telecom/broken")
    house.store.contents.enter(broken, Step.PUBLISHED, wang, "title: [")
    assert next(i.state for i in shelf(house, "scenario") if i.name == broken) is State.LEFT_OUT
