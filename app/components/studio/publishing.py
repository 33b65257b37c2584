"""Publish, retire, offer again: what trainees have is changed here, with what speaks against it in sight."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app import state
from app.components.studio.problems import as_lines
from app.messages import Translator
from app.storage.records import Step
from app.studio import publishing as act
from app.studio.rehearsing import gates_of
from app.studio.shelf import State, state_of
from app.studio.workbench import Workbench
from simulator.content.scenario import Scenario
from simulator.errors import BadInput, ContentError


def publishing(bench: Workbench, translator: Translator) -> None:
    """The state now, then the one thing to do, then the rest."""
    t = translator.t
    now = state_of(bench.house, bench.name)
    st.markdown(t(f"studio.now_{now.value}"))
    left_out = bench.house.content.now().left_out.get(bench.name, ())
    if left_out:
        st.caption(as_lines(left_out, translator))
    _publish(bench, translator)
    _others(bench, now, translator)


def _publish(bench: Workbench, translator: Translator) -> None:
    t = translator.t
    if bench.problems:
        st.warning(t("studio.mend_first", count=len(bench.problems)), icon=":material/rule:")
        return
    if bench.draft is None and state_of(bench.house, bench.name) in (State.SHIPPED, State.PUBLISHED):
        st.caption(t("studio.unchanged"))
        return
    sure = _gates(bench, translator)
    note = st.text_input(
        t("studio.note"), placeholder=t("studio.note_hint"), max_chars=200, key="studio_note"
    )
    if st.button(
        t("studio.publish"),
        type="primary",
        icon=":material/publish:",
        key="studio-publish",
        disabled=not sure,
    ):
        report = bench.report
        gates = gates_of(report, confirmed=report is None or not report.passed)
        rehearsed = gates if isinstance(bench.content, Scenario) else None
        _done(bench, translator, lambda: bench.publish(note, rehearsed), "studio.published")


def _gates(bench: Workbench, translator: Translator) -> bool:
    """What the rehearsal says; whether the text may go out: with every gate passed, or on one's word."""
    t = translator.t
    if not isinstance(bench.content, Scenario):
        return True
    report = bench.report
    if report is not None and report.passed:
        st.success(t("studio.gates_passed", total=len(report.gates)), icon=":material/verified:")
        return True
    if report is None:
        st.info(t("studio.not_rehearsed_yet"), icon=":material/smart_toy:")
        return st.checkbox(t("studio.publish_unrehearsed"), key="studio_sure_unrehearsed")
    missed = [gate.title for gate in report.gates if not gate.passed]
    st.warning(t("studio.gates_missed_list", missed=missed), icon=":material/rule:")
    return st.checkbox(t("studio.publish_anyway"), key=f"studio_sure_{hash(bench.text)}")


def _others(bench: Workbench, now: State, translator: Translator) -> None:
    """Retire, offer again, back to the file that ships, give the draft up."""
    t, house, name, by = translator.t, bench.house, bench.name, bench.by
    st.divider()
    with st.container(horizontal=True):
        if now in (State.SHIPPED, State.PUBLISHED, State.LEFT_OUT):
            with st.popover(t("studio.retire"), icon=":material/visibility_off:"):
                st.markdown(t("studio.retire_sure"))
                if st.button(t("studio.retire_yes"), key="studio-retire"):
                    _done(bench, translator, lambda: act.retire(house, name, by), "studio.retired")
        if now is State.RETIRED and st.button(t("studio.offer_again"), key="studio-offer-again"):
            _done(bench, translator, lambda: act.offer_again(house, name, by), "studio.offered_again")
        if _replaced(bench) and st.button(t("studio.ship_again"), key="studio-ship-again"):
            _done(bench, translator, lambda: act.ship_again(house, name, by), "studio.shipped_again")
        if bench.draft is not None:
            with st.popover(t("studio.discard"), icon=":material/delete:"):
                st.markdown(t("studio.discard_sure"))
                if st.button(t("studio.discard_yes"), key="studio-discard"):
                    _done(bench, translator, bench.discard, "studio.discarded")


def _replaced(bench: Workbench) -> bool:
    """Whether a trainer's text stands in the place of a file that ships."""
    entry = bench.house.content.now().live.get(bench.name)
    return bench.ships and entry is not None and entry.step is Step.PUBLISHED


def _done(bench: Workbench, translator: Translator, do: Callable[[], object], told: str) -> None:
    """Do it and say so in the next run; what is in the way is told here."""
    try:
        do()
    except ContentError as error:
        told = translator.t("studio.refused", problems=as_lines(error.problems, translator))
        st.error(told, icon=":material/block:")
        return
    except BadInput as error:
        st.error(translator.error(error), icon=":material/block:")
        return
    state.put("studio_done", translator.t(told))
    st.rerun()
