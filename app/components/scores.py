"""The report's upper half: total, sections, the one thing to do next, item by item."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.components.charts import radar
from app.messages import Translator
from app.reporting import SectionScore, next_step, sections
from app.storage.records import StoredCall
from grading.result import ItemResult, Result, Verdict
from grading.scorecard import Scorecard


def headline(stored: StoredCall, result: Result, card: Scorecard, translator: Translator) -> None:
    """The total against the pass mark, how the customer left, and the next step."""
    t = translator.t
    left, right = st.columns([2, 5], vertical_alignment="center")
    with left:
        st.html(f'<div class="dl-score">{t("report.total", total=f"{result.total:.0f}")}</div>')
        key = "report.passed" if result.passed else "report.not_passed"
        st.html(markup.muted(t(key, mark=f"{card.pass_mark:.0f}")))
    with right:
        if stored.ended:
            st.markdown(f"**{t(f'ended.{stored.ended.value}')}**")
        if stored.rings is not None:
            st.html(markup.muted(t("report.rings" if stored.rings <= 3 else "report.rings_late", count=stored.rings)))
        step = next_step(card, result)
        if step is not None:
            st.markdown(t("report.next", item=_title(card, step.id, translator)))
    if result.critical:
        names = [_title(card, item, translator) for item in result.critical]
        st.error(t("report.critical", names=names, cap=f"{card.critical_cap:.0f}"), icon=":material/block:")


def overview(result: Result, card: Scorecard, translator: Translator) -> None:
    """Bars and a radar of the sections."""
    chinese = translator.language == "zh"
    found = sections(card, result)
    left, right = st.columns([4, 3], vertical_alignment="center")
    with left:
        st.html("".join(_section_bar(score, chinese, translator) for score in found))
    with right:
        radar(
            {s.section.title.in_language(chinese): s.share for s in found if s.share is not None}, translator
        )


def _section_bar(score: SectionScore, chinese: bool, translator: Translator) -> str:
    value = f"{score.earned:g} / {score.possible:g}" if score.possible else translator.t("verdict.na")
    return markup.bar(score.section.title.in_language(chinese), score.share or 0.0, value)


def item_list(stored: StoredCall, result: Result, card: Scorecard, translator: Translator) -> None:
    """Every item: verdict, evidence, why, advice; what went wrong first open."""
    t = translator.t
    chinese = translator.language == "zh"
    for score in sections(card, result):
        lost = any(i.verdict in (Verdict.MISSED, Verdict.PARTIAL) for i in score.items)
        label = f"{score.section.title.in_language(chinese)} · {score.earned:g} / {score.possible:g}"
        with st.expander(label, expanded=lost and score.possible > 0):
            for item in score.items:
                _item(item, stored, card, translator)
    st.caption(t("report.grader", version=result.grader.version))


def _item(item: ItemResult, stored: StoredCall, card: Scorecard, translator: Translator) -> None:
    t = translator.t
    critical = item.id in {i.id for i in card.items if i.critical} and item.verdict is Verdict.MISSED
    kind = "critical" if critical else item.verdict.value
    points = f"{item.earned:g} / {item.points:g}" if item.verdict.share is not None else "–"
    st.html(
        f'<div class="dl-chips"><b>{escape(_title(card, item.id, translator))}</b>'
        f'<span class="dl-chip {kind}">{escape(t(f"verdict.{item.verdict.value}"))}</span>'
        f'<span class="dl-muted">{points}</span></div>'
    )
    for evidence in item.evidence[:3]:
        st.html(markup.muted(t("report.evidence", turn=evidence.turn + 1, quote=evidence.quote)))
    if item.why:
        st.html(f'<div style="font-size:.92rem">{escape(item.why)}</div>')
    if item.advice and item.verdict in (Verdict.PARTIAL, Verdict.MISSED):
        st.html(f'<div style="font-size:.92rem"><b>{escape(t("report.try"))}</b> {escape(item.advice)}</div>')


def _title(card: Scorecard, item_id: str, translator: Translator) -> str:
    found = next((item for item in card.items if item.id == item_id), None)
    return found.title.in_language(translator.language == "zh") if found else item_id


def actions(stored: StoredCall, translator: Translator) -> None:
    """Once more, or another call."""
    t = translator.t
    with st.container(horizontal=True):
        if st.button(t("report.again"), type="primary", icon=":material/replay:"):
            state.begin(stored.scenario.id, stored.seed)
            st.switch_page("app/pages/call.py")
        if st.button(t("report.vary"), icon=":material/shuffle:"):
            state.begin(stored.scenario.id)
            st.switch_page("app/pages/call.py")
        if st.button(t("report.other"), type="tertiary", icon=":material/apps:"):
            st.switch_page("app/pages/practice.py")
