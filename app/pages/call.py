"""通话 Call: screen pop → ringing → the desk → over."""

from __future__ import annotations

import time

import streamlit as st

from app import state
from app.components.desk_cards import desk_tabs, screen_pop
from app.components.line import conversation, correction, customer_voice, microphone
from app.components.ring import ringing, tone
from app.desk import Desk
from app.messages import Translator


def page() -> None:
    """Draw the stage the call is in."""
    translator = state.translator()
    desk = state.desk()
    if desk is None:
        _nothing(translator)
    elif desk.call.ended:
        _over(desk, translator)
    elif desk.answered:
        _talking(desk, translator)
    elif state.get(state.RINGING_SINCE) is None:
        _briefing(desk, translator)
    else:
        _ringing(desk, translator)


def _nothing(translator: Translator) -> None:
    st.title(translator.t("nav.call"))
    st.info(translator.t("call.none"), icon=":material/call:")
    if st.button(translator.t("call.choose"), type="primary"):
        st.switch_page("app/pages/practice.py")


def _briefing(desk: Desk, translator: Translator) -> None:
    """Read in peace; then let it ring."""
    t = translator.t
    st.title(t("call.briefing"))
    left, right = st.columns([5, 4], gap="large")
    with left:
        with st.container(border=True):
            screen_pop(desk, translator)
        st.html(f'<div class="dl-muted">{t("call.advice")}</div>')
        if not state.house().ready.is_set():
            st.caption(f":material/hourglass_top: {t('call.warming_up')}")
        with st.container(horizontal=True):
            if st.button(t("call.ready"), type="primary", icon=":material/ring_volume:"):
                state.put(state.RINGING_SINCE, time.monotonic())
                st.rerun()
            if st.button(t("call.other"), type="tertiary"):
                desk.discard()
                state.clear_call()
                st.switch_page("app/pages/practice.py")
    with right:
        desk_tabs(desk, translator)


def _ringing(desk: Desk, translator: Translator) -> None:
    left, right = st.columns([5, 4], gap="large")
    with left, st.container(border=True):
        ringing(desk, translator)
        screen_pop(desk, translator)
        with st.container(key="tone"):
            st.audio(tone(), format="audio/wav", loop=True, autoplay=True)
    with right:
        desk_tabs(desk, translator)


def _talking(desk: Desk, translator: Translator) -> None:
    t = translator.t
    left, right = st.columns([5, 4], gap="large")
    with left:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.html(f'<div class="dl-title">{desk.scenario.caller.address} · {desk.scenario.company}</div>')
            with st.container(horizontal=True, width="content"):
                correction(desk, translator)
                if st.button(t("call.hang_up"), icon=":material/call_end:", key="hang_up"):
                    desk.hang_up()
                    st.rerun()
        conversation(desk, translator)
        customer_voice(state.get(state.LAST_ANSWER), translator)
        microphone(desk, translator)
    with right:
        desk_tabs(desk, translator)


def _over(desk: Desk, translator: Translator) -> None:
    """The customer's last words stay to be heard; then the report."""
    t = translator.t
    assert desk.call.ended is not None
    st.title(t("call.over"))
    st.markdown(t(f"ended.{desk.call.ended.value}"))
    customer_voice(state.get(state.LAST_ANSWER), translator)
    with st.container(horizontal=True):
        if desk.call.turns and st.button(t("call.to_report"), type="primary", icon=":material/assignment:"):
            state.put(state.REPORT, desk.call_id)
            st.switch_page("app/pages/report.py")
        if st.button(t("call.once_more"), icon=":material/replay:"):
            state.begin(desk.scenario.id, desk.call.seed)
            st.rerun()
    conversation(desk, translator)


page()
