"""What lies on the agent's desk: the customer card, the public post, the knowledge base, the note pad."""

from __future__ import annotations

import streamlit as st

from app.components import markup
from app.components.briefing import public_post
from app.desk import Desk
from app.messages import Translator
from simulator.content.parts import Knowledge


def desk_tabs(desk: Desk, translator: Translator) -> None:
    """Customer card, knowledge and notes, one tab each; during the talk the post as well."""
    t = translator.t
    briefing = desk.scenario.briefing
    shown = briefing.post if desk.answered else None
    names = [t("call.card"), t("call.knowledge"), t("call.notes"), *([t("call.post")] if shown else [])]
    card, knowledge, notes, *post = st.tabs(names)
    with card:
        markup.customer_card(briefing.card)
    if shown is not None:
        with post[0]:
            public_post(shown, translator)
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
