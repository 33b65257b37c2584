"""The call to read and to hear again: every turn, the verdicts that rest on it, what it moved."""

from __future__ import annotations

import statistics
from html import escape
from typing import NamedTuple

import streamlit as st

from app import state
from app.components import markup
from app.components.door import door
from app.components.scores import title
from app.components.voice_player import play
from app.messages import Translator
from app.recording import stereo
from app.reporting import turn_verdicts
from app.storage.records import StoredCall
from grading.result import ItemResult, Result
from grading.scorecard import Scorecard
from simulator.transcript import Speaker, Turn

PLAYING = "replay_of"


class Asked(NamedTuple):
    """What is to be heard: turns of a call, asked for so many times."""

    call_id: str
    turns: list[int]
    times: int


@st.fragment
def transcript(stored: StoredCall, result: Result | None, card: Scorecard, translator: Translator) -> None:
    """Turn by turn, each with its recording; or the whole call in one go.

    Without a ``result`` it tells only what was said: no verdict, and nothing of what moved the customer.
    """
    with door():
        _transcript(stored, result, card, translator)


def _transcript(stored: StoredCall, result: Result | None, card: Scorecard, translator: Translator) -> None:
    verdicts = turn_verdicts(result) if result else {}
    recorded = [index for index, turn in enumerate(stored.transcript.turns) if turn.audio]
    if recorded:
        with st.container(horizontal=True, vertical_alignment="center", key="replay_bar"):
            _button(stored, "all", recorded, translator.t("report.hear_all"))
            _player(stored, translator)
            _download(stored, translator)
    _response_times(stored, translator)
    for index, turn in enumerate(stored.transcript.turns):
        if turn.text:
            shown = turn if result else turn.model_copy(update={"why": ()})
            _turn(stored, index, shown, verdicts.get(index, []), card, translator)


def _turn(
    stored: StoredCall,
    index: int,
    turn: Turn,
    found: list[ItemResult],
    card: Scorecard,
    translator: Translator,
) -> None:
    t = translator.t
    mine = turn.speaker == Speaker.AGENT
    own = stored.learner == state.visitor().id
    agent = t("speaker.agent" if own else "calibration.agent")
    caller = stored.scenario.caller.address
    who = agent if mine else caller
    parts = [markup.bubble("agent" if mine else "customer", f"{index + 1} · {who}", turn.text)]
    if turn.heard:
        parts.append(markup.under(mine, markup.muted(t("report.corrected", heard=turn.heard))))
    if turn.answered:
        parts.append(markup.under(mine, markup.muted(t("report.answered", who=caller, text=turn.answered))))
    if found:
        marks = (
            (f"{title(card, i.id, translator)} · {t(f'verdict.{i.verdict.value}')}", i.verdict.value)
            for i in found
        )
        parts.append(markup.under(mine, markup.chips(marks)))
    if turn.signs:
        signs = t("report.signs", signs=" ".join(turn.signs))
        parts.append(markup.under(mine, markup.muted(signs)))
    if turn.why:
        joined = " · ".join(turn.why)
        parts.append(markup.under(mine, f'<div class="dl-why">{escape(joined)}</div>'))
    st.html("".join(parts))
    if turn.audio:
        with st.container(horizontal=True, horizontal_alignment="right" if mine else "left"):
            _button(stored, str(index), [index], t("report.hear", turn=index + 1))


def _button(stored: StoredCall, name: str, turns: list[int], label: str) -> None:
    if st.button(label, icon=":material/play_arrow:", type="tertiary", key=f"hear-{stored.id}-{name}"):
        asked = state.get(PLAYING, Asked)
        state.put(PLAYING, Asked(stored.id, turns, asked.times + 1 if asked else 1))
        st.rerun(scope="fragment")


def _download(stored: StoredCall, translator: Translator) -> None:
    """The whole call as a file, made when it is asked for."""
    store = state.house().store

    def made() -> bytes:
        return stereo(stored.transcript.turns, lambda index: store.audio(stored.id, index)) or b""

    st.download_button(
        translator.t("report.download"),
        made,
        file_name=f"{stored.id}.wav",
        mime="audio/wav",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _response_times(stored: StoredCall, translator: Translator) -> None:
    """How long the machine let the trainee wait on an open line, which is charged to nobody."""
    delays = [turn.system_delay for turn in stored.transcript.turns if turn.system_delay is not None]
    if delays:
        median, worst = f"{statistics.median(delays):.1f}", f"{max(delays):.1f}"
        st.caption(translator.t("report.response", median=median, worst=worst))


def _player(stored: StoredCall, translator: Translator) -> None:
    asked = state.get(PLAYING, Asked)
    if asked is None or asked.call_id != stored.id:
        play("replay", None, [], translator, who="")
        return
    clips = [clip for index in asked.turns if (clip := state.house().store.audio(stored.id, index))]
    who = (
        translator.t("report.turn_number", turn=asked.turns[0] + 1)
        if len(asked.turns) == 1
        else translator.t("report.whole")
    )
    play("replay", f"replay:{asked.call_id}:{asked.times}", clips, translator, who=who)
