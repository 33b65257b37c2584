"""练习 Practice: choose a call."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components import markup
from app.components.filters import filtered
from app.components.next_call import next_call
from app.components.scenario_card import scenario_card
from app.components.who import ask_name
from app.messages import Translator
from app.recommending import history, last_totals
from simulator.content.scenario import Scenario
from simulator.transcript import is_chinese

COLUMNS = 3


def page() -> None:
    """The call that was interrupted, what to take next, filters, cards."""
    translator = state.translator()
    visitor, house = state.visitor(), state.house()
    st.title(translator.t("practice.title"))
    st.html(markup.muted(translator.t("practice.intro")))
    if visitor.guest:
        ask_name(translator.t("practice.who"), translator)
    calls = [call for call in house.store.history.calls(visitor.id) if call.ended]
    skills = house.skills(chinese=translator.language == "zh")
    scenarios = _sorted(translator)
    if not _interrupted(translator):
        next_call(history(house.store, calls), scenarios, skills, translator)
    shown = filtered(scenarios, skills, translator)
    if not shown:
        st.info(translator.t("practice.none"), icon=":material/search_off:")
    best, last = house.store.history.best(visitor.id), last_totals(calls)
    for first in range(0, len(shown), COLUMNS):
        for column, scenario in zip(st.columns(COLUMNS), shown[first : first + COLUMNS], strict=False):
            with column:
                scenario_card(scenario, skills, best.get(scenario.id), last.get(scenario.id), translator)


def _interrupted(translator: Translator) -> bool:
    desk = state.desk()
    if desk is None or desk.call.ended:
        return False
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="interrupted"):
        st.markdown(translator.t("practice.interrupted", title=desk.scenario.title))
        if st.button(translator.t("practice.go_on"), type="primary", icon=":material/phone_in_talk:"):
            st.switch_page("app/pages/call.py")
    return True


def _sorted(translator: Translator) -> list[Scenario]:
    """Scenarios of the user's language first, then by difficulty."""
    chinese = translator.language == "zh"
    scenarios = state.house().library().scenarios.values()
    return sorted(scenarios, key=lambda s: (is_chinese(s.language) != chinese, s.difficulty, s.id))


page()
