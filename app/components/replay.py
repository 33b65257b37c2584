"""The report's lower half: every turn with its sound, the verdicts that rest on it, and what it moved."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.messages import Translator
from app.reporting import turn_verdicts
from app.storage.records import StoredCall
from grading.result import Result
from grading.scorecard import Scorecard
from simulator.transcript import Speaker


def transcript(stored: StoredCall, result: Result, card: Scorecard, translator: Translator) -> None:
    """Turn by turn."""
    t = translator.t
    titles = {item.id: item.title.in_language(translator.language == "zh") for item in card.items}
    verdicts = turn_verdicts(result)
    for index, turn in enumerate(stored.transcript.turns):
        if not turn.text:
            continue
        who = t("speaker.agent") if turn.speaker is Speaker.AGENT else stored.scenario.caller.address
        st.html(markup.bubble(turn.speaker.value, f"{index + 1} {who}", turn.text))
        heard = getattr(turn, "heard", None)
        if heard:
            st.html(markup.muted(t("report.corrected", heard=heard)))
        audio = state.house().store.audio(stored.id, index) if turn.audio else None
        if audio:
            st.audio(audio, format="audio/wav", width=320)
        marks = [(f"{titles.get(i.id, i.id)} · {t(f'verdict.{i.verdict.value}')}", i.verdict.value) for i in verdicts.get(index, [])]
        if marks:
            st.html(markup.chips(marks))
        if turn.why:
            st.html(f'<div class="dl-why">{escape(" · ".join(turn.why))}</div>')
