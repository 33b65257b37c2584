"""设置 Settings: name, language, what speaks and listens, deleting one's data."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components.choosing import recogniser_choice, voice_choice
from app.messages import Translator

LANGUAGES = {"zh": "中文", "en": "English"}


def page() -> None:
    """Small blocks, one below the other."""
    translator = state.translator()
    t = translator.t
    st.title(t("nav.settings"))
    _name(translator)
    _language(translator)
    with st.container(border=True, key="choose_listener"):
        recogniser_choice(translator)
    with st.container(border=True, key="choose_voice"):
        voice_choice(translator)
    st.caption(t("settings.voices_hint"))
    _data(translator)


def _name(translator: Translator) -> None:
    with st.form("name"):
        name = st.text_input(translator.t("settings.name"), value=state.visitor().name, max_chars=40)
        if st.form_submit_button(translator.t("common.save")) and name.strip():
            state.set_learner(name.strip())
            st.rerun()


def _language(translator: Translator) -> None:
    with st.container(border=True):
        chosen = st.segmented_control(
            translator.t("settings.language"),
            list(LANGUAGES),
            default=translator.language,
            format_func=LANGUAGES.__getitem__,
        )
        if chosen and chosen != translator.language:
            state.set_language(chosen)
            st.rerun()


def _data(translator: Translator) -> None:
    """All calls of this learner, gone for good."""
    t = translator.t
    store = state.house().store
    calls = store.history.calls(state.visitor().id, limit=10_000)
    with st.container(border=True):
        st.subheader(t("settings.data"))
        st.markdown(t("settings.calls_kept", count=len(calls)))
        sure = st.checkbox(t("settings.sure"), disabled=not calls)
        if st.button(t("settings.delete_all"), disabled=not sure, icon=":material/delete:"):
            store.erasure.calls(call.id for call in calls)
            state.clear_call()
            state.put(state.REPORT, None)
            st.rerun()


page()
