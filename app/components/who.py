"""A guest is asked for a name."""

from __future__ import annotations

import streamlit as st

from app import state
from app.messages import Translator


def ask_name(question: str, translator: Translator) -> None:
    """One line with the question; the page is drawn again once the name is known."""
    with st.form("who", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(question, max_chars=state.LONGEST, width=420)
        if st.form_submit_button(translator.t("practice.remember"), width="content") and name.strip():
            state.set_learner(name.strip())
            st.rerun()
