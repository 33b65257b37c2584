"""A call in text with the draft: bubbles, and under each of the customer's what they feel and why."""

from __future__ import annotations

import secrets
from html import escape

import streamlit as st

from app.components import markup
from app.messages import Translator
from app.studio.preview import Preview
from app.studio.workbench import Workbench
from simulator.content.scenario import Level
from simulator.errors import BadInput
from simulator.transcript import Mood, Speaker, Turn

NOTICED = 0.005  # a change below is not shown
LEVELS: tuple[Level, ...] = (1, 2, 3)


def preview(bench: Workbench, translator: Translator) -> None:
    """The call so far, a line to say something, and the way to another course."""
    t = translator.t
    if bench.content is None and bench.preview is None:
        st.info(t("studio.mend_first", count=len(bench.problems)), icon=":material/rule:")
        return
    _another(bench, translator)
    call = bench.preview
    if call is None:
        st.caption(t("studio.preview_hint"))
        return
    if bench.content is not None and call.source != bench.content:
        st.caption(f":material/info: {t('studio.preview_stale')}")
    with st.container(height=420, border=True, key="studio-conversation", autoscroll=True):
        said = [_turn(call, index, turn, translator) for index, turn in enumerate(call.turns)]
        st.html("".join(said) or markup.hint(t("call.greet_first")))
    if call.call.ended is not None:
        st.info(t(f"ended.{call.call.ended.value}"), icon=":material/call_end:")
        return
    _say(call, translator)


def _another(bench: Workbench, translator: Translator) -> None:
    t = translator.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level = st.segmented_control(
            t("practice.difficulty"),
            LEVELS,
            default=2,
            required=True,
            format_func=lambda one: t(f"difficulty.{one}"),
            key="studio_level",
        )
        label = t("studio.preview_another" if bench.preview else "studio.preview_start")
        if st.button(label, icon=":material/call:", key="studio-call", disabled=bench.content is None):
            bench.try_call(secrets.randbelow(10_000), level)
            st.rerun()
    if bench.preview is not None:
        told = t("studio.preview_seed", seed=bench.preview.seed)
        st.caption(" · ".join(part for part in (told, bench.preview.variation) if part))


def _say(call: Preview, translator: Translator) -> None:
    t = translator.t
    text = st.chat_input(t("studio.preview_say"), key="studio-say", max_chars=500)
    silent = st.button(t("studio.preview_silent"), key="studio-silent", type="tertiary")
    if text or silent:
        try:
            call.say(text or "")
        except BadInput as error:
            st.warning(translator.error(error))
            return
        st.rerun()


def _turn(call: Preview, index: int, turn: Turn, translator: Translator) -> str:
    if turn.speaker is Speaker.AGENT:
        return markup.bubble("agent", translator.t("speaker.agent"), turn.text)
    said = markup.bubble("customer", call.source.caller.address, turn.text)
    return said + (_mind(call.mood_before(index), turn.state, turn.why, translator) if turn.state else "")


def _mind(before: Mood, after: Mood, why: tuple[str, ...], translator: Translator) -> str:
    """火气 0.62 (+0.12) …, then the reasons."""
    parts = []
    for name in Mood.model_fields:
        now, change = getattr(after, name), getattr(after, name) - getattr(before, name)
        moved = f" ({change:+.2f})" if abs(change) >= NOTICED else ""
        kind = "" if not moved else ' class="dl-moved"'
        parts.append(f"<span{kind}>{escape(translator.t(f'state.{name}'))} {now:.2f}{moved}</span>")
    reasons = "".join(f"<div>{escape(one)}</div>" for one in why)
    return f'<div class="dl-why dl-mind">{" ".join(parts)}{reasons}</div>'
