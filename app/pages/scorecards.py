"""评分表 Scorecards: check a card of one's own and try it on stored calls. Nothing is stored."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components.card_preview import comparison, contents, mistakes
from app.messages import Translator
from app.previewing import compared, read_draft
from app.storage.records import CallSummary
from grading.scorecard import Scorecard, scorecard_names

MOST = 5  # calls at once
UPLOAD = "scorecard_upload"
SHIPPED = "scorecard_shipped"
BOX = "scorecard_box"
HIGH = 360  # pixels of the text box


def page() -> None:
    """Where the card comes from, its text, what is wrong with it, and what it would say of calls."""
    translator = state.translator()
    t = translator.t
    st.title(t("nav.scorecards"))
    st.caption(t("scorecards.intro"))
    _source(translator)
    text = _text(translator)
    if not text.strip():
        st.info(t("scorecards.none"), icon=":material/checklist:")
        return
    draft = read_draft(text)
    if draft.card is None:
        mistakes(draft.mistakes, translator)
        return
    contents(draft.card, translator)
    _try(draft.card, translator)


def _source(translator: Translator) -> None:
    """A card that ships to start from, or a file."""
    t = translator.t
    left, right = st.columns(2, gap="large")
    with left:
        st.selectbox(
            t("scorecards.shipped"),
            list(scorecard_names()),
            index=None,
            placeholder=t("scorecards.choose"),
            key=SHIPPED,
            on_change=_take_shipped,
        )
    with right:
        st.html(f'<style>:root {{ --dl-upload: "{t("scorecards.choose_file")}" }}</style>')
        st.file_uploader(t("scorecards.upload"), type=["yaml", "yml"], key=UPLOAD, on_change=_take_upload)


def _take_shipped() -> None:
    name = state.get(SHIPPED, str)
    if name:
        state.draft(scorecard_names()[name].read_text(encoding="utf-8"))


def _take_upload() -> None:
    file = st.session_state.get(UPLOAD)
    if file is not None:
        state.draft(file.getvalue().decode("utf-8", "replace"))


def _text(translator: Translator) -> str:
    """The text being worked on; it stays when another page is looked at."""
    t = translator.t
    version = state.get(state.DRAFTS, int) or 0
    text = st.text_area(
        t("scorecards.text"),
        state.get(state.DRAFT, str) or "",
        height=HIGH,
        key=f"{BOX}-{version}",
        placeholder=t("scorecards.paste"),
    )
    state.put(state.DRAFT, text)
    return text


def _try(card: Scorecard, translator: Translator) -> None:
    """The card's verdicts on calls that were practised."""
    t = translator.t
    st.subheader(t("scorecards.try"))
    calls = {call.id: call for call in _calls(translator)}
    if not calls:
        st.info(t("scorecards.no_calls"), icon=":material/phone_in_talk:")
        return
    chosen = st.multiselect(
        t("scorecards.calls"),
        list(calls),
        default=list(calls)[:1],
        max_selections=MOST,
        format_func=lambda name: f"{calls[name].started_at.astimezone():%m-%d %H:%M} · {calls[name].title}",
    )
    with st.spinner(t("report.grading")):
        for call_id in chosen:
            found = compared(state.house(), state.house().store.call(call_id), card)
            with st.container(border=True):
                comparison(found, translator)


def _calls(translator: Translator) -> list[CallSummary]:
    """Finished calls of the learner chosen; a guest is shown their own only."""
    store, visitor = state.house().store, state.visitor()
    learner = visitor.id
    if not visitor.guest:
        names = store.learners.names()
        order = sorted(names, key=lambda one: (one != visitor.id, names[one]))
        learner = st.selectbox(translator.t("scorecards.learner"), order, format_func=names.__getitem__)
    return [call for call in store.history.calls(learner) if call.ended]


page()
