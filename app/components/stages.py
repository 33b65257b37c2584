"""The stages of a call as a strip of rows: what it was spent on, how long, where the worst moment lay."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.components import markup
from app.components.mood import level
from app.messages import Translator
from grading.stages import Part


def stages(parts: tuple[Part, ...], translator: Translator) -> None:
    """One row a stage: its name, its share as a bar, its time; then what an estimate is worth."""
    t = translator.t
    st.subheader(t("stages.title"))
    st.html(f'<div class="dl-stages">{"".join(_row(part, translator) for part in parts)}</div>')
    if any(part.estimated for part in parts):
        least, most = (sum(part.band[i] for part in parts) for i in (0, 1))
        st.caption(t("stages.estimated", least=_clock(least, translator), most=_clock(most, translator)))


def _row(part: Part, translator: Translator) -> str:
    t = translator.t
    about = t("stages.about") if part.estimated else ""
    value = f"{about}{_clock(part.seconds, translator)} · {part.share:.0%}"
    title = part.stage.title.in_language(translator.language == "zh")
    row = markup.bar(title, part.share, value)
    if part.peak and part.distress is not None:
        worst = t("stages.peak", level=t(level(part.distress)))
        row += f'<div class="dl-peak">{escape(worst)}</div>'
    return row


def _clock(seconds: float, translator: Translator) -> str:
    whole = round(seconds)
    return translator.t("common.minutes_seconds", minutes=whole // 60, seconds=whole % 60)
