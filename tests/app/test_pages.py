"""Every page by AppTest, text only: what a trainee can do and read without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.messages import Translator
from app.state import house

ROOT = Path(__file__).parents[2]
SCENARIO = "telecom/data-overage"
HELLO = "您好，星联移动，我是客服小林，请问有什么可以帮您？"
T = {language: Translator(language).t for language in ("zh", "en")}


@pytest.fixture
def start(tmp_path, monkeypatch) -> Callable[..., AppTest]:
    """Open the app on a folder of its own; opening again is another browser."""
    monkeypatch.setenv("DUILIAN_DATA", str(tmp_path))
    monkeypatch.setenv("DUILIAN_SPEAK", "silent")
    monkeypatch.setenv("DUILIAN_LISTEN", "silent")
    st.cache_resource.clear()

    def started(language: str = "zh", name: str | None = "小赵", page: str | None = None) -> AppTest:
        app = AppTest.from_file(str(ROOT / "simulator_app.py"), default_timeout=60)
        app.session_state["language"] = language
        if name:
            app.session_state["learner_name"] = name
        if page:
            app.run()
            app.switch_page(f"app/pages/{page}.py")
        return sound(app.run())

    return started


def sound(app: AppTest) -> AppTest:
    """No exception, no apology for a bug."""
    assert not app.exception, app.exception[0].message
    assert [error.value for error in app.error if "logs" in error.value] == []
    return app


def press(app: AppTest, label: str) -> AppTest:
    return sound(next(button for button in app.button if button.label == label).click().run())


def say(app: AppTest, text: str) -> AppTest:
    return sound(app.chat_input[0].set_value(text).run())


def words(app: AppTest) -> str:
    """All that is to be read on the page."""
    html = [element.proto.body for element in app.get("html")]
    return "\n".join(
        [
            *html,
            *(m.value for m in app.markdown),
            *(c.value for c in app.caption),
            *(t.value for t in app.title),
        ]
    )


def at_the_desk(app: AppTest, scenario: str = SCENARIO) -> AppTest:
    sound(app.button(key=f"take-{scenario}").click().run())
    press(app, T["zh"]("call.ready"))
    return press(app, T["zh"]("call.pick_up"))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", ["practice", "call", "report", "settings"])
def test_every_page_greets_a_newcomer_in_their_language(start, language, page):
    app = start(language, None, page)
    assert app.title[0].value == T[language]({"practice": "practice.title"}.get(page, f"nav.{page}"))
    assert app.button, "there is something to do"


def test_each_browser_has_a_guest_of_its_own(start):
    at_the_desk(start(name=None))
    assert "还没打完" not in words(start(name=None)), "a stranger's call is nobody's business"


def test_cards_can_be_narrowed_and_an_empty_search_says_so(start):
    app = start()
    everything = [b.key for b in app.button if b.key and b.key.startswith("take-") and "/" in b.key]
    sound(app.selectbox(key="filter_difficulty").select(2).run())
    some = [b.key for b in app.button if b.key and b.key.startswith("take-") and "/" in b.key]
    assert 0 < len(some) < len(everything)
    sound(app.text_input[0].set_value("没有这样的词").run())
    assert T["zh"]("practice.none") in [info.value for info in app.info]


def test_a_call_from_the_card_to_the_report(start):
    app = at_the_desk(start())
    assert T["zh"]("call.greet_first") in words(app)
    say(app, HELLO)
    assert HELLO in words(app)
    press(app, T["zh"]("call.hang_up"))
    assert T["zh"]("ended.agent_hung_up") in words(app)
    press(app, T["zh"]("call.to_report"))
    assert 'class="dl-score"' in words(app)
    assert "开场问候" in words(app)


def test_a_voice_out_of_reach_is_called_what_the_settings_call_it(start, monkeypatch, outside):
    monkeypatch.setenv("DUILIAN_SPEAK", "edge,silent")
    app = at_the_desk(start())
    say(app, HELLO)
    sound(app.run())
    assert T["zh"]("voice.failed_over", backend=T["zh"]("settings.voice_edge")) in words(app)
    house().speaker.caught_up()  # what is prepared in the background tries to go out as well
    outside.forgive()


def test_the_list_of_calls_gives_the_total_as_soon_as_the_call_is_graded(start):
    app = at_the_desk(start())
    say(app, HELLO)
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    total = re.search(r'class="dl-score">(\d+)', words(app))
    assert total is not None
    assert f" · {total[1]} · " in app.selectbox[0].options[0]


def test_the_report_says_where_the_time_went_and_where_the_worst_moment_lay(start):
    app = say(at_the_desk(start()), HELLO)
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    told = words(app)
    assert T["zh"]("stages.title") in [heading.value for heading in app.subheader]
    assert "听来意" in told
    assert "0:0" in told
    assert "最难受的时刻在这一段" in told


def test_the_mood_is_not_shown_during_the_call(start):
    app = say(at_the_desk(start()), HELLO)
    assert not any(T["zh"](f"state.{part}") in words(app) for part in ("anger", "trust", "anxiety"))


def test_what_was_typed_too_long_stays_in_the_box(start):
    app = at_the_desk(start())
    say(app, "您好" * 5000)
    assert T["zh"]("errors.too_much_text", given=10_000, longest=2000) in [w.value for w in app.warning]
    assert app.chat_input[0].proto.value == "您好" * 5000


def test_what_was_typed_is_said_also_where_the_page_is_broken_off_while_it_is_drawn(start, monkeypatch):
    app = at_the_desk(start())
    runs = []

    def broken_off_once(*given):
        runs.append(given)
        if len(runs) == 1:
            st.rerun()

    monkeypatch.setattr("app.components.coach.coach", broken_off_once)
    say(app, HELLO)
    assert len(runs) > 1
    assert HELLO in words(app)


def test_a_wrong_file_as_a_recording_is_explained(start):
    app = at_the_desk(start())
    app.audio_input[0].upload("holiday.wav", b"this is no sound")
    sound(app.run())
    assert T["zh"]("errors.not_audio") in [w.value for w in app.warning]
    say(app, HELLO)
    assert app.warning == []


def test_a_reload_finds_the_call_again(start):
    say(at_the_desk(start()), HELLO)
    app = start()
    assert T["zh"]("practice.interrupted", title="流量超额，一个月扣了一百六") in words(app)
    press(app, T["zh"]("practice.go_on"))
    assert HELLO in words(app)


def test_another_learner_sits_down_at_an_empty_desk(start):
    say(at_the_desk(start()), HELLO)
    app = start(name="小钱", page="call")
    assert T["zh"]("call.none") in [info.value for info in app.info]


def test_nobody_answers_and_the_caller_gives_up(start, monkeypatch):
    app = start()
    app.button(key=f"take-{SCENARIO}").click().run()
    press(app, T["zh"]("call.ready"))
    app.session_state["ringing_since"] -= 60
    sound(app.run())
    assert T["zh"]("ended.unanswered") in words(app)
    press(app, T["zh"]("call.once_more"))
    assert app.title[0].value == T["zh"]("call.briefing")


def test_a_scenario_changed_on_disk_leaves_the_report_as_it_was(start, monkeypatch):
    from app import wiring

    app = say(at_the_desk(start()), HELLO)
    press(app, T["zh"]("call.hang_up"))
    library = wiring.library()
    changed = {
        **library.scenarios,
        SCENARIO: library.scenario(SCENARIO).model_copy(update={"title": "别的题目"}),
    }
    monkeypatch.setattr(wiring, "library", lambda: type(library)(**{**vars(library), "scenarios": changed}))
    press(app, T["zh"]("call.to_report"))
    assert app.title[0].value == "流量超额，一个月扣了一百六"


def test_the_next_call_trains_what_was_missed_most(start):
    app = say(at_the_desk(start()), "喂")
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    app = start()
    assert "最近最常丢分的是" in words(app)
    sound(app.button(key="take-next").click().run())
    assert app.title[0].value == T["zh"]("call.briefing")


def test_the_report_leads_to_scenarios_of_the_skill_to_train(start):
    app = say(at_the_desk(start()), "喂")
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    sound(app.button(key="next-step").click().run())
    assert app.selectbox(key="filter_skill").value is not None


def test_a_deleted_call_is_gone(start):
    app = say(at_the_desk(start()), HELLO)
    press(app, T["zh"]("call.hang_up"))
    press(app, T["zh"]("call.to_report"))
    sound(app.button(key="delete-call").click().run())
    assert T["zh"]("report.none") in [info.value for info in app.info]


def test_settings_change_name_and_language(start):
    app = start(page="settings")
    app.text_input[0].set_value("小孙")
    press(app, T["zh"]("common.save"))
    assert app.session_state["learner_name"] == "小孙"


def test_a_level_is_chosen_before_the_call(start):
    app = start()
    app.button(key=f"take-{SCENARIO}").click().run()
    level = next(group for group in app.get("button_group") if group.label == T["zh"]("call.level"))
    assert level.value == 2
    sound(level.set_value(3).run())
    assert app.session_state["desk"].scenario.variant.level == 3
    press(app, T["zh"]("call.ready"))
