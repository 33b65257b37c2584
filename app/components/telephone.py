"""The open line on the page: a lamp, what is going on, the microphone's level, hold and mute."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app import state
from app.desk import Desk
from app.messages import Translator
from app.telephone.endpoint import PATH

HERE = Path(__file__).parent
MARKUP = """
<div class="telephone" data-state="starting">
  <span class="lamp" aria-hidden="true"></span>
  <span class="words" role="status"></span>
  <span class="meter" aria-hidden="true"><i class="level"></i></span>
  <button type="button" class="mute"></button>
  <button type="button" class="hold"></button>
  <select class="device" hidden></select>
</div>
"""
WORDS = (
    "starting",
    "asleep",
    "listening",
    "speaking",
    "held",
    "again",
    "over",
    "muted",
    "denied",
    "no_microphone",
    "busy",
    "insecure",
    "gone",
    "hold",
    "unhold",
    "mute",
    "unmute",
    "device",
)
telephone_component = st.components.v2.component(
    "telephone",
    html=MARKUP,
    css=(HERE / "telephone.css").read_text(encoding="utf-8"),
    js="".join((HERE / name).read_text(encoding="utf-8") for name in ("microphone.js", "telephone.js")),
)


def telephone(desk: Desk, translator: Translator) -> None:
    """Keep the call's line open; the page is drawn again when somebody has said something."""
    who = desk.scenario.caller.address
    token = state.line_token(desk)
    data = {
        "token": token,
        "path": f"{PATH}/{token}",
        "words": {word: translator.t(f"line.{word}", who=who) for word in WORDS},
    }
    telephone_component(key=f"telephone-{desk.call_id}", data=data, on_news_change=lambda: None)
