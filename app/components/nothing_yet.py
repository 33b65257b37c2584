"""An empty page says what it is for and leads on."""

from __future__ import annotations

import streamlit as st

from app.messages import Translator


def nothing_yet(page: str, icon: str, translator: Translator) -> None:
    """The page (``call``, ``report``) has nothing to show yet: why, and a button to choose a call."""
    st.title(translator.t(f"nav.{page}"))
    st.info(translator.t(f"{page}.none"), icon=icon)
    if st.button(translator.t("call.choose"), type="primary"):
        st.switch_page("app/pages/practice.py")
