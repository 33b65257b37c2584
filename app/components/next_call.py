"""One line with one button: the next call worth taking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app.components.scenario_card import take
from app.messages import Translator
from coaching.next_step import Practised, recommend
from simulator.content.scenario import Scenario
from simulator.transcript import is_chinese


def next_call(
    history: Sequence[Practised],
    scenarios: Sequence[Scenario],
    skills: Mapping[str, str],
    translator: Translator,
) -> None:
    """Draw it for somebody with this ``history`` (latest first); ``skills`` names scorecard items."""
    t = translator.t
    mine = [s for s in scenarios if is_chinese(s.language) == (translator.language == "zh")]
    found = recommend(history, mine or scenarios)
    if found is None:
        return
    title = found.scenario.title
    text = t("practice.first", title=title)
    if found.skill:
        text = t("practice.recommended", skill=skills.get(found.skill, found.skill), title=title)
    elif history:
        text = t("practice.unexplored", title=title)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="recommended"):
        st.markdown(text, width="stretch")
        if st.button(t("practice.take_next"), icon=":material/arrow_forward:", key="take-next"):
            take(found.scenario.id)
