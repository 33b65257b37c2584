"""The frame of an open text: what it is, whether it is safe, what another trainer has done meanwhile."""

from __future__ import annotations

import streamlit as st

from app import state
from app.components import markup
from app.components.studio.shelf import CHIPS
from app.messages import Translator
from app.studio.shelf import state_of, title_in
from app.studio.workbench import Workbench


def head(bench: Workbench, translator: Translator) -> bool:
    """Title, state and save line; the way back. Returns whether the trainer goes back to the shelf."""
    t = translator.t
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        back = st.button(t("studio.back"), icon=":material/arrow_back:", type="tertiary", key="studio-back")
        st.download_button(
            t("studio.export"),
            bench.text,
            f"{bench.name.id.split('/')[-1]}.yaml",
            "application/yaml",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    now = state_of(bench.house, bench.name)
    chips = [(t(f"studio.state_{now.value}"), CHIPS.get(now, ""))]
    if bench.draft is not None:
        chips.append((t("studio.has_draft"), "accent"))
    st.title(title_in(bench.text, bench.name))
    st.html(markup.chips(chips) + markup.muted(f"{bench.name.id} · {_kept(bench, translator)}"))
    return back


def _kept(bench: Workbench, translator: Translator) -> str:
    """已保存 12:03:07, or that nothing has been changed."""
    t = translator.t
    if bench.unsaved is not None:
        return t("studio.not_saved")
    if bench.draft is None:
        return t("studio.nothing_changed")
    who = bench.draft.editor or t("studio.somebody")
    return t("studio.saved_by", who=who, at=f"{bench.draft.saved_at.astimezone():%H:%M:%S}")


def others(bench: Workbench, translator: Translator) -> None:
    """What happened between two trainers, and what to do about it; what was just done."""
    t = translator.t
    done = state.get("studio_done", str)
    if done:
        st.toast(done, icon=":material/check:")
        state.put("studio_done", None)
    if bench.unsaved is not None:
        st.warning(translator.error(bench.unsaved), icon=":material/cloud_off:")
    if bench.adopted is not None:
        who = bench.adopted.editor or t("studio.somebody")
        at = f"{bench.adopted.saved_at.astimezone():%H:%M:%S}"
        st.info(t("studio.adopted", who=who, at=at), icon=":material/group:")
    if bench.overtaken is not None:
        _overtaken(bench, translator)


def _overtaken(bench: Workbench, translator: Translator) -> None:
    t = translator.t
    assert bench.overtaken is not None
    st.warning(translator.error(bench.overtaken), icon=":material/group:")
    with st.container(horizontal=True):
        if st.button(t("studio.take_theirs"), key="studio-theirs"):
            bench.yield_to_theirs()
            st.rerun()
        if st.button(t("studio.take_mine"), key="studio-mine"):
            bench.insist_on_mine()
            st.rerun()
