"""练习 Practice: choose a call."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.messages import Translator
from app.storage.records import Best
from grading.scorecard import load_scorecard
from simulator.content.scenario import Scenario
from simulator.transcript import is_chinese

COLUMNS = 3


def page() -> None:
    """Greeting, the call that was interrupted, filters, cards."""
    translator = state.translator()
    t = translator.t
    st.title(t("practice.title"))
    st.html(markup.muted(t("practice.intro")))
    _name(translator)
    _interrupted(translator)
    shown = _filtered(list(state.house().library().scenarios.values()), translator)
    if not shown:
        st.info(t("practice.none"), icon=":material/search_off:")
    best = state.house().store.best(state.visitor().id)
    for first in range(0, len(shown), COLUMNS):
        columns = st.columns(COLUMNS)
        for column, scenario in zip(columns, shown[first : first + COLUMNS], strict=False):
            with column:
                _card(scenario, best.get(scenario.id), translator)


def _name(translator: Translator) -> None:
    """A first visit is asked for a name, so that calls are found again."""
    if state.get(state.LEARNER):
        return
    with st.form("who", border=True):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        name = left.text_input(translator.t("practice.who"), max_chars=40)
        if right.form_submit_button(translator.t("practice.remember"), width="stretch") and name.strip():
            state.set_learner(name.strip())
            st.rerun()


def _interrupted(translator: Translator) -> None:
    desk = state.desk()
    if desk is None or desk.call.ended:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(translator.t("practice.interrupted", title=desk.scenario.title))
        if st.button(translator.t("practice.go_on"), type="primary", icon=":material/phone_in_talk:"):
            st.switch_page("app/pages/call.py")


def _filtered(scenarios: list[Scenario], translator: Translator) -> list[Scenario]:
    """Scenarios of the user's language first, then by difficulty; narrowed by the filters."""
    t = translator.t
    search, industry, mood, level = st.columns([3, 2, 2, 2])
    words = search.text_input(t("practice.search"), placeholder=t("practice.search_hint")).lower().split()
    industries = sorted({s.industry.value for s in scenarios})
    moods = sorted({s.mood.value for s in scenarios})
    wanted = {
        "industry": industry.selectbox(
            t("practice.industry"), industries, index=None, placeholder=t("common.all"),
            format_func=lambda name: t(f"industry.{name}"),
        ),
        "mood": mood.selectbox(
            t("practice.mood"), moods, index=None, placeholder=t("common.all"),
            format_func=lambda name: t(f"mood.{name}"),
        ),
        "difficulty": level.selectbox(
            t("practice.difficulty"), [1, 2, 3], index=None, placeholder=t("common.all"),
            format_func=lambda number: t(f"difficulty.{number}"),
        ),
    }  # fmt: skip
    chosen = [
        s
        for s in scenarios
        if all(value is None or getattr(s, key) == value for key, value in wanted.items())
        and all(word in f"{s.title} {s.summary} {s.company}".lower() for word in words)
    ]
    chinese = translator.language == "zh"
    return sorted(chosen, key=lambda s: (is_chinese(s.language) != chinese, s.difficulty, s.id))


def _card(scenario: Scenario, best: Best | None, translator: Translator) -> None:
    t = translator.t
    items = load_scorecard(scenario.scorecard).items
    names = {item.id: item.title.in_language(translator.language == "zh") for item in items}
    with st.container(border=True, key=f"card-{scenario.id.replace('/', '-')}"):
        st.html(f'<div class="dl-title">{escape(scenario.title)}</div>')
        st.html(
            markup.chips([
                (t(f"industry.{scenario.industry.value}"), ""),
                (t(f"mood.{scenario.mood.value}"), ""),
                (t("practice.level", stars="★" * scenario.difficulty + "☆" * (3 - scenario.difficulty)), ""),
            ])
        )
        st.html(markup.muted(scenario.summary))
        skills = t("practice.skills", names=[names.get(skill, skill) for skill in scenario.skills])
        st.html(markup.muted(skills))
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(_record(best, translator))
            label = t("practice.take")
            if st.button(label, key=f"take-{scenario.id}", type="primary", icon=":material/call:"):
                state.begin(scenario.id)
                st.switch_page("app/pages/call.py")


def _record(best: Best | None, translator: Translator) -> str:
    if best is None:
        return translator.t("practice.untried")
    if best.total is None:
        return translator.t("practice.tried", times=best.times)
    return translator.t("practice.best", total=round(best.total), times=best.times)


page()
