"""Problems of a text: each leads to its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from app.messages import Translator
from app.studio.problems import Problem, taken_apart
from app.studio.told import in_language

ICON = ":material/my_location:"
FEW = 5
SHOWN = 40  # at once; the rest follow when these are mended


def problems(found: tuple[Problem, ...], go_to: Callable[[Problem], None], translator: Translator) -> None:
    """Draw them; ``go_to`` is told the one whose line is asked for before the page runs again."""
    t = translator.t
    if not found:
        st.success(t("studio.sound"), icon=":material/check_circle:")
        return
    st.warning(t("studio.problems", count=len(found)), icon=":material/rule:")
    with st.container(key="studio-problems", gap="small"):
        for number, problem in enumerate(found[:SHOWN]):
            label = t("studio.problem", line=problem.line, where=_plain(problem.where))
            key = f"studio-problem-{number}"
            st.button(label, key=key, type="tertiary", icon=ICON, on_click=go_to, args=(problem,))
            st.caption(_plain(in_language(problem.message, translator.language)))
    if len(found) > SHOWN:
        st.caption(t("scorecards.more_mistakes", count=len(found) - SHOWN))


def as_lines(told: Iterable[str], translator: Translator) -> str:
    """Problems of a text that is not open, each in a paragraph of Markdown."""
    found = taken_apart(told)
    lines = (
        f"{translator.t('studio.problem', line=one.line, where=_plain(one.where))}: "
        + _plain(in_language(one.message, translator.language))
        for one in found[:FEW]
    )
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """As it is, whatever of it Markdown would take for its own."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|:$~" else sign for sign in text)
