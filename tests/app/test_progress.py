"""The progress page: honest for no call, one call and many; and quick."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from app.storage.store import Store
from grading.grader import grade
from grading.result import Verdict
from grading.scorecard import load_scorecard
from simulator.content.loading import library
from simulator.transcript import EndReason, Speaker, Transcript, Turn
from tests.app.test_pages import SCENARIO, T, press, sound, start, words

__all__ = ["start"]  # the fixture
ME = "小赵"
POOR = ("喂", "我话费怎么没了", "不知道", "你什么态度", "就这样")
GOOD = (
    "您好，星联移动，我是客服小林，请问有什么可以帮您？",
    "我话费怎么一下子扣了一百六，急死我了",
    "刚充的钱转眼没了，换谁都急。您是说这个月扣了一百六，想知道扣在哪儿，对吗？您报一下手机号。",
    "对，13800002216",
    "查到了，套外流量扣了八十。我现在给您退八十，二十四小时内到账，您看行吗？",
    "行，谢谢",
    "跟您核对一下：退八十，二十四小时内到账。还有别的需要吗？",
    "没有了",
    "感谢您的来电，祝您生活愉快，再见。",
)


def result(lines: tuple[str, ...]) -> dict[str, Any]:
    sides = (Speaker.AGENT, Speaker.CUSTOMER)
    turns = tuple(Turn(speaker=sides[n % 2], text=line) for n, line in enumerate(lines))
    call = Transcript(call_id="x", language="zh-CN", turns=turns)
    return grade(call, load_scorecard("inbound@1")).as_json()


def practised(folder: Path, *calls: tuple[str, ...]) -> None:
    """Graded calls in the store of this data folder."""
    store = Store(f"sqlite:///{folder}/duilian.db", folder / "recordings")
    content, known = library(), {lines: result(lines) for lines in set(calls)}
    scenario = content.scenario(SCENARIO)
    for lines in calls:
        call_id = store.begin_call(
            learner=store.learners.named(ME),
            scenario=scenario,
            persona=content.persona(scenario.persona),
            seed=1,
            language="zh-CN",
        )
        store.end_call(call_id, EndReason.ACCEPTED)
        store.verdicts.save(call_id, {**known[lines], "call_id": call_id})
    store.close()


def chip(word: str) -> str:
    return f">{word}</span>"


def test_nothing_yet_leads_to_a_first_call(start):
    app = start(page="progress")
    assert T["zh"]("progress.none") in [info.value for info in app.info]
    press(app, T["zh"]("call.choose"))
    assert app.title[0].value == T["zh"]("practice.title")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_call_is_no_trend(start, tmp_path, language):
    practised(tmp_path, GOOD)
    told = words(start(language, ME, "progress"))
    assert chip(T[language]("progress.unknown")) in told
    assert chip(T[language]("progress.grew")) not in told
    assert T[language]("progress.few", count=1, latest=f"{result(GOOD)['total']:.0f}") in told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_many_calls_say_what_grew(start, tmp_path, language):
    practised(tmp_path, *[POOR] * 6, *[GOOD] * 6)
    app = start(language, ME, "progress")
    told = words(app)
    assert T[language]("progress.said_grew") in told
    assert chip(T[language]("progress.grew")) in told
    assert library().scenario(SCENARIO).title in told, "best and latest by scenario"
    assert app.button(key="take-next")


def test_the_parts_can_be_seen_by_soft_skill_and_by_dimension(start, tmp_path):
    practised(tmp_path, *[POOR] * 3, *[GOOD] * 3)
    app = start("zh", ME, "progress")
    assert "问候" in words(app)
    for view, part in (("soft_skills", "同理心"), ("dimensions", "话术")):
        sound(app.button_group(key="progress_view").set_value(view).run())
        assert part in words(app)


def test_an_overridden_verdict_counts_at_once(start, tmp_path):
    practised(tmp_path, GOOD)
    app = start("zh", ME, "progress")
    store = Store(f"sqlite:///{tmp_path}/duilian.db", tmp_path / "recordings")
    (call,) = store.history.graded(store.learners.named(ME))
    assert call.result["total"] > 59
    teacher = store.learners.named("张老师")
    store.verdicts.override(call.id, "conduct.courtesy", Verdict.MISSED, "第 5 句不耐烦", teacher)
    told = words(sound(app.run()))
    assert T["zh"]("progress.few", count=1, latest="59") in told, "a critical error caps the total"
    assert T["zh"]("practice.record", last=59, best=59, times=1) in told


def test_a_call_whose_report_was_not_read_is_mentioned(start, tmp_path):
    practised(tmp_path, GOOD)
    store = Store(f"sqlite:///{tmp_path}/duilian.db", tmp_path / "recordings")
    scenario = library().scenario(SCENARIO)
    call_id = store.begin_call(
        learner=store.learners.named(ME),
        scenario=scenario,
        persona=library().persona(scenario.persona),
        seed=1,
        language="zh-CN",
    )
    store.end_call(call_id, EndReason.WALKED_AWAY)
    assert T["zh"]("progress.unread", count=1) in words(start("zh", ME, "progress"))


def test_nobody_sees_another_learners_progress(start, tmp_path):
    practised(tmp_path, GOOD)
    app = start("zh", "别人", "progress")
    assert T["zh"]("progress.none") in [info.value for info in app.info]


def test_five_hundred_calls_are_drawn_again_at_once(start, tmp_path):
    practised(tmp_path, *[POOR] * 250, *[GOOD] * 250)
    app = start("zh", ME, "progress")
    runs = []
    for _ in range(5):
        began = perf_counter()
        sound(app.run())
        runs.append(perf_counter() - began)
    assert median(runs) < 0.6, "the aim is 0.15 s on a quiet machine; a busy one gets four times as long"
