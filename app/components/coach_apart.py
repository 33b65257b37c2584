"""Calls with the coach at the side count apart: which ones a page is about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.messages import Translator
from coaching.progress import Done

ALONE, HELPED = "alone", "helped"


def with_or_without_coach(calls: Sequence[Done], translator: Translator) -> Sequence[Done]:
    """The calls without the coach, unless the learner asks for the others or there are none."""
    t = translator.t
    kinds = {
        ALONE: [call for call in calls if not call.helped],
        HELPED: [call for call in calls if call.helped],
    }
    if not kinds[HELPED]:
        return calls
    if not kinds[ALONE]:
        st.caption(t("progress.all_helped"))
        return calls
    counts = {ALONE: len(kinds[ALONE]), HELPED: len(kinds[HELPED])}
    names = {
        ALONE: t("progress.alone", count=counts[ALONE]),
        HELPED: t("progress.helped", count=counts[HELPED]),
    }
    chosen = st.segmented_control(
        t("progress.which"),
        list(kinds),
        default=ALONE,
        required=True,
        format_func=names.__getitem__,
        key="progress_which",
    )
    return kinds[str(chosen)]
