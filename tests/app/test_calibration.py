"""The calibration page: rate blind, compare, override; the agreement card and its floor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest
from streamlit.testing.v1 import AppTest

from app.calibration import Standing, compared, current_floor, set_floor, standing
from app.house import House
from app.recommending import history
from app.reporting import graded
from app.settings import read_settings
from app.storage.records import RatedItem
from grading.agreement import agreement
from grading.floor import Floor
from grading.result import Result, Verdict
from simulator.transcript import EndReason, Speaker, Turn
from tests.app.test_pages import HELLO, SCENARIO, T, press, sound, start, words

__all__ = ["start"]  # the fixture

MET, PARTIAL, MISSED, NA = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA
SAID = [HELLO, "你们怎么乱扣钱，气死我了！", "我理解您的心情。", "光理解有什么用！", "那倒没有乱扣，再见。"]
ITEM = "conduct.courtesy"
t = T["zh"]


@pytest.fixture
def house(start) -> House:  # the settings of ``start``
    return House(read_settings())


def called(house: House, learner: str = "小李", *, grade: bool = True) -> str:
    """A finished call on file; graded unless it shall not be."""
    scenario = house.library().scenario(SCENARIO)
    call_id = house.store.begin_call(
        learner=house.store.learners.named(learner),
        scenario=scenario,
        persona=house.library().persona(scenario.persona),
        seed=1,
        language="zh-CN",
    )
    for index, text in enumerate(SAID):
        speaker = Speaker.CUSTOMER if index % 2 else Speaker.AGENT
        moved = ("第二次空泛的理解",) if speaker is Speaker.CUSTOMER else ()
        house.store.turns.add(call_id, index, Turn(speaker=speaker, text=text, why=moved))
    house.store.end_call(call_id, EndReason.WALKED_AWAY)
    if grade:
        graded(house, house.store.call(call_id))
    return call_id


def rate(house: House, call_id: str, rater: str = "张老师", **changed: Verdict) -> None:
    """A saved rating that says what the grader says, but for ``changed`` (``a__b=MET``)."""
    result = kept(house, call_id)
    rating = house.store.ratings.begin(call_id, house.store.learners.named(rater), result.scorecard)
    for item in result.items:
        verdict = changed.get(item.id.replace(".", "__"), item.verdict)
        house.store.ratings.put(rating.id, item.id, NA if verdict is Verdict.UNSCORED else verdict)
    house.store.ratings.save(rating.id, [item.id for item in result.items])


def kept(house: House, call_id: str) -> Result:
    return Result.model_validate(house.store.call(call_id).result)


def opened(start, call_id: str, name: str = "张老师", language: str = "zh") -> AppTest:
    app = start(language, name, "calibration")
    return sound(app.button(key=f"rate-{call_id}").click().run())


def agreement_shown(start) -> AppTest:
    app = start("zh", "张老师", "calibration")
    app.session_state["calibration_tab"] = t("calibration.tab_card")
    return sound(app.run())


def everything(app: AppTest) -> str:
    """All text of the page, whatever element it is in; without the keys, which are new each time."""
    protos = (str(element.proto) for element in app.main)
    found = [words(app), *protos, *map(data_of, app.get("bidi_component"))]
    return re.sub(r"/replay/[^/]+/", "/replay/KEY/", "\n".join(found))


def data_of(component: object) -> str:
    """What a component of our own is given, in letters."""
    data: str = component.proto.json  # type: ignore[attr-defined]
    return json.dumps(json.loads(data), ensure_ascii=False) if data else ""


def choose(app: AppTest, item: str, verdict: Verdict) -> AppTest:
    return sound(next(r for r in app.radio if r.key.endswith(f"-{item}")).set_value(verdict).run())


def fill_in(app: AppTest, items: Iterable[str], verdict: Verdict = MET) -> AppTest:
    for radio in app.radio:
        if radio.key.startswith("level-") and any(radio.key.endswith(f"-{item}") for item in items):
            radio.set_value(verdict)
    return sound(app.run())


# ---- blind


@pytest.mark.parametrize("grade", [True, False], ids=["graded", "not graded yet"])
def test_nothing_of_the_graders_is_on_the_page_before_saving(start, house, grade):
    call_id = called(house, grade=grade)
    app = choose(opened(start, call_id), ITEM, MISSED)
    text = everything(app)
    assert SAID[1] in text
    assert t("calibration.blind") in text
    assert '"chips": []' in text, "there are turns, …"
    assert 'class="dl-chip' not in text, "… and no verdict stands at any of them"
    assert '"chips": [[' not in text
    assert '"marks": []' in text
    assert '"mood": []' in text
    assert "第二次空泛的理解" not in text, "what moved the customer is a hint"
    assert all(radio.value is None for radio in app.radio if not radio.key.endswith(ITEM))
    result = graded(house, house.store.call(call_id))
    card = house.scorecard(result.scorecard)
    levels = "\n".join(level.zh for item in card.items for level in item.levels.values())
    told = [words for item in result.items for words in (item.why, item.advice) if words not in levels]
    assert len(told) > 10
    assert [words for words in told if words in text] == []


def test_before_saving_the_page_is_the_same_whatever_the_grader_said(start, house):
    call_id = called(house)
    listed = everything(start("zh", "张老师", "calibration"))
    sheet = everything(opened(start, call_id))
    teacher = house.store.learners.named("李老师")
    for item in kept(house, call_id).items:
        house.store.verdicts.override(
            call_id, item.id, NA if item.verdict is MISSED else MISSED, "x", teacher
        )
    assert everything(start("zh", "张老师", "calibration")) == listed
    assert everything(opened(start, call_id)) == sheet


def test_a_rating_from_the_first_mark_to_the_comparison(start, house):
    call_id = called(house)
    result, items = kept(house, call_id), [item.id for item in kept(house, call_id).items]
    app = opened(start, call_id)
    assert app.button(key="save-rating").disabled
    app = fill_in(app, items)
    assert not app.button(key="save-rating").disabled
    sound(app.button(key="save-rating").click().run())
    apart = [item.id for item in result.items if item.verdict is not MET]
    assert t(
        "calibration.summary", whole=len(items), same=len(items) - len(apart), apart=len(apart)
    ) in words(app)
    bad = next(item for item in result.items if item.verdict is MISSED and item.why)
    assert bad.why in words(app)
    assert t("calibration.grader", verdict=t("verdict.missed")) in words(app)
    assert t("calibration.mine", verdict=t("verdict.met")) in words(app)


def test_what_was_marked_is_there_after_a_reload_in_another_browser(start, house):
    call_id = called(house)
    app = choose(opened(start, call_id), ITEM, PARTIAL)
    remark = next(field for field in app.text_input if field.key.endswith(ITEM))
    sound(remark.set_value("第 5 句有点冲").run())
    listed = start("zh", "张老师", "calibration")
    assert t("calibration.begun") in words(listed)
    again = sound(listed.button(key=f"rate-{call_id}").click().run())
    assert next(r for r in again.radio if r.key.endswith(ITEM)).value is PARTIAL
    assert next(f for f in again.text_input if f.key.endswith(ITEM)).value == "第 5 句有点冲"


def test_rating_again_supersedes_and_giving_up_keeps_the_old_one(start, house):
    call_id = called(house)
    rate(house, call_id)
    teacher = house.store.learners.named("张老师")
    app = sound(opened(start, call_id).button(key="rate-again").click().run())
    assert t("calibration.not_blind") in everything(app)
    assert app.radio[0].value is None, "a second rating begins empty"
    sound(app.button(key="give-up").click().run())
    assert len(house.store.ratings.of(call_id, teacher)) == 1
    sound(app.button(key="rate-again").click().run())
    app = fill_in(app, [item.id for item in kept(house, call_id).items])
    sound(app.button(key="save-rating").click().run())
    latest, earlier = house.store.ratings.of(call_id, teacher)
    assert (latest.superseded_at, earlier.superseded_at) == (None, latest.saved_at)
    assert [e.label for e in app.expander if t("calibration.earlier", count=1) == e.label]


def test_who_looks_first_is_told_that_it_is_not_blind(start, house):
    call_id = called(house)
    app = sound(opened(start, call_id).button(key="reveal").click().run())
    assert t("calibration.unsaved") in words(app)
    sound(app.button(key="rate-again").click().run())
    assert t("calibration.not_blind") in everything(app)


# ---- override


def test_an_override_needs_a_reason_and_then_counts_everywhere(start, house):
    call_id = called(house)
    before = kept(house, call_id)
    item = next(i for i in before.items if i.verdict is MET and i.points >= 3)
    rate(house, call_id, **{item.id.replace(".", "__"): MISSED})
    app = opened(start, call_id)
    submit(app, f"override-{item.id}", t("calibration.override_save"))
    assert t("errors.override_reason") in [warning.value for warning in app.warning]
    assert app.button(key="rate-again"), "the rest of the page stays"
    assert kept(house, call_id) == before
    next(a for a in app.text_area if a.label == t("calibration.override_why")).set_value("根本没说")
    submit(app, f"override-{item.id}", t("calibration.override_save"))
    after = kept(house, call_id)
    assert after.item(item.id).verdict is MISSED
    assert after.total < before.total
    shown = t("calibration.overridden", by="张老师", verdict="未做到", graded="做到", why="根本没说")
    assert shown in words(app)
    report = start("zh", "小李", "report")
    assert shown in words(report)
    assert f">{after.total:.0f}<small>" in words(report)
    calls = house.store.history.calls(house.store.learners.named("小李"))
    assert history(house.store, calls)[0].verdicts[item.id] is MISSED


def test_without_a_choice_nothing_is_overridden_and_the_page_says_what_is_missing(start, house):
    call_id = called(house)
    rate(house, call_id)  # says what the grader says, so that no other verdict is proposed
    app = opened(start, call_id)
    next(a for a in app.text_area if a.label == t("calibration.override_why")).set_value("因为")
    submit(app, f"override-{kept(house, call_id).items[0].id}", t("calibration.override_save"))
    assert t("calibration.override_choose") in [warning.value for warning in app.warning]
    assert house.store.verdicts.history(call_id) == []


def submit(app: AppTest, form: str, label: str) -> AppTest:
    button = next(b for b in app.button if b.label == label and b.form_id == form)
    return sound(button.click().run())


def test_an_override_survives_grading_anew_and_can_be_withdrawn(start, house):
    call_id = called(house)
    rate(house, call_id)
    before = kept(house, call_id)
    teacher = house.store.learners.named("张老师")
    verdict = MET if before.item(ITEM).verdict is not MET else MISSED
    house.store.verdicts.override(call_id, ITEM, verdict, "听了录音", teacher)
    assert graded(house, house.store.call(call_id), anew=True).item(ITEM).verdict is verdict
    app = opened(start, call_id)
    next(a for a in app.text_area if a.label == t("calibration.withdraw_why")).set_value("听错了")
    submit(app, f"withdraw-{ITEM}", t("calibration.withdraw"))
    assert kept(house, call_id) == before
    assert "听错了" in words(app), "the withdrawal is history"
    assert "听了录音" in words(app)


# ---- the agreement card and the floor


def test_few_ratings_are_said_to_be_few(start, house):
    assert t("calibration.no_ratings") in [info.value for info in agreement_shown(start).info]
    rate(house, called(house))
    told = words(agreement_shown(start))
    assert t("calibration.whole_few", least=20) in told
    assert t("calibration.few", count=1, least=20) in told
    assert t("calibration.floor_none") in told


def test_an_item_under_the_floor_is_advice_on_the_report(start, house):
    """Two people contradict the grader on one item every other time; everything else they share."""
    set_floor(house.store, Floor(kappa=0.6, ratings=4))
    calls = [called(house) for _ in range(2)]
    for call_id in calls:
        verdict = kept(house, call_id).item(ITEM).verdict
        rate(house, call_id, "张老师")
        rate(house, call_id, "李老师", **{ITEM.replace(".", "__"): MET if verdict is MISSED else MISSED})
    card = agreement_shown(start)
    assert t("calibration.floor_now", items=["礼貌"]) in words(card)
    report = start("zh", "小李", "report")
    assert words(report).count(t("calibration.advice")) == 2  # at the item, and what it means
    next(n for n in card.number_input if n.label == t("calibration.floor_ratings")).set_value(5)
    submit(card, "floor", t("common.save"))
    assert current_floor(house.store) == Floor(kappa=0.6, ratings=5)
    assert t("calibration.advice") not in words(start("zh", "小李", "report")), "too few ratings now"


def test_ratings_that_were_not_blind_are_named_on_the_card(start, house):
    rate(house, called(house, "张老师"), "张老师")
    assert t("calibration.sighted", count=1) in words(agreement_shown(start))


# ---- who and which


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_guest_is_asked_for_a_name_first(start, house, language):
    called(house)
    app = start(language, None, "calibration")
    assert app.title[0].value == T[language]("nav.calibration")
    assert not [b for b in app.button if b.key and b.key.startswith("rate-")]
    app.text_input[0].set_value("张老师")
    press(app, T[language]("practice.remember"))
    assert [b for b in app.button if b.key and b.key.startswith("rate-")]


def test_calls_can_be_searched_and_an_empty_search_says_so(start, house):
    mine, other = called(house, "小李"), called(house, "王敏")
    app = start("zh", "张老师", "calibration")
    sound(app.text_input[0].set_value("王敏").run())
    assert [b.key for b in app.button if b.key and b.key.startswith("rate-")] == [f"rate-{other}"]
    assert mine != other
    sound(app.text_input[0].set_value("1999-01-01").run())
    assert t("calibration.nothing_found") in [info.value for info in app.info]


def test_a_call_deleted_meanwhile_leads_back_to_the_list(start, house):
    call_id = called(house)
    app = opened(start, call_id)
    house.store.erasure.call(call_id)
    sound(app.run())
    assert t("errors.unknown_call") in [error.value for error in app.error]
    press(app, t("calibration.back"))
    assert "call" not in app.query_params
    assert t("calibration.no_calls") in [info.value for info in app.info]


# ---- what stands behind the page


def test_differences_come_first_the_widest_before_all(house):
    call_id = called(house)
    result, card = kept(house, call_id), house.scorecard("inbound@1")
    near, far = [item.id for item in result.items if item.verdict is MET][:2]
    rate(house, call_id, **{near.replace(".", "__"): PARTIAL, far.replace(".", "__"): MISSED})
    rating = house.store.ratings.of(call_id, house.store.learners.named("张老师"))[0]
    found = compared(rating, result, card)
    assert [one.item.id for one in found[:2]] == [far, near]
    assert [one.apart for one in found[:3]] == [2, 1, 0]
    assert found[0].mine == RatedItem(MISSED)


@pytest.mark.parametrize(
    ("pairs", "where"),
    [
        ([(MET, MET)] * 5, Standing.FEW),
        ([(MET, MET)] * 30, Standing.SAME),
        ([(MET, MET), (MISSED, MISSED)] * 15, Standing.CLOSE),
        ([(MET, MET), (MISSED, MISSED)] * 13 + [(MET, MISSED)] * 4, Standing.FAIR),
        ([(MET, MET), (MISSED, MET)] * 15, Standing.UNDER),
    ],
)
def test_figures_are_put_in_words(pairs, where):
    assert standing(agreement(pairs), Floor()) is where


def test_a_floor_written_by_another_version_falls_back_to_the_usual_one(house):
    house.store.preferences.put("calibration_floor", {"kappa": 7, "shape": "round"})
    assert current_floor(house.store) == Floor()


def test_the_command_prints_the_card_over_the_ratings(house, capsys):
    from app.__main__ import main

    assert main(["agreement", "--ratings"]) == 0
    assert capsys.readouterr().out.startswith("0 ratings")
    rate(house, called(house), conduct__courtesy=NA)
    assert main(["agreement", "--ratings"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 ratings, 22 verdicts, scorecard inbound@1")
    assert "na>" in next(line for line in out.splitlines() if line.startswith(ITEM))
    assert main(["agreement", "--ratings", "--json"]) == 0
    assert '"kappa_interval"' in capsys.readouterr().out


def test_the_language_may_change_while_the_card_is_shown(start, house):
    app = agreement_shown(start)
    app.session_state["language"] = "en"
    sound(app.run())
    assert app.title[0].value == T["en"]("nav.calibration")
    assert T["en"]("calibration.search") in [field.label for field in app.text_input]
