"""The line during a call: what was said, the customer's voice, the notices."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.components import markup
from app.components.door import door
from app.components.quiet_notes import quiet_note
from app.components.timer import timer
from app.components.voice_player import play
from app.correcting import correct
from app.desk import Desk
from app.messages import Translator
from simulator.transcript import Speaker, Turn

DOUBTFUL = 0.6  # of a recogniser less sure than that the words are worth a look


def call_bar(desk: Desk, translator: Translator) -> None:
    """Who is on the line, for how long, what was misheard, and the way out."""
    t = translator.t
    caller = desk.scenario.caller.address
    with st.container(horizontal=True, vertical_alignment="center", key="callbar", border=True):
        st.html(markup.person(caller, desk.scenario.company), width="stretch")
        timer(
            desk.call_id,
            desk.picked_up.now,
            t("call.clock_typed" if desk.typed else "call.clock", clock="{clock}"),
        )
        if not desk.typed:
            correction(desk, translator)
        end = "call.end_chat" if desk.typed else "call.hang_up"
        if st.button(t(end), icon=":material/call_end:", key="hang_up"):
            desk.hang_up()
            st.rerun()


def conversation(desk: Desk, translator: Translator) -> DeltaGenerator:
    """The captions so far, the latest at the bottom; returns the place for what is just being said."""
    with st.container(height=400, border=True, key="conversation", autoscroll=True):
        said = [_said(desk, turn, translator) for turn in desk.call.turns if turn.text]
        st.html(
            "".join(said)
            or markup.hint(translator.t("call.write_first" if desk.typed else "call.greet_first"))
        )
        return st.empty()


def pending(place: DeltaGenerator, desk: Desk, mine: str | None, translator: Translator) -> None:
    """What is waited for: the recogniser (``mine`` is None), or the customer's answer to ``mine``."""
    if mine is None:
        place.html(markup.waiting("agent", translator.t("speaker.agent"), translator.t("call.listening")))
        return
    dots = markup.waiting("customer", desk.scenario.caller.address, translator.t("call.thinking"))
    place.html(_bubble(desk, Speaker.AGENT, mine, translator) + dots)


@st.fragment
def customer_voice(desk: Desk, translator: Translator) -> None:
    """The customer's latest words as sound; the player asks for more while they are still being spoken."""
    with door():
        _latest_words(desk, translator)


def _latest_words(desk: Desk, translator: Translator) -> None:
    answer = desk.answer
    who = desk.scenario.caller.address
    if answer is None:
        play("voice", None, [], translator, who=who)
        return
    complete = answer.speech.finished.is_set()
    line = f"{desk.call_id}:{answer.index}:{desk.revised}"
    heard = line if answer.speech.clips or not complete else None  # no voice could be had: nothing to play
    unheard = answer.index not in desk.voice.carried
    play("voice", heard, answer.speech.clips, translator, complete=complete, who=who, auto=unheard)
    for note in answer.speech.notes:
        quiet_note(note, translator)


def notices(desk: Desk, translator: Translator) -> None:
    """What went wrong with the latest utterance, or what the system says quietly about it."""
    with st.container(key="notices"):  # its place stays the same, or what is being typed would be lost
        if desk.problem is not None:
            st.warning(translator.error(desk.problem), icon=":material/info:")
        if desk.confidence < DOUBTFUL:
            st.caption(f":material/hearing: {translator.t('call.doubtful')}")
        for note in desk.answer.notes if desk.answer else ():
            quiet_note(note, translator)


def correction(desk: Desk, translator: Translator) -> None:
    """One click to put right what the recogniser misheard in the trainee's last turn."""
    mine = [i for i, turn in enumerate(desk.call.turns) if turn.speaker == Speaker.AGENT]
    if not mine:
        return
    last = mine[-1]
    place = st.popover(
        translator.t("call.correct"),
        icon=":material/edit:",
        type="tertiary",
        key=f"correcting-{desk.call_id}-{last}-{desk.revised}",
        on_change="rerun",
    )
    desk.correcting = bool(place.open)
    with place:
        text = st.text_area(
            translator.t("call.correct_hint"), value=desk.call.turns[last].text, key=f"correct-{last}"
        )
        if st.button(translator.t("common.save"), key=f"save-correct-{last}") and text.strip():
            desk.correcting = False
            correct(desk, last, text.strip())
            st.rerun()


def _said(desk: Desk, turn: Turn, translator: Translator) -> str:
    """A turn; one that was put right tells what had been heard."""
    bubble = _bubble(desk, turn.speaker, turn.text, translator)
    if not turn.heard:
        return bubble
    return bubble + markup.under(True, markup.muted(translator.t("report.corrected", heard=turn.heard)))


def _bubble(desk: Desk, speaker: Speaker, text: str, translator: Translator) -> str:
    mine = speaker == Speaker.AGENT
    who = translator.t("speaker.agent") if mine else desk.scenario.caller.address
    return markup.bubble("agent" if mine else "customer", who, text)
