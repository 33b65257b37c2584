"""The YAML editor by itself, as a page uses it: ``streamlit run tests/browser/editor_page.py``."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from app.components.yaml_editor import Jump, Mark, Typed, edit_yaml
from app.messages import Translator
from simulator.content.completing import completions

WITHOUT_OTHERS = re.compile(r"^segments:$.*?(?=^triggers:$)", re.M | re.S)  # left to be written
SCENARIO = Path(__file__).parents[2] / "scenarios" / "telecom" / "data-overage.yaml"

st.set_page_config(layout="wide")
held = st.session_state
held.setdefault("text", WITHOUT_OTHERS.sub("", SCENARIO.read_text(encoding="utf-8")))
held.setdefault("runs", 0)
held.runs += 1


def take(typed: Typed) -> None:
    """Keep what was typed."""
    held.text = typed.text


def rename() -> None:
    """A change of Python's own, far from the first lines."""
    held.text = held.text.replace("- id: half-back", "- id: half-refund")


def leap() -> None:
    """Ask for a line."""
    held.jump = Jump(held.text[: held.text.index("objections:")].count("\n") + 1, str(held.runs))


def marks() -> list[Mark]:
    """Every line that says so is wrong."""
    lines = held.text.split("\n")
    return [Mark(at, "这里写错了：not so") for at, line in enumerate(lines, 1) if "wrong" in line]


left, right, rest = st.columns([1, 1, 4])
left.button("rename", on_click=rename)
right.button("leap", on_click=leap)
if not rest.toggle("hide"):
    edit_yaml(
        "draft",
        held.text,
        take,
        Translator(st.context.locale),
        complete=lambda text, line, column: completions(
            text, line, column, names={"persona": {"impatient-boss": "急性子的小老板"}}
        ),
        marks=marks(),
        jump=held.get("jump"),
    )
st.caption(f"runs {held.runs}, characters {len(held.text)}")
st.code(held.text[:600], language=None)
