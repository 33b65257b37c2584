"""The fidelity report of a draft: gates first, then how each bot fared."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.components.door import door
from app.messages import Translator
from app.studio.rehearsing import RUNS, Rehearsal
from app.studio.workbench import Workbench
from simulator.rehearsal.bots import BOTS
from simulator.rehearsal.report import BotReport, Gate, Report

EVERY = 1.0  # seconds between looks at the progress


def rehearsal(bench: Workbench, translator: Translator) -> None:
    """The button, the progress while bots call, the report."""
    t = translator.t
    running = bench.rehearsal
    if running is not None and not running.finished.is_set():
        _progress(bench, translator)
        return
    if bench.content is None:
        st.info(t("studio.mend_first", count=len(bench.problems)), icon=":material/rule:")
    else:
        st.caption(t("studio.rehearse_hint", bots=len(BOTS), calls=len(BOTS) * RUNS))
    label = t("studio.rehearse_again" if running else "studio.rehearse")
    if st.button(label, icon=":material/smart_toy:", key="studio-rehearse", disabled=bench.content is None):
        bench.rehearse()
        st.rerun()
    if running is None:
        return
    if running.report is None:
        st.warning(t("studio.rehearsal_failed"), icon=":material/error:")
        return
    if running.text != bench.text:
        st.caption(f":material/info: {t('studio.rehearsal_stale')}")
    _report(running.report, translator)


def _progress(bench: Workbench, translator: Translator) -> None:
    @st.fragment(run_every=EVERY)
    def look() -> None:
        with door():
            running = bench.rehearsal
            if running is None or running.finished.is_set():
                st.rerun()
            assert running is not None
            _bar(running, translator)
            if st.button(translator.t("common.cancel"), key="studio-stop"):
                running.stop()

    look()


def _bar(running: Rehearsal, translator: Translator) -> None:
    told = translator.t("studio.rehearsing", played=running.played, total=running.total)
    st.progress(running.played / running.total, told)


def _report(report: Report, translator: Translator) -> None:
    t = translator.t
    gates = [gate for one in report.scenarios for gate in one.gates]
    missed = sum(not gate.passed for gate in gates)
    if missed:
        st.warning(t("studio.gates_missed", missed=missed, total=len(gates)), icon=":material/rule:")
    else:
        st.success(t("studio.gates_passed", total=len(gates)), icon=":material/verified:")
    st.html("".join(_gate(gate, translator) for gate in sorted(gates, key=lambda gate: gate.passed)))
    with st.expander(t("studio.bots")):
        st.html(f'<div class="dl-wide">{_bots(report.bots, translator)}</div>')


def _gate(gate: Gate, translator: Translator) -> str:
    t = translator.t
    mark = ("met", t("studio.gate_passed")) if gate.passed else ("missed", t("studio.gate_missed"))
    value = t("studio.gate_value", value=_figure(gate.value), bounds=_bounds(gate))
    example = ""
    if gate.example is not None:
        place = gate.example
        where = t(
            "studio.gate_example",
            bot=t(f"studio.bot_{place.bot.replace('-', '_')}"),
            seed=place.seed,
            turn="-" if place.turn is None else place.turn + 1,
        )
        example = f'<div class="dl-quote">{escape(where)}{escape(place.what)}</div>'
        if place.text:
            example += f'<div class="dl-quote">“{escape(place.text)}”</div>'
    return (
        f'<div class="dl-item"><span class="dl-chip {mark[0]}">{escape(mark[1])}</span> '
        f'{escape(gate.title)} <span class="dl-muted">{escape(value)}</span>{example}</div>'
    )


def _bounds(gate: Gate) -> str:
    if gate.least is not None and gate.most is not None:
        return f"{_figure(gate.least)}–{_figure(gate.most)}"
    return f"≥ {_figure(gate.least)}" if gate.least is not None else f"≤ {_figure(gate.most or 0.0)}"


def _figure(value: float) -> str:
    return f"{value:.0%}" if (0 <= value <= 1 and value != int(value)) or value in (0, 1) else f"{value:g}"


def _bots(bots: Sequence[BotReport], translator: Translator) -> str:
    t = translator.t
    names = ("bot", "calls", "solved", "satisfied", "left", "turns")
    head = "".join(f"<th>{escape(t(f'studio.column_{name}'))}</th>" for name in names)
    rows = "".join(_bot(bot, translator) for bot in bots)
    return f'<table class="dl-figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _bot(bot: BotReport, translator: Translator) -> str:
    left = bot.walked_away + bot.escalated
    shares = "".join(f"<td>{share:.0%}</td>" for share in (bot.solved, bot.satisfied, left))
    name = escape(translator.t(f"studio.bot_{bot.bot.replace('-', '_')}"))
    return f"<tr><th>{name}</th><td>{bot.calls}</td>{shares}<td>{bot.turns:.1f}</td></tr>"
