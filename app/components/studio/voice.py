"""Hear how a persona sounds: one sentence in one mood."""

from __future__ import annotations

import streamlit as st

from app.components.quiet_notes import quiet_note
from app.messages import Translator
from app.studio.workbench import Workbench
from simulator.content.persona import Persona
from simulator.content.wording import Band
from simulator.errors import Unavailable
from simulator.transcript import Mood
from simulator.voice.delivery import delivery
from simulator.voice.sound import Sound
from simulator.voice.wav import concatenated, encode

MOODS = {
    Band.CALM: Mood(anger=0.1, anxiety=0.1, confusion=0.1, trust=0.6, patience=0.8),
    Band.ANGRY: Mood(anger=0.8, anxiety=0.2, confusion=0.2, trust=0.2, patience=0.3),
    Band.ANXIOUS: Mood(anger=0.2, anxiety=0.8, confusion=0.2, trust=0.4, patience=0.5),
    Band.CONFUSED: Mood(anger=0.2, anxiety=0.2, confusion=0.8, trust=0.4, patience=0.5),
}


def voice(bench: Workbench, translator: Translator) -> None:
    """Sentence, mood, and the sound of it."""
    t = translator.t
    persona = bench.content
    if not isinstance(persona, Persona):
        st.info(t("studio.mend_first", count=len(bench.problems)), icon=":material/rule:")
        return
    text = st.text_area(t("studio.sample"), _own_words(persona), key="studio_sample", max_chars=120)
    band = st.segmented_control(
        t("practice.mood"),
        list(MOODS),
        default=Band.CALM,
        required=True,
        format_func=lambda one: t(f"band.{one.value}"),
        key="studio_band",
    )
    if st.button(t("studio.hear"), icon=":material/volume_up:", key="studio-hear") and text.strip() and band:
        with st.spinner(t("studio.speaking")):
            sound = _spoken(bench, persona, text.strip(), MOODS[band], translator)
        if sound is not None:
            st.audio(encode(sound), format="audio/wav", autoplay=True)


def _own_words(persona: Persona) -> str:
    """A line that the persona says anyway; empty when they have none of their own."""
    return next((line for said in persona.lines.values() for lines in said.values() for line in lines), "")


def _spoken(
    bench: Workbench, persona: Persona, text: str, mood: Mood, translator: Translator
) -> Sound | None:
    speaker = bench.house.speaker
    try:
        pieces = list(speaker.speak(text, delivery(persona.voice, mood, persona.language)))
    except Unavailable as error:
        st.warning(translator.error(error))
        return None
    for note in bench.house.take_notes():
        quiet_note(note, translator)
    if not pieces:
        st.info(translator.t("studio.no_voice"))
        return None
    return concatenated(pieces)
