"""What every page shares: style, the memory of who is practising, and the door for errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from app import state
from app.components.browser_memory import remember
from app.exits import log_bug
from simulator.errors import DuilianError

STYLE = Path(__file__).with_name("style.css")


@contextmanager
def frame() -> Iterator[None]:
    """Draw the shared parts round a page. An expected error is a sentence, a bug a short apology."""
    st.html(STYLE)
    translator = state.translator()
    if translator.language == "en":  # quotation marks of a Chinese font are as wide as a character
        st.html('<span class="dl-latin"></span>')
    try:
        with st.spinner(translator.t("common.loading"), show_time=False):
            state.house().opened  # noqa: B018 - the first look reads all content
        yield
    except DuilianError as error:
        st.error(translator.error(error), icon=":material/error:")
    except Exception as error:  # noqa: BLE001 - the last door: Streamlit's own control flow is no Exception
        path = log_bug(error, state.house().settings.logs)
        st.error(translator.t("errors.bug", log=path), icon=":material/bug_report:")
    finally:
        remember()
