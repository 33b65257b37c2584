"""Problems of a text: each leads to its line."""

from __future__ import annotations

import streamlit as st

from app.messages import Translator
from app.studio.problems import Problem

ICON = ":material/my_location:"
SHOWN = 40  # at once; the rest follow when these are mended


def problems(found: tuple[Problem, ...], translator: Translator) -> Problem | None:
    """Draw them; return the one whose line was asked for just now."""
    t = translator.t
    if not found:
        st.success(t("studio.sound"), icon=":material/check_circle:")
        return None
    st.warning(t("studio.problems", count=len(found)), icon=":material/rule:")
    chosen = None
    with st.container(key="studio-problems", gap="small"):
        for number, problem in enumerate(found[:SHOWN]):
            label = t("studio.problem", line=problem.line, where=_plain(problem.where))
            if st.button(
                label, key=f"studio-problem-{number}", type="tertiary", icon=":material/my_location:"
            ):
                chosen = problem
            st.caption(_plain(problem.message))
    if len(found) > SHOWN:
        st.caption(t("scorecards.more_mistakes", count=len(found) - SHOWN))
    return chosen


def _plain(text: str) -> str:
    """As it is, whatever of it Markdown would take for its own."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|:$~" else sign for sign in text)
