"""The scorecard page: mistakes at their line, a sound card tried on stored calls, nothing stored."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.previewing import read_draft
from app.storage.store import Store
from grading.result import Verdict
from grading.scorecard import SCORECARDS
from tests.app.test_pages import HELLO, T, at_the_desk, press, say, sound, start, words

__all__ = ["start"]  # the fixture
INBOUND = (SCORECARDS / "inbound.yaml").read_text("utf-8")


def paste(app: AppTest, text: str) -> AppTest:
    return sound(app.text_area[0].set_value(text).run())


def with_a_call(start, name: str = "小赵") -> AppTest:
    app = say(at_the_desk(start(name=name)), HELLO)
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    app.switch_page("app/pages/scorecards.py")
    return sound(app.run())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_page_says_how_to_begin(start, language):
    app = start(language, page="scorecards")
    assert app.title[0].value == T[language]("nav.scorecards")
    assert T[language]("scorecards.none") in [info.value for info in app.info]


def test_a_mistake_is_told_over_its_line(start):
    app = paste(start(page="scorecards"), INBOUND.replace("points: 4\n", "points: four\n", 1))
    line = INBOUND[: INBOUND.index("points: 4\n")].count("\n") + 1
    told = words(app)
    assert f"scorecard.yaml:{line}: greeting.opening.points: must be a number, without quotes" in told
    assert f"{line} | points: four" in told
    assert not app.multiselect


@pytest.mark.parametrize("text", ["\t", "- a", "sections: 7", "x" * 500_001, "\0"])
def test_whatever_is_pasted_gets_an_answer(start, text):
    app = paste(start(page="scorecards"), text)
    assert app.error or T["zh"]("scorecards.none") in [info.value for info in app.info]


def test_a_shipped_card_can_be_started_from_and_has_no_differences(start):
    app = with_a_call(start)
    sound(app.selectbox(key="scorecard_shipped").set_value("inbound@1").run())
    assert app.text_area[0].value == INBOUND
    assert T["zh"]("scorecards.different", count=0, whole=22) in [c.value for c in app.caption]


def test_a_changed_card_marks_what_differs_and_stores_nothing(start, tmp_path):
    app = with_a_call(start)
    store = Store(f"sqlite:///{tmp_path}/duilian.db", tmp_path / "recordings")
    (before,) = store.history.graded(store.learners.named("小赵"))
    swapped = INBOUND.replace("scorer: opening\n", "scorer: thanks\n", 1).replace(
        "id: greeting.identity", "id: greeting.who"
    )
    told = words(
        paste(app, swapped.replace("          met:", "          na: {zh: 无, en: none}\n          met:", 1))
    )
    assert T["zh"]("scorecards.differs") in told
    assert T["zh"]("scorecards.no_item") in told, "one item was renamed"
    assert store.history.graded(store.learners.named("小赵")) == [before]


def test_a_trainers_verdict_goes_before_both_cards(start, tmp_path):
    app = with_a_call(start)
    store = Store(f"sqlite:///{tmp_path}/duilian.db", tmp_path / "recordings")
    (call,) = store.history.graded(store.learners.named("小赵"))
    item = next(item for item in call.result["items"] if item["verdict"] == Verdict.MISSED)
    store.verdicts.override(call.id, item["id"], Verdict.MET, "听错了", store.learners.named("张老师"))
    told = words(paste(app, INBOUND))
    assert T["zh"]("scorecards.different", count=0, whole=22) in told
    assert told.count(T["zh"]("scorecards.overridden")) == 1


def test_without_a_call_the_page_says_so(start):
    app = paste(start(page="scorecards"), INBOUND)
    assert T["zh"]("scorecards.no_calls") in [info.value for info in app.info]


def test_a_draft_stays_when_another_page_is_looked_at(start):
    app = paste(start(page="scorecards"), INBOUND + "# mine\n")
    app.switch_page("app/pages/settings.py")
    sound(app.run())
    app.switch_page("app/pages/scorecards.py")
    assert sound(app.run()).text_area[0].value.endswith("# mine\n")


def test_a_guest_chooses_among_their_own_calls_only(start):
    with_a_call(start)
    app = paste(start(name=None, page="scorecards"), INBOUND)
    assert [box.key for box in app.selectbox] == ["scorecard_shipped"]
    assert T["zh"]("scorecards.no_calls") in [info.value for info in app.info]


def test_text_that_no_file_can_hold_is_told():
    draft = read_draft("id: \ud800")
    assert [mistake.told for mistake in draft.mistakes] == ["scorecard.yaml:1: file: not UTF-8 at byte 4"]
