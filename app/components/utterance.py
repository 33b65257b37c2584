"""How the trainee speaks: a microphone to press, a keyboard where there is none."""

from __future__ import annotations

import json

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import state
from app.components.line import pending
from app.desk import FIRST_SOUND_SECONDS, Answer, Desk
from app.messages import Translator
from simulator.errors import AudioError, BadInput, Unavailable


def speak_or_type(desk: Desk, translator: Translator) -> tuple[bytes | None, str | None]:
    """Draw microphone and keyboard; return the new recording and the new text, None where there is none."""
    t = translator.t
    take = f"{desk.call_id}-{state.get(state.TAKE, 0)}"
    st.html(f"<style>:root {{ --dl-no-microphone: {json.dumps(t('call.no_microphone'), ensure_ascii=False)} }}</style>")
    recording = st.audio_input(t("call.speak"), sample_rate=16_000, key=f"microphone-{take}")
    with st.form(f"typed-{take}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(t("call.type"), value=state.get(state.DRAFT, ""), key=f"typed-text-{take}")
        sent = st.form_submit_button(t("call.send"), width="content", icon=":material/send:")
    return recording.getvalue() if recording else None, text if sent else None


def take_in(
    desk: Desk, recording: bytes | None, text: str | None, place: DeltaGenerator, translator: Translator
) -> None:
    """What the trainee said goes to the customer; the page is drawn again with the answer."""
    if recording is None and text is None:
        return
    try:
        if text is not None:
            answer = _typed(desk, text, place, translator)
        else:
            answer = _spoken(desk, recording or b"", place, translator)
    except (AudioError, BadInput, Unavailable) as error:
        state.refused(translator.error(error), desk.house.take_notes(), text or "")
    else:
        answer.speech.wait_first(FIRST_SOUND_SECONDS)
        state.answered(answer)
    st.rerun()


def _spoken(desk: Desk, recording: bytes, place: DeltaGenerator, translator: Translator) -> Answer:
    pending(place, desk, None, translator)
    heard, sound = desk.listen(recording)
    if not heard.text:
        raise AudioError("no intelligible speech", code="unintelligible")
    pending(place, desk, heard.text, translator)
    return desk.say(heard.text, sound)


def _typed(desk: Desk, text: str, place: DeltaGenerator, translator: Translator) -> Answer:
    if not text.strip():
        raise BadInput("nothing was said", code="empty")
    pending(place, desk, text.strip(), translator)
    return desk.say(text.strip())
