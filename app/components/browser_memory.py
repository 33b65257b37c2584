"""Remembers in the browser's cookies who is practising and in which language.

A reload or a restart of the server finds both again at once. Nothing leaves the machine.
"""

from __future__ import annotations

import streamlit as st

from app import state

SCRIPT = """
export default function ({ data }) {
  for (const [name, value] of Object.entries(data)) {
    if (value) document.cookie =
      `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=strict`;
  }
}
"""
memory = st.components.v2.component("browser_memory", html="<span></span>", js=SCRIPT)


def remember() -> None:
    """Keep the session's name and language in the browser."""
    kept = {cookie: state.get(key, str) for key, cookie in state.COOKIES.items()}
    with st.container(key="browser_memory"):
        memory(key="browser_memory_mount", data=kept)
