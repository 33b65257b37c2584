"""The coach's hints in the report: which one, after which turn, and whether it was followed."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components import markup
from app.components.coach import hint_words
from app.guiding import looked_back
from app.messages import Translator
from app.storage.records import StoredCall
from coaching.guidance import Hint
from coaching.guidance.following import FollowUp

CHIP = {FollowUp.FOLLOWED: "met", FollowUp.NOT_FOLLOWED: "partial", FollowUp.TOO_LATE: "na"}


def hints_shown(stored: StoredCall, translator: Translator) -> None:
    """Nothing for a call without the coach."""
    if not stored.assisted:
        return
    t = translator.t
    said = tuple(turn.text for turn in stored.transcript.turns)
    shown = looked_back(state.house(), stored.id, said)
    if not shown:
        st.caption(t("coach.shown_none"))
        return
    followed = sum(became is FollowUp.FOLLOWED for _, became in shown)
    with st.expander(t("coach.shown", count=len(shown), followed=followed), icon=":material/sports:"):
        st.html("".join(_hint(hint, became, translator) for hint, became in shown))


def _hint(hint: Hint, became: FollowUp, translator: Translator) -> str:
    t = translator.t
    where = markup.chips(
        [(t("coach.after_turn", turn=hint.turn + 1), ""), (t(f"coach.{became}"), CHIP[became])]
    )
    return f'<div class="dl-item">{where}{hint_words(hint, translator)}</div>'
