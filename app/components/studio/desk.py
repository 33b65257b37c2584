"""Where a text is written: form and YAML side by side, each following the other, or one of the two alone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import state
from app.components.studio.aside import aside
from app.components.studio.form import form
from app.components.studio.writing import yaml
from app.components.yaml_editor import Jump
from app.messages import Translator
from app.studio.outline import PARTS, Part, part_of
from app.studio.problems import Problem
from app.studio.workbench import Workbench

VIEWS = ("both", "form", "yaml")


def desk(bench: Workbench, part: Part, go_to: Callable[[Problem], None], translator: Translator) -> None:
    """Form and YAML of the same text, or one of the two beside what speaks for it.

    ``go_to`` leads to the line of a problem.
    """
    view = _view(translator)
    with st.container(key=f"studio-{view}"):
        first, second = st.columns(2, gap="medium")
    if view != "yaml":
        with first, st.container(key=f"studio-fields-{view}"):
            form(bench, part.keys, translator)
    if view != "form":
        with second if view == "both" else first:
            yaml(bench, state.get("studio_jump", Jump), translator, part.keys, _follow(bench, view))
    with second if view != "both" else st.container():
        aside(bench, go_to, translator)


def _view(translator: Translator) -> str:
    t = translator.t
    view = st.segmented_control(
        t("studio.kind"),
        VIEWS,
        default=state.get("studio_view", str) or VIEWS[0],
        required=True,
        format_func=lambda one: t(f"studio.{one}"),
        label_visibility="collapsed",
        key=f"studio_view_{state.get('studio_views', int) or 0}",
    )
    state.put("studio_view", view)
    if view == "both":
        st.caption(t("studio.both_hint"), help=t("studio.both_same"))
    return view


def _follow(bench: Workbench, view: str) -> Callable[[str], None] | None:
    """What the form does when the typist goes elsewhere in the YAML beside it."""

    def went(key: str) -> None:
        if any(key in keys for keys in PARTS[bench.name.kind].values()):
            state.put("studio_part", part_of(bench.name.kind, key))

    return went if view == "both" else None
