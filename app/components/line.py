"""The line during a call: what was said, the customer's voice, the microphone or the keyboard."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components import markup
from app.desk import Answer, Desk
from app.messages import Translator
from simulator.errors import AudioError, BadInput, Unavailable
from simulator.transcript import Speaker


def conversation(desk: Desk, translator: Translator) -> None:
    """The captions so far, the latest at the bottom."""
    t = translator.t
    with st.container(height=380, border=True, key="conversation", autoscroll=True):
        if not desk.call.turns:
            st.html(markup.muted(t("call.greet_first")))
        for turn in desk.call.turns:
            who = t("speaker.agent") if turn.speaker is Speaker.AGENT else desk.scenario.caller.address
            if turn.text:
                st.html(markup.bubble(turn.speaker.value, who, turn.text))


def customer_voice(answer: Answer | None, translator: Translator) -> None:
    """Plays the customer's latest reply by itself, with a way to hear it again."""
    if answer is None:
        return
    for note in answer.notes:
        st.caption(f":material/info: {translator.t(note.code, **note.facts)}")
    if answer.sound:
        st.audio(answer.sound, format="audio/wav", autoplay=True, alt=answer.reply.text)


def microphone(desk: Desk, translator: Translator) -> None:
    """Push to talk; or type where there is no microphone."""
    take = state.get(state.TAKE, 0)
    recording = st.audio_input(
        translator.t("call.speak"), sample_rate=16_000, key=f"microphone-{desk.call_id}-{take}"
    )
    if recording is not None and state.get("heard_take") != (desk.call_id, take):
        state.put("heard_take", (desk.call_id, take))
        _spoken(desk, recording.getvalue(), translator)
    with st.form(f"typed-{take}", border=False):
        left, right = st.columns([5, 1], vertical_alignment="bottom")
        text = left.text_input(
            translator.t("call.type"), value=state.get(state.DRAFT, ""), key=f"typed-text-{take}"
        )
        if right.form_submit_button(translator.t("call.send"), width="stretch"):
            _typed(desk, text, translator)


def _spoken(desk: Desk, recording: bytes, translator: Translator) -> None:
    """Recognise, show what was heard, let the customer answer."""
    with st.status(translator.t("call.listening")) as progress:
        try:
            heard, sound = desk.listen(recording)
        except (AudioError, Unavailable) as error:
            progress.update(label=translator.error(error), state="error")
            _again(translator)
            return
        if not heard.text:
            progress.update(label=translator.t("errors.unintelligible"), state="error")
            _again(translator)
            return
        progress.update(label=translator.t("call.thinking"))
        state.answered(desk.say(heard.text, sound))
    st.rerun()


def _again(translator: Translator) -> None:
    """A fresh microphone after a recording that could not be used."""
    if st.button(translator.t("call.speak_again"), icon=":material/mic:"):
        state.put(state.TAKE, state.get(state.TAKE, 0) + 1)
        st.rerun()


def _typed(desk: Desk, text: str, translator: Translator) -> None:
    if not text.strip():
        st.warning(translator.t("errors.empty"), icon=":material/keyboard:")
        return
    try:
        answer = desk.say(text.strip())
    except BadInput as error:
        state.put(state.DRAFT, text)
        st.warning(translator.error(error), icon=":material/keyboard:")
        return
    state.put(state.DRAFT, "")
    state.answered(answer)
    st.rerun()


def correction(desk: Desk, translator: Translator) -> None:
    """One click to put right what the recogniser misheard in the trainee's last turn."""
    mine = [i for i, turn in enumerate(desk.call.turns) if turn.speaker is Speaker.AGENT]
    if not mine:
        return
    with st.popover(translator.t("call.correct"), icon=":material/edit:"):
        text = st.text_area(
            translator.t("call.correct_hint"), value=desk.call.turns[mine[-1]].text, key=f"correct-{mine[-1]}"
        )
        if st.button(translator.t("common.save"), key=f"save-correct-{mine[-1]}") and text.strip():
            desk.correct(mine[-1], text.strip())
            st.rerun()
