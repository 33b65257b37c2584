"""What voices and recognisers have to say quietly, with their names as the settings page gives them."""

from __future__ import annotations

import streamlit as st

from app.components.choosing import name_of
from app.messages import Translator
from simulator.voice.failover import Note

KINDS = {"voice": "voice", "listening": "listener"}  # of a note's code → of a name


def quiet_note(note: Note, translator: Translator) -> None:
    """One small line."""
    facts = dict(note.facts)
    kind = KINDS.get(note.code.split(".")[0])
    if kind is not None and "backend" in facts:
        facts["backend"] = name_of(kind, str(facts["backend"]), translator)
    st.caption(f":material/info: {translator.t(note.code, **facts)}")
