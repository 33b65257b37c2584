"""The history of a scenario or persona: who, when, what; a version beside the text as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from app.components import markup
from app.messages import Translator
from app.storage.records import ContentVersion, Step
from app.studio.differences import Line, difference
from app.studio.workbench import Workbench

SHOWN = 400  # lines of a difference at once
CHIPS = {Step.PUBLISHED: "met", Step.RETIRED: "na", Step.ASIDE: "partial"}
SIGNS = {"gone": "−", "new": "+", "same": " ", "gap": "…"}


def versions(bench: Workbench, translator: Translator) -> None:
    """Set the text down, the list, the difference to a version chosen, and the way back to it."""
    t = translator.t
    _set_down(bench, translator)
    history = bench.house.store.contents.history(bench.name)
    if not history:
        st.info(t("studio.no_versions"), icon=":material/history:")
        return
    texts = {entry.number: entry for entry in history if entry.step not in (Step.RETIRED, Step.SHIPPED)}
    if texts:
        _compare(bench, texts, translator)
    st.html("".join(_entry(entry, translator) for entry in history))


def _set_down(bench: Workbench, translator: Translator) -> None:
    t = translator.t
    form = st.form("studio-save", border=False, clear_on_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        note = st.text_input(t("studio.note"), placeholder=t("studio.note_hint"), max_chars=200)
        if st.form_submit_button(t("studio.save_version"), width="content"):
            entry = bench.save(note)
            st.toast(t("studio.saved_as", number=entry.number), icon=":material/check:")


def _compare(bench: Workbench, texts: dict[int, ContentVersion], translator: Translator) -> None:
    t = translator.t
    chosen = st.selectbox(
        t("studio.compare"),
        list(texts),
        format_func=lambda number: _title(texts[number], translator),
        key="studio_compare",
    )
    changed = difference(bench.house.store.contents.text(bench.name, chosen), bench.text)
    if not changed:
        st.caption(t("studio.same_text", number=chosen))
        return
    st.html(_table(changed[:SHOWN], translator))
    if len(changed) > SHOWN:
        st.caption(t("studio.more_lines", count=len(changed) - SHOWN))
    if st.button(t("studio.restore", number=chosen), icon=":material/history:", key="studio-restore"):
        bench.restore(chosen)
        st.rerun()


def _title(entry: ContentVersion, translator: Translator) -> str:
    t = translator.t
    who = entry.by or t("studio.somebody")
    return t("studio.version", number=entry.number, who=who, at=f"{entry.made_at.astimezone():%m-%d %H:%M}")


def _entry(entry: ContentVersion, translator: Translator) -> str:
    t = translator.t
    chips = [(t(f"studio.step_{entry.step.value}"), CHIPS.get(entry.step, ""))]
    gates = entry.gates or {}
    if gates.get("missed"):
        chips.append((t("studio.gates_missed_then", missed=len(gates["missed"])), "missed"))
    elif gates:
        chips.append((t("studio.gates_ok_then" if gates.get("rehearsed") else "studio.not_rehearsed"), ""))
    note = f"<div>{escape(entry.note)}</div>" if entry.note else ""
    return f'<div class="dl-item">{escape(_title(entry, translator))}{markup.chips(chips)}{note}</div>'


def _table(lines: Iterable[Line], translator: Translator) -> str:
    """Lines of the version with a minus, lines of the text as it stands with a plus."""
    t = translator.t
    rows = "".join(
        f'<div class="dl-diff {line.kind}"><span aria-label="{escape(t(f"studio.diff_{line.kind}"))}">'
        f"{SIGNS[line.kind]}</span><i>{line.number or ''}</i><code>{escape(line.text)}</code></div>"
        for line in lines
    )
    return f'<div class="dl-diffs">{rows}</div>'
