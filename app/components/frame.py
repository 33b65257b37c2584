"""What every page shares: style, the memory of who is practising, and the door for errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from app import state
from app.components.browser_memory import remember
from app.components.door import door

STYLE = Path(__file__).with_name("style.css")


@contextmanager
def frame() -> Iterator[None]:
    """Draw the shared parts round a page."""
    st.html(STYLE)
    translator = state.translator()
    if translator.language == "en":  # quotation marks of a Chinese font are as wide as a character
        st.html('<span class="dl-latin"></span>')
    with door():
        with st.spinner(translator.t("common.loading")):
            state.house().opened  # noqa: B018 - the first look reads all content
        yield
    remember()
