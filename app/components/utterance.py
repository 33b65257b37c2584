"""How the trainee speaks: a microphone to press, a keyboard where there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app import state
from app.components.line import pending
from app.desk import FIRST_SOUND_SECONDS, Desk
from app.messages import Translator


@dataclass(frozen=True)
class Utterance:
    """A new text or a new recording. ``name`` tells it from every other."""

    name: str
    text: str | None = None
    recording: bytes | None = None


def speak_or_type(desk: Desk, translator: Translator) -> tuple[Utterance | None, DeltaGenerator]:
    """Draw microphone and keyboard; return what was said with them, None when nothing was.

    The second is an empty place right above the box to type in. On a phone both stand at the lower edge.
    """
    recording = None if desk.typed or state.hands_free() else _microphone(desk, translator)
    if not desk.typed:
        _way(desk, translator)
    with st.container(key="dock", gap=None):
        above = st.empty()
        _keyboard_box(desk, translator)
    if (typed := desk.utterances.typed) is not None:
        return Utterance(*typed), above
    return (Utterance(recording.file_id, recording=recording.getvalue()) if recording else None), above


def _keyboard_box(desk: Desk, translator: Translator) -> None:
    # one keyboard while all goes well, so that what is typed while waiting stays; a refusal gives a new one
    keyboard = _keyboard(desk)
    if desk.utterances.draft:
        st.session_state[keyboard], desk.utterances.draft = desk.utterances.draft, ""

    def sent() -> None:  # a run of the page may be broken off any time: what it was given would be gone
        desk.utterances.type(st.session_state[keyboard])

    hint = translator.t("call.write" if desk.typed else "call.type")
    st.chat_input(hint, key=keyboard, submit_mode="disable", on_submit=sent)


def _microphone(desk: Desk, translator: Translator) -> UploadedFile | None:
    t = translator.t
    words = json.dumps(t("call.no_microphone"), ensure_ascii=False)
    st.html(f"<style>:root {{ --dl-no-microphone: {words} }}</style>")
    microphone = f"microphone-{desk.call_id}-{desk.utterances.take}"
    return st.audio_input(t("call.speak"), sample_rate=16_000, key=microphone)


def _way(desk: Desk, translator: Translator) -> None:
    """Hands free, or a button to press; both lead the same call."""
    t = translator.t
    if not state.house().hears_all_the_time:
        return
    now = "hands_free" if state.hands_free() else "push"
    chosen = st.segmented_control(
        t("line.way"),
        ("hands_free", "push"),
        default=now,
        key=f"way-{desk.call_id}",
        format_func=lambda way: t(f"line.{way}"),
        label_visibility="collapsed",
    )
    if chosen and chosen != now:
        state.put(state.WAY, chosen)
        if chosen == "push":
            state.hang_up_line(desk)
        st.rerun()


def _keyboard(desk: Desk) -> str:
    return f"keyboard-{desk.call_id}-{desk.utterances.refusals}"


def take_in(desk: Desk, said: Utterance | None, place: DeltaGenerator, translator: Translator) -> None:
    """What the trainee said goes to the customer; the page is drawn again with the answer."""
    if said is None:
        return
    if said.recording is not None:
        pending(place, desk, None, translator)
    desk.utterances.take_in(
        said.name,
        recording=said.recording,
        text=said.text,
        heard=lambda text: pending(place, desk, text, translator),
    )
    if desk.answer is not None:
        desk.answer.speech.wait_first(FIRST_SOUND_SECONDS)
    st.rerun()
