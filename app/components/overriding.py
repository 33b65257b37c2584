"""Overriding a verdict with a reason, withdrawing that, and the history of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import state
from app.components.scores import title
from app.messages import Translator
from app.storage.records import RatedItem
from grading.overrides import Override
from grading.result import ItemResult, Verdict
from grading.scorecard import Scorecard
from simulator.errors import BadInput

BY_PEOPLE = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA)


def override(call_id: str, item: ItemResult, mine: RatedItem | None, translator: Translator) -> None:
    """The ways to change what counts: override, and withdraw where it is overridden."""
    t = translator.t
    with st.container(horizontal=True):
        with st.popover(t("calibration.override"), icon=":material/gavel:", type="tertiary"):
            _override(call_id, item, mine, translator)
        if item.override is not None:
            with st.popover(t("calibration.withdraw"), icon=":material/undo:", type="tertiary"):
                _withdraw(call_id, item.id, translator)


def _override(call_id: str, item: ItemResult, mine: RatedItem | None, translator: Translator) -> None:
    t = translator.t
    others = [verdict for verdict in BY_PEOPLE if verdict is not item.verdict]
    usual = mine.verdict if mine and mine.verdict in others else None
    with st.form(f"override-{item.id}", border=False):
        note = st.empty()  # above the fields: a low window would hide what stands below them
        chosen = st.radio(
            t("calibration.override_to"),
            others,
            index=others.index(usual) if usual else None,
            format_func=lambda verdict: t(f"verdict.{verdict.value}"),
            horizontal=True,
        )
        reason = st.text_area(t("calibration.override_why"), placeholder=t("calibration.override_why_hint"))
        if st.form_submit_button(t("calibration.override_save"), type="primary"):
            if chosen is None:
                note.warning(t("calibration.override_choose"))
                return
            with _refused(note, translator):
                state.house().store.verdicts.override(call_id, item.id, chosen, reason, state.visitor().id)
                st.rerun()
    st.caption(t("calibration.override_hint"))


def _withdraw(call_id: str, item: str, translator: Translator) -> None:
    t = translator.t
    with st.form(f"withdraw-{item}", border=False):
        note = st.empty()
        reason = st.text_area(t("calibration.withdraw_why"))
        if st.form_submit_button(t("calibration.withdraw"), type="primary"):
            with _refused(note, translator):
                state.house().store.verdicts.withdraw(call_id, item, reason, state.visitor().id)
                st.rerun()


@contextmanager
def _refused(note: DeltaGenerator, translator: Translator) -> Iterator[None]:
    """What is missing is said where it is missing, and the rest of the page stays."""
    try:
        yield
    except BadInput as error:
        note.warning(translator.error(error))


def history(call_id: str, card: Scorecard, translator: Translator) -> None:
    """Who overrode what, when and why; the latest first."""
    entries = state.house().store.verdicts.history(call_id)
    if not entries:
        return
    with st.expander(translator.t("calibration.history", count=len(entries))):
        lines = (f"<li>{escape(_line(entry, card, translator))}</li>" for entry in reversed(entries))
        st.html(f'<ul class="dl-moves">{"".join(lines)}</ul>')


def _line(entry: Override, card: Scorecard, translator: Translator) -> str:
    t = translator.t
    facts = {
        "at": f"{entry.at.astimezone():%Y-%m-%d %H:%M}",
        "by": entry.by or t("calibration.somebody"),
        "item": title(card, entry.item, translator),
        "why": entry.reason,
    }
    if entry.verdict is None:
        return t("calibration.history_withdrawn", **facts)
    before, after = t(f"verdict.{entry.before.value}"), t(f"verdict.{entry.verdict.value}")
    return t("calibration.history_line", before=before, after=after, **facts)
