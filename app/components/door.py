"""The last door for errors: an expected one is a sentence, a bug an apology that names its log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app import state
from app.exits import log_bug
from simulator.errors import DuilianError


@contextmanager
def door() -> Iterator[None]:
    """Stands round every page, and round every fragment, which runs without its page."""
    try:
        yield
    except DuilianError as error:
        st.error(state.translator().error(error), icon=":material/error:")
    except Exception as error:  # noqa: BLE001 - Streamlit's own control flow is no Exception
        path = log_bug(error, state.house().settings.logs)
        st.error(state.translator().t("errors.bug", log=path), icon=":material/bug_report:")
