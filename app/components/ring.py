"""The ringing phone: a tone as the Chinese network plays it to the called side, and the count of rings."""

from __future__ import annotations

import time
from functools import lru_cache

import numpy as np
import streamlit as st

from app import state
from app.components import markup
from app.components.door import door
from app.desk import Desk
from app.messages import Translator
from simulator.voice.sound import Sound
from simulator.voice.wav import encode

RING = 1.0  # seconds of tone …
PAUSE = 4.0  # … and of silence: the cadence of the Chinese network
TONE_HZ = 450.0
RATE = 16_000
NORM = 3  # rings within which a call is to be answered
GIVES_UP = 8  # rings after which the caller does


@lru_cache(maxsize=1)
def tone() -> bytes:
    """One ring and its pause as WAV."""
    at = np.arange(int(RING * RATE)) / RATE
    ring = 0.25 * np.sin(2 * np.pi * TONE_HZ * at) * np.minimum(1, np.minimum(at, RING - at) / 0.02)
    return encode(Sound(np.concatenate([ring, np.zeros(int(PAUSE * RATE))]).astype(np.float32), RATE))


def rings_so_far() -> int:
    """How often it has rung; the first ring counts as one."""
    since = state.get(state.RINGING_SINCE, float)
    return 0 if since is None else 1 + int((time.monotonic() - since) // (RING + PAUSE))


@st.fragment(run_every=1.0)
def ringing(desk: Desk, translator: Translator) -> None:
    """Count the rings, and offer the one thing to do."""
    with door():
        _ringing(desk, translator)


def _ringing(desk: Desk, translator: Translator) -> None:
    count = rings_so_far()
    key = "call.ring" if count <= NORM else "call.ring_late"
    with st.container(horizontal=True, vertical_alignment="center", key="callbar"):
        caller = desk.scenario.caller.address
        st.html(
            markup.person(caller, translator.t(key, count=min(count, GIVES_UP)), pulse=True), width="stretch"
        )
        if st.button(translator.t("call.pick_up"), type="primary", icon=":material/call:", key="pick_up"):
            desk.pick_up(min(count, GIVES_UP))
            st.rerun(scope="app")
    if count > GIVES_UP:
        desk.missed()
        st.rerun(scope="app")
