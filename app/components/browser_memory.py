"""Remembers in the browser who is practising, so that a reload finds them again.

A tiny v2 component reads and writes ``localStorage``; nothing leaves the machine.
"""

from __future__ import annotations

import streamlit as st

from app import state

SCRIPT = """
export default function ({ data, setStateValue }) {
  const KEY = "duilian.learner";
  try {
    if (data.learner) { localStorage.setItem(KEY, data.learner); return; }
    const known = localStorage.getItem(KEY);
    if (known) setStateValue("learner", known);
  } catch (refused) { /* storage is blocked: the name lives for this session only */ }
}
"""
memory = st.components.v2.component("browser_memory", html="<span></span>", js=SCRIPT)


def remember() -> None:
    """Take the name from the browser on the first run of a session, keep it there afterwards."""
    name = state.get(state.LEARNER)
    with st.container(key="browser_memory"):
        found = memory(key="browser_memory_mount", data={"learner": name}, on_learner_change=lambda: None)
    known = getattr(found, "learner", None)
    if known and not name:
        state.set_learner(str(known))
        st.rerun()
