"""The call to read and to hear again: one recording, the words being said lit up, the mood above them.

A call without a recording, typed or deleted, is a transcript to read.
"""

from __future__ import annotations

import statistics
from pathlib import Path

import streamlit as st

from app import state
from app.components.replayed import marks, mood_course, turns
from app.messages import Translator
from app.replaying.keys import Heard
from app.replaying.routes import PATH
from app.storage.records import StoredCall
from grading.result import Result
from grading.scorecard import Scorecard

HERE = Path(__file__).parent
MARKUP = '<section class="replay"></section>'
WORDS = (
    "label",
    "play",
    "pause",
    "speed",
    "seek",
    "keys",
    "download",
    "failed",
    "text_only",
    "mood_alt",
    "word_hint",
)
player = st.components.v2.component(
    "replay_player",
    html=MARKUP,
    css=(HERE / "replay.css").read_text(encoding="utf-8"),
    js="".join((HERE / name).read_text(encoding="utf-8") for name in ("replay_axis.js", "replay.js")),
)


def transcript(stored: StoredCall, result: Result | None, card: Scorecard, translator: Translator) -> None:
    """Turn by turn, to be heard from any word on.

    Without a ``result`` it tells only what was said: no verdict, and nothing of what moved the customer.
    """
    house = state.house()
    house.aligner.ask(stored)
    _response_times(stored, translator)
    heard = state.replayed(stored.id)
    player(
        key=f"replay-{stored.id}-{'graded' if result else 'blind'}",
        data={
            "id": stored.id,
            **_addresses(stored, heard),
            "turns": turns(stored, result, card, translator),
            "mood": mood_course(stored) if result else [],
            "marks": marks(result, card, translator) if result else [],
            "words": _labels(translator),
        },
    )


def _addresses(stored: StoredCall, heard: tuple[str, Heard]) -> dict[str, object]:
    """Where the sound and the word times come from; nothing of it is in the page itself."""
    key, call = heard
    if not any(turn.audio for turn in stored.transcript.turns) or not call.recording.seconds:
        return {"sound": None, "times": None, "seconds": 0}
    return {
        "sound": f"{PATH}/{key}/call.wav",
        "times": f"{PATH}/{key}/words",
        "seconds": round(call.recording.seconds, 2),
    }


def _labels(translator: Translator) -> dict[str, str]:
    t = translator.t
    found = {word: t(f"replay.{word}") for word in WORDS}
    found |= {f"mood_{part}": t(f"state.{part}") for part in ("anger", "trust", "anxiety")}
    found |= {f"verdict_{name}": t(f"verdict.{name}") for name in ("met", "partial", "missed")}
    return found | {"hear": t("report.hear", turn="{turn}"), "turn": t("report.turn_number", turn="{turn}")}


def _response_times(stored: StoredCall, translator: Translator) -> None:
    """How long the machine let the trainee wait on an open line, which is charged to nobody."""
    delays = [turn.system_delay for turn in stored.transcript.turns if turn.system_delay is not None]
    if delays:
        median, worst = f"{statistics.median(delays):.1f}", f"{max(delays):.1f}"
        st.caption(translator.t("report.response", median=median, worst=worst))
