"""The parts of a text: what there is, how much of it, where something is wrong."""

from __future__ import annotations

import streamlit as st

from app.messages import Translator
from app.studio.outline import Part


def outline(parts: list[Part], current: str, translator: Translator) -> str | None:
    """Draw one button a part; return the part that was chosen just now."""
    t = translator.t
    chosen = None
    with st.container(key="studio-outline", gap="small"):
        for part in parts:
            label = t(f"studio.part_{part.id}")
            if part.count:
                label += f" · {part.count}"
            if part.problems:
                label += f" :orange-badge[{t('studio.part_problems', count=part.problems)}]"
            pressed = st.button(
                label,
                key=f"studio-part-{part.id}",
                type="secondary" if part.id == current else "tertiary",
                width="stretch",
            )
            if pressed:
                chosen = part.id
    return chosen
