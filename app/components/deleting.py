"""Deleting a call, or only what can be heard of it; really, and only when it is asked for twice."""

from __future__ import annotations

import streamlit as st

from app import state
from app.messages import Translator
from app.storage.records import StoredCall


def deleting(stored: StoredCall, translator: Translator) -> None:
    """The choice, and what each way takes along."""
    t = translator.t
    store = state.house().store
    with st.popover(t("report.delete"), icon=":material/delete:"):
        st.markdown(t("report.delete_which"))
        if store.turns.recorded(stored.id):
            st.caption(t("report.delete_sound_hint"))
            if st.button(t("report.delete_sound"), key="delete-sound"):
                store.erasure.recording(stored.id)
                state.put(state.REPLAY, None)
                st.rerun()
        st.caption(t("report.delete_sure"))
        if st.button(t("report.delete_whole"), key="delete-call"):
            store.erasure.call(stored.id)
            state.put(state.REPORT, None)
            state.put(state.REPLAY, None)
            st.query_params.clear()
            st.rerun()
