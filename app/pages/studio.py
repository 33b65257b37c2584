"""工作台 Studio: write a scenario or a persona, try it, rehearse it, publish it."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components.studio.bench import head, others
from app.components.studio.desk import desk
from app.components.studio.outline import outline
from app.components.studio.shelf import KINDS, choose
from app.components.who import ask_name
from app.components.yaml_editor import Jump
from app.messages import Translator
from app.storage.records import Name
from app.studio.outline import Part, part_of, parts
from app.studio.problems import Problem
from app.studio.workbench import Workbench
from simulator.errors import BadInput


def page() -> None:
    """A guest gives a name; then the shelf, or the text that is open."""
    translator, visitor = state.translator(), state.visitor()
    bench = None if visitor.guest else _open()
    if bench is not None:
        _work(bench, translator)
        return
    st.title(translator.t("nav.studio"))
    st.caption(translator.t("studio.intro"))
    if visitor.guest:
        ask_name(translator.t("studio.who"), translator)
        return
    chosen = choose(translator)
    if chosen is not None:
        state.open_bench(chosen)
        st.rerun()


def _open() -> Workbench | None:
    """What is open, or what the address names after a reload."""
    bench = state.bench()
    for kind in KINDS if bench is None else ():
        if kind in st.query_params:
            try:
                bench = state.open_bench(Name(kind, st.query_params[kind]))
            except BadInput:  # a link to something that is gone
                st.query_params.clear()
    return bench


def _work(bench: Workbench, translator: Translator) -> None:
    """Outline, form and YAML, what speaks for and against it."""
    bench.look()
    st.query_params.from_dict({bench.name.kind: bench.name.id})
    if head(bench, translator):
        state.close_bench()
        st.query_params.clear()
        st.rerun()
    others(bench, translator)
    found = parts(bench.name.kind, bench.text, bench.problems)
    left, right = st.columns([3, 16], gap="medium")
    with left:
        outline(found, _current(found).id, _go_to, translator)
    with right:
        desk(bench, _current(found), lambda problem: _mend(bench, problem), translator)


def _current(found: list[Part]) -> Part:
    wanted = state.get("studio_part", str)
    return next((part for part in found if part.id == wanted), found[0])


def _go_to(part: str, line: int, *, focus: bool = False) -> None:
    """The form shows the part; the YAML shows its line, and the cursor goes there if that is wanted."""
    count = (state.get("studio_jumps", int) or 0) + 1
    state.put("studio_jumps", count)
    state.put("studio_part", part)
    alone = state.get("studio_view", str) == "yaml"
    state.put("studio_jump", Jump(line, f"jump-{count}", focus or alone))


def _mend(bench: Workbench, problem: Problem) -> None:
    if state.get("studio_view", str) == "form":
        state.put("studio_view", "both")
        state.put("studio_views", (state.get("studio_views", int) or 0) + 1)  # the switch is drawn anew
    _go_to(part_of(bench.name.kind, problem.where), problem.line, focus=True)


page()
