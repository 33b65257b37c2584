"""报告 Report: the truth about one call, then one thing to do."""

from __future__ import annotations

import streamlit as st

from app import state
from app.calibration import advisory
from app.components.deleting import deleting
from app.components.hints_shown import hints_shown
from app.components.moments import moments
from app.components.mood import mood, peak_end
from app.components.nothing_yet import nothing_yet
from app.components.replay import transcript
from app.components.scores import actions, headline, item_list, overview, profiles
from app.components.stages import stages
from app.messages import Translator
from app.reporting import graded
from app.storage.records import CallSummary, StoredCall
from grading.journey import journey
from grading.reading import Reading
from grading.result import Result
from grading.stages import parts_of
from simulator.transcript import Speaker


def page() -> None:
    """The call chosen, or the list to choose from."""
    translator = state.translator()
    store = state.house().store
    calls = [call for call in store.history.calls(state.visitor().id) if call.ended]
    chosen = state.get(state.REPORT, str) or st.query_params.get("call")
    if not calls:
        nothing_yet("report", ":material/assignment:", translator)
        return
    known = {call.id: call for call in calls}
    if chosen not in known:
        chosen = calls[0].id
    picked = _choice(known, chosen, translator)
    st.query_params["call"] = picked
    _report(picked, translator)


def _choice(known: dict[str, CallSummary], chosen: str, translator: Translator) -> str:
    def label(call_id: str) -> str:
        call = known[call_id]
        total = "" if call.total is None else f" · {call.total:.0f}"
        helped = f" · {translator.t('coach.helped')}" if call.assisted else ""
        return f"{call.started_at.astimezone():%m-%d %H:%M} · {call.title}{total}{helped}"

    names = list(known)
    graded_ones = sum(call.total is not None for call in known.values())
    picked = st.selectbox(
        translator.t("report.which"),
        names,
        index=names.index(chosen),
        format_func=label,
        key=f"which-{chosen}-{graded_ones}",  # under the same key a browser would keep the words of before
    )
    state.put(state.REPORT, picked)
    return str(picked)


def _report(call_id: str, translator: Translator) -> None:
    t = translator.t
    stored = state.house().store.call(call_id)
    st.title(stored.scenario.title)
    if not any(turn.speaker == Speaker.AGENT for turn in stored.transcript.turns):
        st.info(t("report.nothing_said"), icon=":material/phone_missed:")
        actions(stored, None, None, translator)
    else:
        with st.spinner(t("report.grading")):
            result = graded(state.house(), stored)
        if stored.result is None and state.house().store.call(call_id).result is not None:
            st.rerun()  # the list above was drawn before there was a total
        _graded(stored, result, translator)
    deleting(stored, translator)


def _graded(stored: StoredCall, result: Result, translator: Translator) -> None:
    t = translator.t
    card = state.house().scorecard(result.scorecard)
    course = journey(stored.transcript)
    headline(stored, result, card, peak_end(course, translator), translator)
    actions(stored, result, card, translator)
    overview(result, card, translator)
    left, right = st.columns([5, 4], gap="large")
    with left:
        mood(course, stored.transcript, translator)
    with right:
        stages(parts_of(Reading(stored.transcript), course), translator)
    moments(stored, translator)
    hints_shown(stored, translator)
    profiles(result, translator)
    items, words = st.tabs([t("report.items"), t("report.transcript")])
    with items:
        item_list(result, card, advisory(state.house().store, card.id), translator)
    with words:
        transcript(stored, result, card, translator)


page()
