"""What lies on the agent's desk: the screen pop, the customer card, the knowledge base, the note pad."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.components import markup
from app.desk import Desk
from app.messages import Translator
from simulator.content.parts import Knowledge


def screen_pop(desk: Desk, translator: Translator) -> None:
    """Who calls, by which menu path, and what they are likely to want."""
    t = translator.t
    briefing = desk.scenario.briefing
    st.html(f'<div class="dl-title">{escape(desk.scenario.title)}</div>')
    st.html(markup.muted(desk.scenario.summary))
    st.html(
        '<table class="dl-rows">'
        f"<tr><td>{escape(t('call.company'))}</td><td>{escape(desk.scenario.company)}</td></tr>"
        f"<tr><td>{escape(t('call.ivr'))}</td><td>{escape(' → '.join(briefing.ivr))}</td></tr>"
        f"<tr><td>{escape(t('call.intent'))}</td><td>{escape(briefing.predicted_intent)}</td></tr>"
        "</table>"
    )


def desk_tabs(desk: Desk, translator: Translator) -> None:
    """Customer card, knowledge and notes, one tab each."""
    t = translator.t
    card, knowledge, notes = st.tabs([t("call.card"), t("call.knowledge"), t("call.notes")])
    with card:
        markup.customer_card(desk.scenario.briefing.card)
    with knowledge:
        _knowledge(desk.scenario.knowledge, translator)
    with notes:
        text = st.text_area(
            t("call.notes"),
            value=desk.notes,
            height=180,
            key=f"notes-{desk.call_id}",
            label_visibility="collapsed",
            placeholder=t("call.notes_hint"),
        )
        desk.note(text)


def _knowledge(entries: list[Knowledge], translator: Translator) -> None:
    search = st.text_input(
        translator.t("call.search"),
        key="knowledge_search",
        label_visibility="collapsed",
        placeholder=translator.t("call.search"),
    )
    words = search.lower().split()
    found = [e for e in entries if all(w in f"{e.title} {e.text}".lower() for w in words)]
    if not found:
        st.caption(translator.t("call.nothing_found"))
    for entry in found:
        with st.expander(entry.title, expanded=bool(words) or len(entries) <= 3):
            st.write(entry.text)
