"""A small player: one round button, and bars that move while somebody is heard.

A line that is still being spoken starts with its first clause; the others join while it plays.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from app.messages import Translator

HERE = Path(__file__).parent
MARKUP = """
<div class="voice" data-state="still">
  <button type="button">
    <svg class="play" viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 1.8v12.4L14 8z"/></svg>
    <svg class="stop" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3h10v10H3z"/></svg>
  </button>
  <span class="bars" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
  <span class="words" role="status"></span>
</div>
"""
player = st.components.v2.component(
    "voice_player",
    html=MARKUP,
    css=(HERE / "voice_player.css").read_text(encoding="utf-8"),
    js=(HERE / "voice_player.js").read_text(encoding="utf-8"),
)


def play(
    key: str,
    line: str | None,
    clips: Sequence[bytes],
    translator: Translator,
    *,
    complete: bool = True,
    auto: bool = True,
    who: str,
) -> None:
    """Play ``clips`` (WAV) once by themselves (``auto``), and again at a click.

    ``line`` names what is played: the same name never starts twice. None keeps the place free.
    """
    t = translator.t
    words = {
        "speaking": t("call.speaking", who=who),
        "again": t("call.again"),
        "stop": t("call.stop"),
        "blocked": t("call.blocked"),
    }
    data = {
        "id": line,
        "clips": [b64encode(clip).decode() for clip in clips],
        "complete": complete,
        "auto": auto,
        "words": words,
    }
    player(key=key, data=data, on_more_change=lambda: None)
