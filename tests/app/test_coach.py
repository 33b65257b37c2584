"""The coach on the pages, by AppTest: the box, its switch, what report and progress page say of it."""

from __future__ import annotations

import logging

import pytest

from app import guiding
from app.guiding import Guide, hints_of, looked_back, rules
from app.house import House
from app.settings import read_settings
from app.storage.store import Store
from coaching.guidance import shipped
from coaching.guidance.following import FollowUp
from coaching.guidance.rule import Theme
from grading.result import Verdict
from simulator.errors import Unavailable
from simulator.transcript import EndReason, Mood, Speaker, Turn
from simulator.voice.wav import encode
from tests.app.test_desk import voice
from tests.app.test_pages import HELLO, SCENARIO, T, at_the_desk, press, say, sound, start, words
from tests.app.test_progress import GOOD, ME, result

__all__ = ["start"]  # the fixture
SWITCH = T["zh"]("coach.switch")
OWN_RULE = """
rules:
  - id: mine
    theme: listening
    importance: 9
    when: {after_turns: 1}
    followed: [{agent: [restate]}]
    title: {zh: 我们班的规矩：先记下来, en: Write it down first}
"""


def switch(app):
    return next(toggle for toggle in app.toggle if toggle.label == SWITCH)


def store_of(folder) -> Store:
    return Store(f"sqlite:///{folder}/duilian.db", folder / "media")


def provoked(app):
    """A call in which the customer is denied: the coach has something to say."""
    say(at_the_desk(app), HELLO)
    return say(app, "不可能，我们没有乱扣您的钱。")


# ---- the box


def test_the_box_shows_checklist_share_and_a_hint_as_the_call_goes_on(start):
    app = at_the_desk(start())
    assert T["zh"]("coach.none") in words(app)
    assert T["zh"]("coach.missed", item="开场问候") in words(app)
    say(app, HELLO)
    assert "客户约说" in words(app)
    assert "字/分" not in words(app), "typed words have no speed"
    say(app, "不可能，我们没有乱扣您的钱。")
    assert words(app).count('class="dl-tip on"') == 1
    assert T["zh"]("coach.none") not in words(app)


def test_the_box_says_nothing_of_the_customers_mood(start):
    app = provoked(start())
    assert not any(T["zh"](f"state.{part}") in words(app) for part in Mood.model_fields)


def test_the_switch_sends_the_coach_away_and_is_remembered(start):
    app = start()
    sound(app.button(key=f"take-{SCENARIO}").click().run())
    assert switch(app).value is True
    sound(switch(app).set_value(False).run())
    assert T["zh"]("coach.unmarked") in words(app)
    press(app, T["zh"]("call.ready"))
    press(app, T["zh"]("call.pick_up"))
    say(app, HELLO)
    assert 'class="dl-tip' not in words(app)
    assert app.session_state["coach"] == "off"
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.once_more"))
    assert switch(app).value is False


def test_the_coach_can_be_called_in_the_middle_of_a_call(start):
    app = start()
    app.session_state["coach"] = "off"
    provoked(app)
    assert 'class="dl-tip' not in words(app)
    sound(switch(app).set_value(True).run())
    assert 'class="dl-tip' in words(app)


def test_an_english_screen_has_an_english_coach(start):
    app = start("en")
    sound(app.button(key=f"take-{SCENARIO}").click().run())
    press(app, T["en"]("call.ready"))
    press(app, T["en"]("call.pick_up"))
    assert T["en"]("coach.missed", item="Opening") in words(app) or "To do: " in words(app)


# ---- the report and the progress page


def test_a_call_with_the_coach_is_marked_and_its_hints_are_in_the_report(start, tmp_path):
    app = provoked(start())
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    assert T["zh"]("coach.helped") in words(app)
    assert T["zh"]("coach.after_turn", turn=4) in words(app)
    assert T["zh"]("coach.too_late") in words(app)
    store = store_of(tmp_path)
    (call,) = store.history.calls(store.learners.named(ME))
    assert call.assisted
    assert store.history.best(store.learners.named(ME))[SCENARIO].total is None
    assert len(store.hints.of(call.id)) == words(app).count("句之后")
    store.close()


def test_a_call_without_the_coach_is_not_marked(start, tmp_path):
    app = start()
    app.session_state["coach"] = "off"
    provoked(app)
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    assert T["zh"]("coach.helped") not in words(app)
    store = store_of(tmp_path)
    (call,) = store.history.calls(store.learners.named(ME))
    assert not call.assisted
    assert store.hints.of(call.id) == []
    store.close()


def graded(folder, *, alone: int, helped: int) -> None:
    """Graded calls; those with the coach have 20 points more."""
    house = House(read_settings({"DUILIAN_DATA": str(folder)}))
    store, found = house.store, result(GOOD)
    scenario, persona = house.library().cast(SCENARIO, 1)
    for n in range(alone + helped):
        assisted = n >= alone
        call_id = store.begin_call(
            learner=store.learners.named(ME),
            scenario=scenario,
            persona=persona,
            seed=n,
            language="zh-CN",
            assisted=assisted,
        )
        store.end_call(call_id, EndReason.ACCEPTED)
        store.verdicts.save(call_id, found | {"call_id": call_id, "total": 90 if assisted else 70})
    store.close()


def test_the_progress_page_counts_unaided_calls_apart(start, tmp_path):
    graded(tmp_path, alone=4, helped=5)
    app = start(page="progress")
    told = words(app)
    assert "拿最初 2 通和最近 2 通比：总分平均从 70 到 70" in told
    assert T["zh"]("practice.record_both", last=90, best=70, helped=90, times=9) in told
    which = next(group for group in app.get("button_group") if group.label == T["zh"]("progress.which"))
    assert which.value == "alone"
    sound(which.set_value("helped").run())
    assert "总分平均从 90 到 90" in words(app)
    card = words(start())
    assert T["zh"]("practice.record_both", last=90, best=70, helped=90, times=9) in card


def test_whoever_has_only_calls_with_the_coach_is_told_so(start, tmp_path):
    graded(tmp_path, alone=0, helped=1)
    app = start(page="progress")
    assert T["zh"]("progress.all_helped") in words(app)
    assert T["zh"]("practice.record_helped", last=90, helped=90, times=1) in words(app)


def test_whoever_never_had_the_coach_sees_nothing_of_it(start, tmp_path):
    graded(tmp_path, alone=1, helped=0)
    app = start(page="progress")
    assert T["zh"]("practice.record", last=70, best=70, times=1) in words(app)
    assert T["zh"]("coach.helped") not in words(app)


# ---- a trainer's own rules


def test_a_trainers_rule_is_used_from_the_next_call_on(start, tmp_path):
    (tmp_path / "guidance.yaml").write_text(OWN_RULE, encoding="utf-8")
    app = say(at_the_desk(start()), HELLO)
    assert "我们班的规矩：先记下来" in words(app)


def test_a_broken_file_is_told_on_the_page_and_in_the_log_and_left_out(start, tmp_path, caplog):
    (tmp_path / "guidance.yaml").write_text(OWN_RULE.replace("restate", "restat"), encoding="utf-8")
    with caplog.at_level(logging.WARNING, guiding.__name__):
        app = say(at_the_desk(start()), HELLO)
    assert "我们班的规矩" not in words(app)
    assert "guidance.yaml 有 1 处问题" in words(app)
    assert "is left out" in caplog.text
    assert 'class="dl-tip' in words(app), "the rules that ship are used"


def test_the_rules_are_read_again_when_the_file_changes(tmp_path):
    assert rules(tmp_path) == (shipped(), ())
    path = tmp_path / "guidance.yaml"
    path.write_text(OWN_RULE, encoding="utf-8")
    assert rules(tmp_path)[0].rules[-1].id == "mine"
    path.write_text("off: [cheated]\n", encoding="utf-8")
    assert "cheated" not in [rule.id for rule in rules(tmp_path)[0].rules]
    path.unlink()
    assert rules(tmp_path) == (shipped(), ())


# ---- behind the pages


@pytest.fixture
def house(tmp_path) -> House:
    return House(read_settings({"DUILIAN_DATA": str(tmp_path), "DUILIAN_SPEAK": "silent"}))


def begun(house: House) -> tuple[str, Guide]:
    scenario, persona = house.library().cast(SCENARIO, 1)
    call_id = house.store.begin_call(
        learner=house.store.learners.named(ME), scenario=scenario, persona=persona, seed=1, language="zh-CN"
    )
    return call_id, Guide(house, call_id, scenario)


def said(*lines: str) -> list[Turn]:
    sides = (Speaker.AGENT, Speaker.CUSTOMER)
    return [
        Turn(speaker=sides[n % 2], text=text, start=4.0 * n, end=4.0 * n + 4) for n, text in enumerate(lines)
    ]


LINES = said(HELLO, "你们是不是背地里偷着扣我的钱？", "不可能的事。", "我不信，你给我查清楚！")


def test_only_what_was_recorded_has_a_measured_speed(house):
    call_id, guide = begun(house)
    assert guide.look(LINES).balance.measured is False
    for index, turn in enumerate(LINES):
        house.store.turns.add(call_id, index, turn, encode(voice(5)))
    found = guide.look(LINES).balance
    assert found.measured is True
    assert found.agent_rate
    assert found.customer_rate


def test_a_reload_goes_on_with_the_hint_that_was_shown(house):
    call_id, guide = begun(house)
    shown = guide.look(LINES[:2]).hint
    assert shown is not None
    again = Guide(house, call_id, house.library().scenario(SCENARIO))
    assert again.look(LINES[:2]).hint == shown
    assert hints_of(house, call_id) == [shown]


def test_the_coach_goes_on_while_storage_is_away_and_catches_up(house, monkeypatch):
    call_id, guide = begun(house)

    def away(*_: object) -> None:
        raise Unavailable("the disk is full", code="storage")

    with monkeypatch.context() as broken:
        for name in ("assist", "add"):
            broken.setattr(house.store.hints, name, away)
        assert guide.look(LINES[:2]).hint is not None
        assert hints_of(house, call_id) == []
    guide.look(LINES[:2])
    assert len(hints_of(house, call_id)) == 1
    assert house.store.call(call_id).assisted


def test_a_corrected_line_is_judged_anew(house):
    call_id, guide = begun(house)
    for index, turn in enumerate(LINES):
        house.store.turns.add(call_id, index, turn)
    guide.look(LINES[:2])
    before = looked_back(house, call_id, tuple(turn.text for turn in LINES))
    assert [became for _, became in before] == [FollowUp.NOT_FOLLOWED]
    better = "钱不明不白少了一百六，换谁都窝火，我一笔一笔给您对出来。"
    house.store.turns.correct(call_id, 2, better)
    now = tuple(better if n == 2 else turn.text for n, turn in enumerate(LINES))
    assert [became for _, became in looked_back(house, call_id, now)] == [FollowUp.FOLLOWED]


def test_a_hint_from_another_version_is_left_out(house):
    call_id, _ = begun(house)
    house.store.hints.add(call_id, 1, {"rule": "old", "unknown": True})
    assert hints_of(house, call_id) == []


def test_of_a_recording_that_cannot_be_measured_the_time_alone_counts(house, caplog):
    call_id, guide = begun(house)
    house.store.turns.add(call_id, 0, LINES[0], b"no sound")
    syllables = 21
    assert guide.look(LINES[:2]).balance.agent_rate == 60 * syllables / 4
    assert "cannot be measured" in caplog.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_theme_verdict_and_outcome_has_its_word(language):
    for name in (*Theme, *FollowUp, Verdict.MET, Verdict.PARTIAL, Verdict.MISSED):
        facts = {"item": "x"} if name in Verdict else {}
        assert T[language](f"coach.{name}", **facts)
