"""The moments of truth in the report: what was at stake, what was said, how it went, what would be good."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.messages import Translator
from app.storage.records import StoredCall
from coaching.moments import Lived, moments_of

TELLING = 0.03  # change of anger and anxiety together that is worth a word


def moments(stored: StoredCall, translator: Translator) -> None:
    """The moments that came, and what the agent could not know before the call."""
    lived = moments_of(stored.scenario, stored.transcript)
    known_now = _known_now(stored, translator)
    if lived:
        st.subheader(translator.t("report.moments"))
        st.html("".join(_moment(one, stored, translator) for one in lived))
    if known_now:
        st.html("".join(f'<div class="dl-note">{escape(text)}</div>' for text in known_now))


def _moment(lived: Lived, stored: StoredCall, translator: Translator) -> str:
    t, turns = translator.t, stored.transcript.turns
    said = (
        f'<div class="dl-quote">{escape(t("report.said", who=who, text=turns[place].text))}</div>'
        for who, place in (
            (stored.scenario.caller.address, lived.customer),
            (t("speaker.agent"), lived.agent),
        )
    )
    return (
        f'<div class="dl-item"><b>{escape(lived.moment.about)}</b>{"".join(said)}{_course(lived, translator)}'
        f'<div class="dl-advice"><b>{escape(t("report.try"))}</b> {escape(lived.moment.good)}</div></div>'
    )


def _course(lived: Lived, translator: Translator) -> str:
    if lived.eased is None or abs(lived.eased) < TELLING:
        return ""
    better = lived.eased > 0
    key, kind = ("report.eased", "dl-down") if better else ("report.heated", "dl-up")
    return f'<div class="{kind}">{escape(translator.t(key))}</div>'


def _known_now(stored: StoredCall, translator: Translator) -> Sequence[str]:
    """What lay hidden, and what was wrong in the hand-over note: told only now."""
    variant, handover = stored.scenario.variant, stored.scenario.briefing.handover
    found = []
    if variant is not None and variant.hidden:
        found.append(translator.t("report.hidden", about=variant.hidden))
    if handover is not None and handover.mistake:
        found.append(translator.t("report.handover", mistake=handover.mistake))
    return found
