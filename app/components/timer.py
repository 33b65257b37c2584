"""The clock of the call: 通话 02:14. It runs in the browser, so that nothing is redrawn every second.

Where there is little room the word beside it is only read aloud.
"""

from __future__ import annotations

import streamlit as st

SCRIPT = """
const begun = (window.duilianClocks ??= new Map());
export default function ({ data, parentElement }) {
  if (!begun.has(data.call)) begun.set(data.call, performance.now() - 1000 * data.seconds);
  const [before, shown, after] = parentElement.querySelectorAll(".timer > *");
  [before.textContent, after.textContent] = data.label.split("{clock}");
  const draw = () => {
    const s = Math.floor((performance.now() - begun.get(data.call)) / 1000);
    shown.textContent = `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")}`;
  };
  draw();
  const beat = setInterval(draw, 500);
  return () => clearInterval(beat);
}
"""
STYLE = """
.timer {
  color: var(--st-text-color); font-family: var(--st-font); font-size: .95rem;
  font-variant-numeric: tabular-nums; opacity: .8; white-space: pre;
}
@media (max-width: 1100px) {
  .word { position: absolute; clip-path: inset(50%); width: 1px; overflow: hidden; }
}
"""
MARKUP = """
<span class="timer" role="timer"><span class="word"></span><span></span><span class="word"></span></span>
"""
clock = st.components.v2.component("call_timer", html=MARKUP, css=STYLE, js=SCRIPT)


def timer(call_id: str, seconds: float, label: str) -> None:
    """Show how long the call has lasted; ``label`` holds the slot ``{clock}``."""
    clock(key=f"timer-{call_id}", data={"call": call_id, "seconds": round(seconds, 1), "label": label})
