"""The parts of a text: what there is, how much of it, where something is wrong."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.messages import Translator
from app.studio.outline import Part


def outline(
    parts: list[Part], current: str, go_to: Callable[[str, int], None], translator: Translator
) -> None:
    """Draw one button a part; ``go_to`` is told the part and its line before the page runs again."""
    t = translator.t
    with st.container(key="studio-outline"):
        for part in parts:
            label = t(f"studio.part_{part.id}")
            if part.count:
                label += f"\u00a0· {part.count}".replace(" ", "\u00a0")  # the figure never stands alone
            if part.problems:
                label += f" :orange-badge[{t('studio.part_problems', count=part.problems)}]"
            st.button(
                label,
                key=f"studio-part-{part.id}",
                type="secondary" if part.id == current else "tertiary",
                width="stretch",
                on_click=go_to,
                args=(part.id, part.line),
            )
