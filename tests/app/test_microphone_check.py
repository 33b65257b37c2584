"""The microphone check on the briefing page, without a browser: what it shows, says and keeps."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.components.microphone_check import PLAN, WORDS, figures, judged
from app.house import House
from app.messages import Translator
from simulator.line.checking import WHOLE_SECONDS, Checked, Figures, Verdict
from simulator.voice.sound import Samples
from tests.app.test_pages import SCENARIO, T, press, sound, start
from tests.simulator.line.test_checking import buzz, noise, read, recorded

__all__ = ["start"]
FIGURES = Figures(noise_db=-61.2, voice_db=-22.4, clipped=0.0, back_db=None)
TYPED = "ecommerce/price-drop"


def briefing(app: AppTest, scenario: str = SCENARIO) -> AppTest:
    return sound(app.button(key=f"take-{scenario}").click().run())


def shown(app: AppTest) -> dict[str, object] | None:
    """What the component was given; None where it is not on the page."""
    found = [one.proto for one in app.get("bidi_component") if one.proto.component_name == "microphone_check"]
    return json.loads(found[0].json) if found else None


def event(samples: Samples) -> dict[str, str]:
    return {"audio": base64.b64encode((samples * 32767).astype("<i2").tobytes()).decode()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_a_button_until_it_is_asked_for(start, language):
    t = T[language]
    app = briefing(start(language))
    assert shown(app) is None, "no microphone is opened unasked"
    press(app, t("microphone.open"))
    given = shown(app)
    assert given is not None
    assert given["words"] == {word: t(f"microphone.{word}") for word in WORDS}
    assert given["verdict"] is None
    press(app, t("microphone.close"))
    assert shown(app) is None


def test_what_is_read_is_in_the_scenarios_language(start):
    app = press(briefing(start("en")), T["en"]("microphone.open"))
    given = shown(app)
    assert given is not None
    assert given["prompt"] == T["zh"]("microphone.prompt", company="星联移动")


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_verdict_says_what_to_do(start, verdict, language):
    app = press(briefing(start(language)), T[language]("microphone.open"))
    app.session_state[state.CHECKED] = Checked(verdict, FIGURES)
    app.session_state[state.CHECKS] = 1
    given = shown(sound(app.run()))
    assert given is not None
    assert given["verdict"] == {
        "number": 1,
        "verdict": verdict.value,
        "words": T[language](f"microphone.verdict.{verdict.value}"),
        "figures": figures(FIGURES, Translator(language)),
    }


def test_when_it_rings_the_check_is_put_away_with_its_verdict(start):
    app = press(briefing(start()), T["zh"]("microphone.open"))
    app.session_state[state.CHECKED] = Checked(Verdict.FINE, FIGURES)
    press(app, T["zh"]("call.ready"))
    assert shown(app) is None
    assert app.session_state[state.CHECKED] is None
    press(app, T["zh"]("call.pick_up"))
    assert shown(app) is None


def test_who_types_needs_no_microphone(start):
    app = briefing(start(), TYPED)
    assert T["zh"]("call.join") in [button.label for button in app.button]
    assert T["zh"]("microphone.open") not in [button.label for button in app.button]


@pytest.mark.parametrize(("way", "chooses"), [("hands_free", True), ("push", False)])
def test_where_a_button_is_pressed_to_speak_the_browser_chooses_the_microphone(
    start, monkeypatch, way, chooses
):
    monkeypatch.setattr(House, "hears_all_the_time", True)
    app = start()
    app.session_state[state.WAY] = way
    given = shown(press(briefing(app), T["zh"]("microphone.open")))
    assert given is not None
    assert given["choose"] is chooses


@pytest.fixture
def session(monkeypatch) -> dict[str, object]:
    kept: dict[str, object] = {}
    monkeypatch.setattr(state, "put", kept.__setitem__)
    monkeypatch.setattr(state, "get", lambda key, kind: kept.get(key))
    return kept


def test_a_recording_is_judged_and_only_the_verdict_is_kept(session):
    heard = recorded(read(buzz()), noise(-70.0))
    assert judged(event(heard))
    assert session.keys() == {state.CHECKED, state.CHECKS}
    assert isinstance(session[state.CHECKED], Checked)
    assert session[state.CHECKED].verdict == Verdict.FINE
    assert judged(event(heard))
    assert session[state.CHECKS] == 2, "the same verdict again is a new one"


@pytest.mark.parametrize(
    "told", [None, "x", 3, {}, {"audio": None}, {"audio": "%"}, {"audio": "QUI"}, {"audio": "A" * 2_000_000}]
)
def test_what_is_no_recording_is_passed_over(session, told):
    assert not judged(told)
    assert session == {}


def test_the_figures_are_told_as_far_as_they_are_known():
    zh = Translator("zh")
    assert figures(FIGURES, zh) == "人声 -22 分贝 · 环境 -61 分贝 · 人声高出环境 39 分贝"
    assert figures(Figures(-70.0, None, 0.0, -12.0), zh) == "环境 -70 分贝 · 外放串回 -12 分贝"


def test_browser_and_server_follow_one_plan():
    assert PLAN["whole"] == WHOLE_SECONDS
    assert 0 < PLAN["quiet"] < PLAN["reads"] < PLAN["whole"]
    assert max(np.abs(PLAN["glide"])) > 0.05
