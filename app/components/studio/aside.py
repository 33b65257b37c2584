"""What speaks for and against a text: problems, a call, the rehearsal, its versions, publishing."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import state
from app.components.studio.preview import preview
from app.components.studio.problems import problems
from app.components.studio.publishing import publishing
from app.components.studio.rehearsal import rehearsal
from app.components.studio.versions import versions
from app.components.studio.voice import voice
from app.messages import Translator
from app.studio.problems import Problem
from app.studio.workbench import Workbench
from simulator.content.loading import Kind

TABS: dict[Kind, tuple[str, ...]] = {
    "scenario": ("check", "try", "rehearse", "versions", "publish"),
    "persona": ("check", "hear", "versions", "publish"),
}
DRAWN: dict[str, Callable[[Workbench, Translator], None]] = {
    "try": preview,
    "hear": voice,
    "rehearse": rehearsal,
    "versions": versions,
    "publish": publishing,
}


def aside(bench: Workbench, go_to: Callable[[Problem], None], translator: Translator) -> None:
    """Draw the one that is looked at; ``go_to`` leads to the line of a problem."""
    t = translator.t
    tab = st.segmented_control(
        t("nav.studio"),
        TABS[bench.name.kind],
        default=state.get("studio_tab_kept", str) or "check",
        required=True,
        format_func=lambda one: t(f"studio.tab_{one}"),
        label_visibility="collapsed",
        key="studio_tab",
    )
    state.put("studio_tab_kept", tab)  # a widget forgets when another page is looked at
    if tab in DRAWN:
        DRAWN[tab](bench, translator)
    else:
        problems(bench.problems, go_to, translator)
