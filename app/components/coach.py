"""The coach beside the desk: a switch, at most one hint, the checklist of the stage, who talks how much."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import state
from app.components import markup
from app.desk import Desk
from app.messages import Translator
from coaching.guidance import Guidance, Hint
from coaching.guidance.balance import Balance


def coach(desk: Desk, translator: Translator, strip: DeltaGenerator | None = None) -> None:
    """The box. Before the call only its switch; the customer's mood is not in it.

    ``strip`` is a place above what is typed: on a phone, where this box is far below, the hint stands there.
    """
    with st.container(border=True, key="coach"):
        wanted = _switch(desk, translator)
        if not (wanted and desk.answered):
            st.html(markup.muted(translator.t("coach.marked" if wanted else "coach.unmarked")))
            return
        guide = state.guide(desk)
        guidance = guide.look(desk.call.turns)
        st.html(_shown(guidance, desk.typed, translator))
        if strip is not None and guidance.hint is not None:
            words = hint_words(guidance.hint, translator)
            strip.html(f'<div class="dl-strip" aria-hidden="true">{words}</div>')
        if guide.problems:
            told = translator.t("coach.own_rules", count=len(guide.problems), first=guide.problems[0])
            st.caption(f":material/info: {told}")


def _switch(desk: Desk, translator: Translator) -> bool:
    wanted = st.toggle(
        translator.t("coach.switch"),
        value=state.coached(),
        key=f"coach-{desk.call_id}",
        help=translator.t("coach.marked"),
    )
    if wanted != state.coached():
        state.set_coached(wanted)
    return wanted


def _shown(guidance: Guidance, typed: bool, translator: Translator) -> str:
    return (
        f'<div class="dl-coach">{_hint(guidance.hint, translator)}'
        f"{_checklist(guidance, translator)}"
        f'<div class="dl-balance">{markup.muted(_balance(guidance.balance, typed, translator))}</div></div>'
    )


def _hint(hint: Hint | None, translator: Translator) -> str:
    """The hint, or a quiet word; its place keeps its size."""
    if hint is None:
        return f'<div class="dl-tip" role="status">{markup.muted(translator.t("coach.none"))}</div>'
    return f'<div class="dl-tip on" role="status">{hint_words(hint, translator)}</div>'


def hint_words(hint: Hint, translator: Translator) -> str:
    """Theme and what to do; what comes of it otherwise; words to say."""
    t, chinese = translator.t, translator.language == "zh"
    theme, title = t(f"coach.{hint.theme}"), hint.title.in_language(chinese)
    lines = [f'<b><span class="dl-theme">{escape(theme)}</span> {escape(title)}</b>']
    if hint.leads_to is not None:
        lines.append(markup.muted(t("coach.otherwise", what=hint.leads_to.in_language(chinese))))
    if hint.say:
        lines.append(f"<div>{escape(t('coach.say', words=hint.say))}</div>")
    return "".join(lines)


def _checklist(guidance: Guidance, translator: Translator) -> str:
    """The stage, what of it is still to do, what is done."""
    chinese = translator.language == "zh"
    labels = [(guidance.stage.title.in_language(chinese), "accent")]
    for step in sorted(guidance.checklist, key=lambda step: step.verdict.share or 0.0):
        label = translator.t(f"coach.{step.verdict.value}", item=step.title.in_language(chinese))
        labels.append((label, step.verdict.value))
    return f'<div class="dl-todo">{markup.chips(labels)}</div>'


def _balance(found: Balance, typed: bool, translator: Translator) -> str:
    """Shares and, where they were measured, rates; its place is there even while there is nothing to say."""
    t, said = translator.t, []
    if found.share is not None:
        spoken = "coach.share" if found.measured else "coach.share_about"
        said.append(
            t(
                "coach.share_typed" if typed else spoken,
                mine=f"{found.share:.0%}",
                theirs=f"{1 - found.share:.0%}",
            )
        )
    if found.agent_rate and found.customer_rate:
        said.append(t("coach.rate", mine=f"{found.agent_rate:.0f}", theirs=f"{found.customer_rate:.0f}"))
    return " · ".join(said) or "\u00a0"
