"""A scenario as a card: what it is about, what it trains, how it went so far."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.components.progress import record_words
from app.messages import Translator
from app.storage.records import Best
from simulator.content.scenario import Scenario
from simulator.transcript import is_chinese


def scenario_card(
    scenario: Scenario,
    skills: Mapping[str, str],
    best: Best | None,
    last: float | None,
    translator: Translator,
) -> None:
    """The card with its one button."""
    t, typed = translator.t, scenario.channel.typed
    with st.container(border=True, key=f"card-{scenario.id.replace('/', '-')}", height="stretch"):
        st.html(_about(scenario, skills, translator))
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.html(markup.muted(_record(best, last, translator)), width="content")
            if st.button(
                t("practice.take_typed" if typed else "practice.take"),
                key=f"take-{scenario.id}",
                type="primary",
                icon=":material/chat:" if typed else ":material/call:",
            ):
                take(scenario.id)


def take(scenario_id: str) -> None:
    """Go to the desk with this scenario."""
    state.begin(scenario_id)
    st.switch_page("app/pages/call.py")


def _about(scenario: Scenario, skills: Mapping[str, str], translator: Translator) -> str:
    t = translator.t
    labels = [
        (t(f"industry.{scenario.industry.value}"), ""),
        (t(f"mood.{scenario.mood.value}"), ""),
        (t("practice.level", stars="★" * scenario.difficulty + "☆" * (3 - scenario.difficulty)), ""),
    ]
    if scenario.channel.typed:
        labels.append((t(f"channel.{scenario.channel.value}"), "accent"))
    spoken = "zh" if is_chinese(scenario.language) else "en"
    if spoken != translator.language:
        labels.append((t(f"practice.spoken_{spoken}"), "accent"))
    names = [skills.get(skill, skill) for skill in scenario.skills]
    return (
        f'<div class="dl-card"><div class="dl-title">{escape(scenario.title)}</div>{markup.chips(labels)}'
        f"<div>{escape(scenario.summary)}</div>{markup.muted(t('practice.skills', names=names))}</div>"
    )


def _record(best: Best | None, last: float | None, translator: Translator) -> str:
    t = translator.t
    if best is None:
        return t("practice.untried")
    if last is None or (best.total is None and best.assisted is None):
        return t("practice.tried", times=best.times)
    return record_words(last, best.total, best.assisted, best.times, translator)
