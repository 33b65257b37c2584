"""The merged library: what ships, over it what trainers published or retired; nothing unsound is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.house import House
from app.library import EVERY, Merged, MergedLibrary
from app.settings import read_settings
from app.storage import Store
from app.storage.records import Name, Step
from app.wiring import scorecard_items
from simulator.content.loading import PERSONAS, SCENARIOS, Library
from simulator.errors import Unavailable

SHIPPED = Name("scenario", "telecom/data-overage")
MINE = Name("scenario", "telecom/mine")
BOSS = Name("persona", "impatient-boss")
OWL = Name("persona", "night-owl")
TEXT = (SCENARIOS / "telecom/data-overage.yaml").read_text(encoding="utf-8")
BOSS_TEXT = (PERSONAS / "impatient-boss.yaml").read_text(encoding="utf-8")
MY_TEXT = TEXT.replace("id: telecom/data-overage", "id: telecom/mine")
OWL_TEXT = BOSS_TEXT.replace("id: impatient-boss", "id: night-owl")


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}", tmp_path / "media")
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def merged(store: Store, shipped: Library, clock: Clock) -> MergedLibrary:
    return MergedLibrary(store.contents, shipped, scorecard_items(), clock)


def publish(store: Store, name: Name, text: str) -> None:
    store.contents.enter(name, Step.PUBLISHED, None, text)


def test_without_any_publication_it_is_what_ships(merged, shipped):
    now = merged.now()
    assert now == Merged(Library(shipped.scenarios, shipped.personas))


def test_a_published_scenario_is_offered_beside_what_ships(merged, store, shipped):
    publish(store, MINE, MY_TEXT)
    now = merged.now()
    assert set(now.library.scenarios) == {*shipped.scenarios, "telecom/mine"}
    assert now.live[MINE].number == 1
    assert now.left_out == {}


def test_a_published_text_takes_the_place_of_the_file_until_that_is_restored(merged, store, shipped):
    publish(store, SHIPPED, TEXT.replace("title: 流量超额", "title: 改过的标题"))
    assert merged.now().library.scenario(SHIPPED.id).title.startswith("改过的标题")
    assert shipped.scenario(SHIPPED.id).title.startswith("流量超额"), "what ships is not touched"
    store.contents.enter(SHIPPED, Step.SHIPPED, None)
    assert merged.refresh().library.scenario(SHIPPED.id) == shipped.scenario(SHIPPED.id)


def test_a_retired_scenario_is_gone_whether_it_ships_or_not(merged, store):
    publish(store, MINE, MY_TEXT)
    for name in (SHIPPED, MINE):
        store.contents.enter(name, Step.RETIRED, None)
    assert not {SHIPPED.id, MINE.id} & merged.now().library.scenarios.keys()
    publish(store, MINE, MY_TEXT)
    assert MINE.id in merged.refresh().library.scenarios


def test_a_scenario_may_have_a_persona_that_was_published(merged, store):
    publish(store, MINE, MY_TEXT.replace("persona: impatient-boss", "persona: night-owl"))
    assert list(merged.now().left_out) == [MINE]
    publish(store, OWL, OWL_TEXT)
    now = merged.refresh()
    assert now.left_out == {}
    assert now.library.persona(now.library.scenario(MINE.id).persona).id == "night-owl"


def test_what_does_not_pass_the_check_any_more_is_left_out_and_told(merged, store, shipped):
    line = MY_TEXT[: MY_TEXT.index("mood: angry")].count("\n") + 1
    publish(store, MINE, MY_TEXT.replace("mood: angry", "mood: furious"))
    publish(store, SHIPPED, "title: [")
    publish(store, BOSS, "id: impatient-boss")
    now = merged.now()
    assert set(now.left_out) == {MINE, SHIPPED, BOSS}
    assert now.left_out[MINE][0].startswith(f"telecom/mine.yaml:{line}: mood: ")
    assert now.library.scenarios == shipped.scenarios, "the sound file stands in"
    assert now.library.personas == shipped.personas


def test_a_scenario_whose_caller_is_gone_is_left_out_and_told(merged, store, shipped):
    store.contents.enter(BOSS, Step.RETIRED, None)
    now = merged.now()
    callers = {name for name, scenario in shipped.scenarios.items() if scenario.persona == BOSS.id}
    assert SHIPPED.id in callers
    assert callers <= {name.id for name in now.left_out}
    assert not callers & now.library.scenarios.keys()
    assert "persona: no persona 'impatient-boss'; valid: " in now.left_out[SHIPPED][0]


def test_a_caller_who_speaks_another_tongue_by_now_is_told(merged, store):
    english = BOSS_TEXT.replace("language: zh-CN", "language: en-GB")
    publish(store, BOSS, english)
    now = merged.now()
    assert BOSS.id in now.library.personas
    assert "speaks en-GB" in now.left_out[SHIPPED][0]


def test_another_process_sees_a_publication_within_seconds(merged, store, shipped, clock):
    """Two servers on one database: this one looks again after two seconds, without being told."""
    before = merged.now()
    publish(store, MINE, MY_TEXT)
    assert merged.now() is before
    clock.seconds += EVERY
    assert MINE.id in merged.now().library.scenarios
    other = MergedLibrary(store.contents, shipped, scorecard_items())
    assert MINE.id in other.now().library.scenarios


def test_nothing_is_read_or_checked_anew_while_nothing_changes(merged, store, clock, monkeypatch):
    publish(store, MINE, MY_TEXT)
    before = merged.now()
    monkeypatch.setattr(store.contents, "live", lambda: pytest.fail("read again"))
    clock.seconds += EVERY
    assert merged.now() is before


def test_a_text_is_checked_once_though_others_are_published(merged, store, monkeypatch):
    publish(store, MINE, MY_TEXT)
    mine = merged.now().library.scenario(MINE.id)
    publish(store, SHIPPED, TEXT)
    assert merged.refresh().library.scenario(MINE.id) is mine


def test_a_database_that_fails_later_leaves_the_library_as_it_was(merged, store, clock, monkeypatch):
    before = merged.now()

    def down() -> None:
        raise Unavailable("the database cannot be used now", code="storage")

    monkeypatch.setattr(store.contents, "live_stamp", down)
    clock.seconds += EVERY
    assert merged.now() is before


def test_desk_and_practice_get_what_was_published(tmp_path):
    house = House(read_settings({"DUILIAN_DATA": str(tmp_path)}))
    publish(house.store, MINE, MY_TEXT)
    assert MINE.id in house.library().scenarios
    assert house.opened
    house.store.close()
