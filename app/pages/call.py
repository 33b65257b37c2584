"""通话 Call: screen pop → ringing → the desk → over."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components.briefing import level_choice, screen_pop
from app.components.coach import coach
from app.components.desk_cards import desk_tabs
from app.components.line import call_bar, conversation, customer_voice, notices
from app.components.microphone_check import check_box, check_button
from app.components.nothing_yet import nothing_yet
from app.components.ring import ringing, tone
from app.components.telephone import telephone
from app.components.utterance import speak_or_type, take_in
from app.desk import Desk
from app.messages import Translator


def page() -> None:
    """Draw the stage the call is in."""
    translator = state.translator()
    desk = state.desk()
    if desk is None:
        nothing_yet("call", ":material/call:", translator)
    elif desk.call.ended:
        _over(desk, translator)
    elif not desk.held:
        _elsewhere(desk, translator)
    elif desk.answered:
        _talking(desk, translator)
    elif state.get(state.RINGING_SINCE, float) is None:
        _briefing(desk, translator)
    else:
        _ringing(desk, translator)


def _elsewhere(desk: Desk, translator: Translator) -> None:
    """Two tabs cannot lead one call."""
    st.title(desk.scenario.title)
    st.info(translator.t("call.elsewhere"), icon=":material/tab:")
    desk.utterances.withdraw()
    if desk.utterances.draft:
        st.caption(translator.t("call.unsent", text=desk.utterances.draft))
    if st.button(translator.t("call.take_over"), type="primary", icon=":material/phone_in_talk:"):
        state.take_over()
        st.rerun()


def _briefing(desk: Desk, translator: Translator) -> None:
    """Read in peace; then let it ring."""
    t = translator.t
    st.title(t("call.briefing_typed" if desk.typed else "call.briefing"))
    left, right = st.columns([5, 4], gap="large")
    with left:
        with st.container(border=True):
            screen_pop(desk, translator)
        level_choice(desk, translator)
        st.caption(t("call.advice_typed" if desk.typed else "call.advice"))
        with st.container(horizontal=True, vertical_alignment="center"):
            _ready(desk, translator)
            if not desk.typed:
                check_button(translator)
            if st.button(t("call.other"), type="tertiary"):
                state.leave_desk()
                st.switch_page("app/pages/practice.py")
        if not desk.typed:
            check_box(desk, translator)
        if not (desk.typed or state.house().ready.is_set()):
            _warming_up(translator)
    with right:
        coach(desk, translator)
        desk_tabs(desk, translator)


@st.fragment(run_every=2.0)
def _warming_up(translator: Translator) -> None:
    """What the page says until the voices are there."""
    if state.house().ready.is_set():
        st.rerun()
    st.caption(f":material/hourglass_top: {translator.t('call.warming_up')}")


def _ready(desk: Desk, translator: Translator) -> None:
    """Let it ring; a typed conversation is joined at once."""
    t = translator.t
    if desk.typed and st.button(t("call.join"), type="primary", icon=":material/chat:"):
        desk.pick_up(1)
        st.rerun()
    if not desk.typed and st.button(t("call.ready"), type="primary", icon=":material/ring_volume:"):
        state.ring()
        st.rerun()


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
    """All is drawn first, then what was just said is worked on: nothing fades or jumps meanwhile."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        st.empty()  # where the ringing was: its rows would stand in the bar until all is drawn
        call_bar(desk, translator)
        place = conversation(desk, translator)
        if not desk.typed and state.hands_free():
            telephone(desk, translator)
        elif not desk.typed:
            customer_voice(desk, translator)
        notices(desk, translator)
        said, strip = speak_or_type(desk, translator)
    with right:
        coach(desk, translator, strip)
        desk_tabs(desk, translator)
    take_in(desk, said, place, translator)


def _over(desk: Desk, translator: Translator) -> None:
    """The customer's last words stay to be heard; then the report."""
    t = translator.t
    assert desk.call.ended is not None
    st.title(t("call.over_typed" if desk.typed else "call.over"))
    st.markdown(t(f"ended.{desk.call.ended.value}"))
    for note in desk.settle():
        st.warning(t(note.code), icon=":material/info:")
    with st.container(horizontal=True):
        if desk.call.turns and st.button(t("call.to_report"), type="primary", icon=":material/assignment:"):
            state.put(state.REPORT, desk.call_id)
            st.switch_page("app/pages/report.py")
        if st.button(t("call.once_more"), icon=":material/replay:"):
            state.begin(desk.scenario.id, desk.call.seed, desk.scenario.difficulty)
            st.rerun()
        if st.button(t("call.other"), type="tertiary"):
            state.clear_call()
            st.switch_page("app/pages/practice.py")
    if desk.call.turns:
        if not desk.typed:
            customer_voice(desk, translator)
        conversation(desk, translator)


page()
