"""What the agent sees before the first word: who it is, menu path, hand-over note, public post, level."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.desk import Desk
from app.messages import Translator
from simulator.content.briefing import Handover, Post
from simulator.content.scenario import Level

LEVELS: tuple[Level, ...] = (1, 2, 3)


def screen_pop(desk: Desk, translator: Translator) -> None:
    """Who calls, by which way, and what they are likely to want."""
    t = translator.t
    briefing = desk.scenario.briefing
    st.html(f'<div class="dl-title">{escape(desk.scenario.title)}</div>')
    st.html(markup.muted(desk.scenario.summary))
    rows = [
        (t("call.company"), desk.scenario.company),
        (t("call.channel"), t(f"channel.{desk.scenario.channel.value}")),
        (t("call.ivr"), " → ".join(briefing.ivr)),
        (t("call.intent"), briefing.predicted_intent),
    ]
    st.html(markup.table([row for row in rows if row[1]]))
    if briefing.handover is not None:
        handover(briefing.handover, translator)
    if briefing.post is not None:
        public_post(briefing.post, translator)


def handover(note: Handover, translator: Translator) -> None:
    """What the virtual assistant passed on; nobody says whether it is right."""
    st.html(
        f'<div class="dl-note"><div class="dl-who">{escape(translator.t("call.handover"))}</div>'
        f"{escape(note.note)}</div>"
    )


def public_post(post: Post, translator: Translator) -> None:
    """The complaint as everybody can read it."""
    comments = "".join(
        f'<div class="dl-comment"><b>{escape(comment.by)}</b> {escape(comment.text)}</div>'
        for comment in post.comments
    )
    likes = translator.t("call.likes", count=post.likes)
    st.html(
        f'<div class="dl-note dl-post"><div class="dl-who">{escape(post.site)} · {escape(post.author)} · '
        f"{escape(post.posted)}</div><div>{escape(post.text)}</div>"
        f'<div class="dl-muted">{escape(likes)}</div>{comments}</div>'
    )


def level_choice(desk: Desk, translator: Translator) -> None:
    """How hard the call is to be; another level begins it anew, with the same caller."""
    t = translator.t
    now = desk.scenario.difficulty
    chosen = st.segmented_control(
        t("call.level"),
        LEVELS,
        default=now,
        format_func=lambda level: t(f"level.{level}"),
        key=f"level-{desk.call_id}",
        help=t("call.level_help"),
    )
    if chosen is not None and chosen != now:
        state.begin(desk.scenario.id, desk.call.seed, chosen)
        st.rerun()
