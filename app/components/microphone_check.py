"""The microphone check before a call: opens on a click, listens for some seconds, says what to do.

The recording comes as the component's event, is judged and forgotten; only the verdict stays, in the session.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from app import state
from app.components.door import door
from app.desk import Desk
from app.messages import Translator
from app.telephone.wire import unpack_recording
from simulator.line import checking
from simulator.line.checking import Checked, Figures, check

HERE = Path(__file__).parent
KEY = "microphone-check"
MARKUP = """
<div class="check" data-state="starting">
  <div class="row">
    <span class="meter" aria-hidden="true"><i class="level"></i></span>
    <select class="device" hidden></select>
  </div>
  <button type="button" class="start" disabled></button>
  <span class="time" aria-hidden="true"><i class="done"></i></span>
  <p class="words" role="status"></p>
  <p class="prompt" hidden></p>
  <p class="figures"></p>
</div>
"""
WORDS = (
    "starting",
    "ready",
    "quiet",
    "sound",
    "read",
    "judging",
    "start",
    "again",
    "retry",
    "denied",
    "no_microphone",
    "busy",
    "insecure",
    "device",
)
PLAN = {
    "quiet": checking.QUIET_SECONDS,
    "reads": checking.READING_BEGINS,
    "whole": checking.WHOLE_SECONDS,
    "glides": checking.GLIDES,
    "glide": [round(float(sample), 4) for sample in checking.glide()],
}
check_component = st.components.v2.component(
    "microphone_check",
    html=MARKUP,
    css=(HERE / "microphone_check.css").read_text(encoding="utf-8"),
    js="".join(
        (HERE / name).read_text(encoding="utf-8") for name in ("microphone.js", "microphone_check.js")
    ),
)


def check_button(translator: Translator) -> None:
    """Opens the check, and puts it away again."""
    t = translator.t
    opened = state.get(state.CHECKING, bool) or False
    label = t("microphone.close" if opened else "microphone.open")
    if st.button(label, icon=":material/mic:", type="tertiary", key="microphone_check"):
        state.check_microphone(not opened)
        st.rerun()


def check_box(desk: Desk, translator: Translator) -> None:
    """The check itself, where it was opened."""
    if state.get(state.CHECKING, bool):
        with st.container(border=True, key="microphone_box"):
            _listening(desk, translator)


@st.fragment
def _listening(desk: Desk, translator: Translator) -> None:
    with door():
        t = translator.t
        data = {
            "plan": PLAN,
            "words": {word: t(f"microphone.{word}") for word in WORDS},
            "prompt": prompt(desk),
            "choose": state.hands_free(),  # a button to press has the microphone that the browser gives it
            "verdict": told(translator),
        }
        check_component(key=KEY, data=data, on_recorded_change=_recorded)


def _recorded() -> None:
    """The browser hands over a recording, before the page is drawn."""
    judged(st.session_state[KEY].get("recorded"))


def prompt(desk: Desk) -> str:
    """What to read: the first words of a call, in the scenario's language."""
    scenario = desk.scenario
    return Translator(scenario.language).t("microphone.prompt", company=scenario.company)


def judged(event: object) -> bool:
    """Judge what the browser has recorded; whether there is a new verdict."""
    samples = unpack_recording(event.get("audio")) if isinstance(event, dict) else None
    if samples is None:
        return False
    state.put(state.CHECKED, check(samples))
    state.put(state.CHECKS, (state.get(state.CHECKS, int) or 0) + 1)
    return True


def told(translator: Translator) -> dict[str, Any] | None:
    """The latest verdict in words, with the figures behind it; None before the first."""
    checked = state.get(state.CHECKED, Checked)
    if checked is None:
        return None
    return {
        "number": state.get(state.CHECKS, int),
        "verdict": checked.verdict.value,
        "words": translator.t(f"microphone.verdict.{checked.verdict.value}"),
        "figures": figures(checked.figures, translator),
    }


def figures(measured: Figures, translator: Translator) -> str:
    """Levels as a technician reads them."""
    t = translator.t
    parts = [t("microphone.noise", db=round(measured.noise_db))]
    if measured.voice_db is not None:
        parts.insert(0, t("microphone.voice", db=round(measured.voice_db)))
        parts.append(t("microphone.above", db=round(measured.voice_db - measured.noise_db)))
    if measured.back_db is not None:
        parts.append(t("microphone.back", db=round(measured.back_db)))
    return " · ".join(parts)
