"""The filters of the practice page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from app.messages import Translator
from simulator.content.scenario import Scenario

Value = TypeVar("Value", str, int)


def filtered(scenarios: list[Scenario], skills: Mapping[str, str], translator: Translator) -> list[Scenario]:
    """Draw the filters; return the scenarios that pass. ``skills`` names scorecard items."""
    t = translator.t
    trained = [skill for skill in skills if any(skill in s.skills for s in scenarios)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        words = st.text_input(t("practice.search"), placeholder=t("practice.search_hint"), width=200)
        industry = _one("industry", sorted({s.industry.value for s in scenarios}), translator)
        mood = _one("mood", sorted({s.mood.value for s in scenarios}), translator)
        skill = _one("skill", trained, translator, skills)
        level = _one("difficulty", [1, 2, 3], translator)
        channel = _one("channel", sorted({s.channel.value for s in scenarios}), translator)
    return [
        s
        for s in scenarios
        if industry in (None, s.industry.value)
        and mood in (None, s.mood.value)
        and (skill is None or skill in s.skills)
        and level in (None, s.difficulty)
        and channel in (None, s.channel.value)
        and all(word in f"{s.title} {s.summary} {s.company}".lower() for word in words.lower().split())
    ]


def _one(
    name: str, values: list[Value], translator: Translator, names: Mapping[str, str] | None = None
) -> Value | None:
    """A filter: one of the values, or None for all."""
    t = translator.t
    return st.selectbox(
        t(f"practice.{name}"),
        values,
        index=None,
        placeholder=t("common.all"),
        format_func=lambda value: names[str(value)] if names else t(f"{name}.{value}"),
        key=f"filter_{name}",
        width=150,
    )
