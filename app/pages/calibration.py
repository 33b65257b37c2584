"""校准 Calibration: hear a call, rate it blind, compare; how far people and the grader agree."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components.agreement_board import agreement_board
from app.components.calls_to_rate import calls_to_rate
from app.components.comparison import comparison
from app.components.rating_sheet import rating_sheet
from app.components.replay import transcript
from app.components.who import ask_name
from app.messages import Translator
from app.reporting import graded
from app.storage.records import Rating, StoredCall
from grading.scorecard import Scorecard


def page() -> None:
    """A guest gives a name; then the list of calls, or the call that was chosen."""
    translator = state.translator()
    visitor = state.visitor()
    chosen = state.get(state.CALIBRATING, str) or st.query_params.get("call")
    if visitor.guest or chosen is None:
        st.title(translator.t("nav.calibration"))
        st.caption(translator.t("calibration.intro"))
    if visitor.guest:
        ask_name(translator.t("calibration.who"), translator)
    elif chosen is None:
        _choose(visitor.id, translator)
    else:
        _call(chosen, visitor.id, translator)


def _choose(rater: int, translator: Translator) -> None:
    """The list, or the agreement card; only the one that is looked at is worked out."""
    names = [translator.t("calibration.tab_rate"), translator.t("calibration.tab_card")]
    rate, card = st.tabs(names, on_change="rerun", key=state.CALIBRATION_TAB)
    if card.open:
        with card:
            agreement_board(translator)
        return
    with rate:
        chosen = calls_to_rate(rater, translator)
    if chosen is not None:
        state.calibrate(chosen)
        st.rerun()


def _call(call_id: str, rater: int, translator: Translator) -> None:
    if st.button(translator.t("calibration.back"), icon=":material/arrow_back:", type="tertiary"):
        state.calibrate(None)
        st.query_params.clear()
        st.rerun()
    st.query_params["call"] = call_id  # a reload finds it again
    stored = state.house().store.call(call_id)
    card = _scorecard(stored)
    st.title(stored.scenario.title)
    by = card.title.in_language(translator.language == "zh")
    st.caption(f"{stored.started_at.astimezone():%Y-%m-%d %H:%M} · {by}")
    ratings = state.house().store.ratings.of(call_id, rater)
    if not ratings:
        ratings = [state.house().store.ratings.begin(call_id, rater, card.id)]
    if ratings[0].saved_at is None and not state.get(state.VERDICTS_SHOWN, bool):
        _rate(stored, ratings, card, rater, translator)
    else:
        _compare(stored, ratings, card, rater, translator)


def _scorecard(stored: StoredCall) -> Scorecard:
    """The scorecard by which the call was graded, or is to be."""
    name = stored.result["scorecard"] if stored.result else stored.scenario.scorecard
    return state.house().scorecard(name)


def _rate(
    stored: StoredCall, ratings: list[Rating], card: Scorecard, rater: int, translator: Translator
) -> None:
    """What was said to the left, the sheet to the right; nothing of the grader's."""
    left, right = st.columns(2, gap="large")
    with left, st.container(height=560, border=True, key="call-to-rate"):
        transcript(stored, None, card, translator)
    with right:
        rating_sheet(stored.id, rater, card, translator)
        if len(ratings) == 1:  # later on, the old rating leads to the verdicts
            _reveal(ratings[0], translator)


def _reveal(rating: Rating, translator: Translator) -> None:
    t = translator.t
    with st.popover(t("calibration.reveal"), type="tertiary"):
        st.markdown(t("calibration.reveal_sure"))
        if st.button(t("calibration.reveal_yes"), key="reveal"):
            state.house().store.ratings.reveal(rating.id)
            state.put(state.VERDICTS_SHOWN, True)
            st.rerun()


def _compare(
    stored: StoredCall, ratings: list[Rating], card: Scorecard, rater: int, translator: Translator
) -> None:
    t = translator.t
    with st.spinner(t("report.grading")):
        result = graded(state.house(), stored)
    left, right = st.columns(2, gap="large")
    with left, st.container(height=560, border=True, key="call-to-rate"):
        transcript(stored, result, card, translator)
    with right:
        comparison(ratings[0], ratings[1:], result, card, translator)
        label = "calibration.again" if ratings[0].saved_at else "calibration.rate_now"
        if st.button(t(label), icon=":material/rate_review:", key="rate-again"):
            state.house().store.ratings.begin(stored.id, rater, card.id)
            state.put(state.VERDICTS_SHOWN, None)
            st.rerun()


page()
