"""The calls that a trainer may rate: a search and a list, without any figure."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from app import state
from app.call_search import wanted
from app.components import markup
from app.messages import Translator
from app.storage.records import CallToRate

AT_ONCE = 20
SHOWN = "calibration_shown"


def calls_to_rate(rater: int, translator: Translator) -> str | None:
    """Draw search and list; return the id of the call that was chosen just now."""
    t = translator.t
    text = st.text_input(t("calibration.search"), placeholder=t("calibration.search_hint"), width=420)
    most = state.get(SHOWN, int) or AT_ONCE
    now = datetime.now().astimezone()
    found = state.house().store.ratings.to_rate(rater, wanted(text, now), most + 1)
    if not found:
        st.info(t("calibration.nothing_found" if text.strip() else "calibration.no_calls"))
    chosen = [call.id for call in found[:most] if _line(call, translator)]
    if len(found) > most and st.button(t("calibration.more"), icon=":material/expand_more:"):
        state.put(SHOWN, most + AT_ONCE)
        st.rerun()
    return chosen[0] if chosen else None


def _line(call: CallToRate, translator: Translator) -> bool:
    t = translator.t
    key = "go_on" if call.begun else "look" if call.rated else "rate"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"to-rate-{call.id}"):
        when = f"{call.started_at.astimezone():%Y-%m-%d %H:%M}"
        title = f'<div class="dl-title">{escape(call.title)}</div>'
        about = markup.muted(f"{when} · {call.learner}")
        st.html(title + about + markup.chips(_marks(call, translator)), width="stretch")
        return st.button(
            t(f"calibration.{key}"), type="secondary" if key == "look" else "primary", key=f"rate-{call.id}"
        )


def _marks(call: CallToRate, translator: Translator) -> list[tuple[str, str]]:
    t = translator.t
    marks = []
    if call.begun:
        marks.append((t("calibration.begun"), "partial"))
    if call.rated:
        marks.append((t("calibration.rated"), "met"))
    if call.others:
        marks.append((t("calibration.others", count=call.others), ""))
    return marks or [(t("calibration.unrated"), "na")]
