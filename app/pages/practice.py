"""练习 Practice: choose a call."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import state
from app.components import markup
from app.components.filters import filtered
from app.components.scenario_card import scenario_card, take
from app.components.who import ask_name
from app.messages import Translator
from app.recommending import history, last_totals
from app.storage.records import CallSummary
from coaching.next_step import recommend
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
    calls = [call for call in house.store.calls(visitor.id) if call.ended]
    skills = _skills(translator)
    scenarios = _sorted(translator)
    if not _interrupted(translator):
        _recommended(calls, scenarios, skills, translator)
    shown = filtered(scenarios, skills, translator)
    if not shown:
        st.info(translator.t("practice.none"), icon=":material/search_off:")
    best, last = house.store.best(visitor.id), last_totals(calls)
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


def _recommended(
    calls: list[CallSummary], scenarios: list[Scenario], skills: Mapping[str, str], translator: Translator
) -> None:
    """One line with one button: the next call worth taking."""
    t = translator.t
    mine = [s for s in scenarios if is_chinese(s.language) == (translator.language == "zh")]
    found = recommend(history(state.house().store, calls), mine or scenarios)
    if found is None:
        return
    title = found.scenario.title
    text = t("practice.first", title=title)
    if found.skill:
        text = t("practice.recommended", skill=skills.get(found.skill, found.skill), title=title)
    elif calls:
        text = t("practice.unexplored", title=title)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="recommended"):
        st.markdown(text, width="stretch")
        if st.button(t("practice.take_next"), icon=":material/arrow_forward:", key="take-next"):
            take(found.scenario.id)


def _skills(translator: Translator) -> dict[str, str]:
    """Scorecard items by id, named in the user's language."""
    house = state.house()
    cards = {scenario.scorecard for scenario in house.library().scenarios.values()}
    items = (item for card in sorted(cards) for item in house.scorecard(card).items)
    return {item.id: item.title.in_language(translator.language == "zh") for item in items}


def _sorted(translator: Translator) -> list[Scenario]:
    """Scenarios of the user's language first, then by difficulty."""
    chinese = translator.language == "zh"
    scenarios = state.house().library().scenarios.values()
    return sorted(scenarios, key=lambda s: (is_chinese(s.language) != chinese, s.difficulty, s.id))


page()
