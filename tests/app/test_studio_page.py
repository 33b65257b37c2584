"""The studio page by AppTest: begin, fill in, see what is wrong, try, publish, meet it in practice."""

from __future__ import annotations

import json
import time

import pytest
from streamlit.testing.v1 import AppTest

from app.storage.records import Name, Step
from app.storage.store import Store
from simulator.content.loading import SCENARIOS
from tests.app.test_pages import HELLO, ROOT, T, at_the_desk, press, say, sound, start, words

__all__ = ["start"]  # the fixture
MINE = Name("scenario", "telecom/late-bill")
TEXT = (SCENARIOS / "telecom/data-overage.yaml").read_text("utf-8")
MY_TEXT = TEXT.replace("id: telecom/data-overage", "id: telecom/late-bill")
ZH = T["zh"]


def store(tmp_path) -> Store:
    return Store(f"sqlite:///{tmp_path}/duilian.db", tmp_path / "media")


def with_draft(start, tmp_path, text: str = MY_TEXT, by: str = "王老师") -> AppTest:
    """The studio with a draft of that text open."""
    app = start(name="王老师", page="studio")
    kept = store(tmp_path)
    kept.contents.put(MINE, text, None, kept.learners.named(by))
    kept.close()
    sound(app.run())
    return sound(app.button(key="studio-open-telecom-late-bill").click().run())


def tab(app: AppTest, name: str) -> AppTest:
    return sound(app.segmented_control(key="studio_tab").set_value(name).run())


def field(app: AppTest, label: str, kind: str = "text_input"):
    return next(one for one in getattr(app, kind) if one.label == label)


def draft(tmp_path) -> str:
    kept = store(tmp_path).contents.draft(MINE)
    assert kept is not None
    return kept.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_guest_is_asked_for_a_name(start, language):
    app = start(language, None, "studio")
    assert app.title[0].value == T[language]("nav.studio")
    assert T[language]("studio.who") in [one.label for one in app.text_input]
    assert not [button for button in app.button if button.key and button.key.startswith("studio-open")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_ships_can_be_opened(start, language):
    app = start(language, page="studio")
    sound(app.button(key="studio-open-telecom-data-overage").click().run())
    assert app.title[0].value == "流量超额，一个月扣了一百六"
    for name in ("try", "rehearse", "versions", "publish", "check"):
        tab(app, name)
    assert T[language]("studio.sound") in [one.value for one in app.success]
    assert T[language]("studio.nothing_changed") in words(app)


def test_every_part_has_a_form_in_both_kinds(start):
    app = start(page="studio")
    sound(app.button(key="studio-open-telecom-data-overage").click().run())
    for part in [b.key for b in app.button if b.key and b.key.startswith("studio-part-")]:
        sound(app.button(key=part).click().run())
        assert app.text_input or app.text_area or app.selectbox, part
    sound(app.button(key="studio-back").click().run())
    sound(app.segmented_control(key="studio_kind").set_value("persona").run())
    sound(app.button(key="studio-open-impatient-boss").click().run())
    for part in [b.key for b in app.button if b.key and b.key.startswith("studio-part-")]:
        sound(app.button(key=part).click().run())


def test_an_edit_in_the_form_changes_its_line_only(start, tmp_path):
    app = with_draft(start, tmp_path)
    sound(field(app, ZH("studio.field_title")).set_value("改过的标题").run())
    assert draft(tmp_path) == MY_TEXT.replace("title: 流量超额，一个月扣了一百六", "title: 改过的标题")
    assert app.title[0].value == "改过的标题"


def test_a_list_in_the_form_is_one_line_each(start, tmp_path):
    app = with_draft(start, tmp_path)
    sound(app.button(key="studio-part-opening").click().run())
    box = field(app, ZH("studio.field_opening"), "text_area")
    sound(box.set_value(box.value + "\n喂，我要投诉！\n\n").run())
    assert "  - 喂，我要投诉！\n" in draft(tmp_path)
    assert draft(tmp_path).replace("  - 喂，我要投诉！\n", "") == MY_TEXT


def test_an_item_is_added_and_removed_again(start, tmp_path):
    app = with_draft(start, tmp_path)
    sound(app.button(key="studio-part-facts").click().run())
    sound(app.button(key="studio-add-facts").click().run())
    assert "id: new-fact" in draft(tmp_path)
    assert field(app, ZH("studio.field_id")).value == "new-fact", "the new one is shown"
    press(app, ZH("studio.remove"))
    assert draft(tmp_path) == MY_TEXT


def test_a_problem_is_told_and_keeps_the_text_from_trainees(start, tmp_path):
    app = with_draft(start, tmp_path, MY_TEXT.replace("mood: angry", "mood: furious"))
    line = MY_TEXT[: MY_TEXT.index("mood: angry")].count("\n") + 1
    assert ZH("studio.problem", line=line, where="mood") in [b.label for b in app.button]
    tab(app, "publish")
    assert not [button for button in app.button if button.key == "studio-publish"]
    tab(app, "try")
    assert ZH("studio.mend_first", count=1) in [one.value for one in app.info]


def test_a_problem_pressed_beside_the_form_opens_the_yaml_at_its_line(start, tmp_path):
    app = with_draft(start, tmp_path, MY_TEXT.replace("mood: angry", "mood: furious"))
    sound(app.segmented_control(key="studio_view_0").set_value("form").run())
    press(app, next(b.label for b in app.button if b.key and b.key.startswith("studio-problem-")))
    assert app.session_state["studio_view"] == "both"
    jump = app.session_state["studio_jump"]
    assert jump.focus
    assert MY_TEXT.splitlines()[jump.line - 1] == "mood: angry"


def test_a_part_is_shown_without_taking_the_cursor_unless_the_yaml_stands_alone(start, tmp_path):
    app = with_draft(start, tmp_path)
    sound(app.button(key="studio-part-facts").click().run())
    assert not app.session_state["studio_jump"].focus
    sound(app.segmented_control(key="studio_view_0").set_value("yaml").run())
    sound(app.button(key="studio-part-opening").click().run())
    assert app.session_state["studio_jump"].focus


def test_broken_yaml_leaves_the_form_and_says_so(start, tmp_path):
    app = with_draft(start, tmp_path, "title: [\n")
    assert ZH("studio.no_form") in [one.value for one in app.info]


def test_a_call_is_tried_with_mood_and_reasons(start, tmp_path):
    app = tab(with_draft(start, tmp_path), "try")
    sound(app.button(key="studio-call").click().run())
    say(app, HELLO)
    say(app, "我理解您的心情。")
    told = words(app)
    assert HELLO in told
    assert "dl-moved" in told
    assert "（火气" in told, "the reason of a change"
    sound(app.button(key="studio-silent").click().run())


def test_publishing_needs_a_word_and_then_trainees_have_it(start, tmp_path):
    app = tab(with_draft(start, tmp_path), "publish")
    assert app.button(key="studio-publish").disabled
    sound(app.checkbox(key="studio_sure_unrehearsed").check().run())
    sound(app.text_input(key="studio_note").set_value("第一次上线").run())
    sound(app.button(key="studio-publish").click().run())
    (entry,) = store(tmp_path).contents.history(MINE)
    assert (entry.by, entry.note) == ("王老师", "第一次上线")
    assert entry.gates == {"rehearsed": False, "confirmed": True}
    app.switch_page("app/pages/practice.py")
    sound(app.run())
    sound(app.button(key="take-telecom/late-bill").click().run())
    assert app.title[0].value == ZH("call.briefing")


def test_what_is_retired_is_gone_from_practice_and_comes_back(start, tmp_path):
    app = start(page="studio")
    sound(app.button(key="studio-open-telecom-data-overage").click().run())
    tab(app, "publish")
    sound(app.button(key="studio-retire").click().run())
    assert ZH("studio.now_retired") in words(app)
    app.switch_page("app/pages/practice.py")
    assert "take-telecom/data-overage" not in [button.key for button in sound(app.run()).button]
    app.switch_page("app/pages/studio.py")
    sound(app.run())
    sound(app.button(key="studio-offer-again").click().run())
    assert ZH("studio.now_shipped") in words(app)


def test_a_report_of_a_retired_scenario_stays_and_says_that_it_is_gone(start, tmp_path):
    app = say(at_the_desk(start()), HELLO)
    press(app, ZH("call.hang_up"))
    kept = store(tmp_path)
    kept.contents.enter(Name("scenario", "telecom/data-overage"), Step.RETIRED, kept.learners.named("王老师"))
    time.sleep(2.1)  # this server looks again every two seconds
    press(app, ZH("call.to_report"))
    next(button for button in app.button if button.label == ZH("report.again")).click().run()
    assert ZH("errors.scenario_gone") in [error.value for error in app.error]


def test_two_trainers_are_told_of_each_other(start, tmp_path):
    app = with_draft(start, tmp_path)
    kept = store(tmp_path)
    seen = kept.contents.draft(MINE)
    kept.contents.put(MINE, MY_TEXT + "# 李\n", seen.stamp, kept.learners.named("李老师"))
    sound(field(app, ZH("studio.field_title")).set_value("我的标题").run())
    assert any("李老师" in warning.value for warning in app.warning)
    sound(app.button(key="studio-mine").click().run())
    assert "title: 我的标题" in draft(tmp_path)
    texts = [kept.contents.text(MINE, entry.number) for entry in kept.contents.history(MINE)]
    assert MY_TEXT + "# 李\n" in texts


def test_versions_show_who_did_what_and_lead_back(start, tmp_path):
    app = with_draft(start, tmp_path)
    tab(app, "versions")
    field(app, ZH("studio.note")).set_value("第一稿")
    press(app, ZH("studio.save_version"))
    sound(field(app, ZH("studio.field_title")).set_value("改过").run())
    told = words(app)
    assert "第一稿" in told
    assert "王老师" in told
    assert "<code>title: 改过</code>" in told
    sound(app.button(key="studio-restore").click().run())
    assert draft(tmp_path) == MY_TEXT


def test_a_file_is_taken_in_as_a_draft(start, tmp_path):
    app = start(name="王老师", page="studio")
    uploader = next(one for one in app.get("file_uploader") if one.label == ZH("studio.import"))
    sound(uploader.upload("late-bill.yaml", MY_TEXT.encode(), "application/yaml").run())
    assert any("telecom/late-bill" in one.value for one in app.success)
    assert draft(tmp_path) == MY_TEXT


def test_a_real_call_becomes_a_draft(start, tmp_path):
    app = start(name="王老师", page="studio")
    turns = [
        {"speaker": "agent", "text": "您好，星联移动，请问有什么可以帮您？"},
        {"speaker": "customer", "text": "我的话费多扣了三十块，你给我查查怎么回事。"},
        {"speaker": "agent", "text": "请问您贵姓？"},
        {"speaker": "customer", "text": "我姓赵。"},
    ]
    call = json.dumps({"call_id": "c-1", "language": "zh-CN", "turns": turns}, ensure_ascii=False).encode()
    uploader = next(one for one in app.get("file_uploader") if one.label == ZH("studio.from_call"))
    uploader.upload("call.json", call, "application/json")
    field(app, ZH("studio.short_name")).set_value("late-bill")
    press(app, ZH("studio.begin"))
    assert "多扣了三十块" in draft(tmp_path)


def test_a_new_one_is_begun_from_the_template_under_its_own_name(start, tmp_path):
    app = start(name="王老师", page="studio")
    field(app, ZH("studio.short_name")).set_value("late bill")
    press(app, ZH("studio.begin"))
    assert ZH("errors.scenario_id", given="telecom/late bill", valid="") in [e.value for e in app.error]
    field(app, ZH("studio.short_name")).set_value("late-bill")
    press(app, ZH("studio.begin"))
    assert "id: telecom/late-bill\n" in draft(tmp_path)
    assert len([b for b in app.button if b.key and b.key.startswith("studio-problem-")]) == 7


def test_a_reload_finds_the_text_again(start, tmp_path):
    with_draft(start, tmp_path)
    app = AppTest.from_file(str(ROOT / "simulator_app.py"), default_timeout=60)
    app.session_state["language"], app.session_state["learner_name"] = "zh", "王老师"
    app.run()
    app.switch_page("app/pages/studio.py")
    app.query_params["scenario"] = MINE.id
    assert sound(app.run()).title[0].value == "流量超额，一个月扣了一百六"
    app.query_params["scenario"] = "telecom/none"
