"""The report's upper half: total, sections, the one thing to do next, item by item."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from app import state
from app.components import markup
from app.components.charts import radar
from app.messages import Translator
from app.reporting import sections
from app.storage.records import StoredCall
from coaching.next_step import next_step
from grading.profile import DIMENSIONS, SOFT_SKILLS, profile
from grading.result import ItemResult, Result, Verdict
from grading.scorecard import Scorecard

NORM_RINGS = 3


def headline(
    stored: StoredCall, result: Result, card: Scorecard, remembered: str, translator: Translator
) -> None:
    """The total against the pass mark, how the customer left and what they will remember."""
    t = translator.t
    left, right = st.columns([2, 5], vertical_alignment="center", gap="large")
    with left:
        passed = t("report.passed" if result.passed else "report.not_passed", mark=f"{card.pass_mark:.0f}")
        number, unit = f"{result.total:.0f}", escape(t("report.unit"))
        st.html(f'<div class="dl-score">{number}<small>{unit}</small></div>{markup.muted(passed)}')
    with right:
        st.html(_facts(stored, remembered, translator))
    if result.critical:
        names = [title(card, item, translator) for item in result.critical]
        st.error(t("report.critical", names=names, cap=f"{card.critical_cap:.0f}"), icon=":material/block:")


def _facts(stored: StoredCall, remembered: str, translator: Translator) -> str:
    t = translator.t
    lines = []
    if stored.ended:
        lines.append(f"<b>{escape(t(f'ended.{stored.ended.value}'))}</b>")
    if stored.assisted:
        lines.append(markup.chips([(t("coach.helped"), "accent")]))
    if remembered:
        lines.append(escape(remembered))
    if stored.rings is not None and not stored.scenario.channel.typed:
        key = "report.rings" if stored.rings <= NORM_RINGS else "report.rings_late"
        lines.append(f'<span class="dl-muted">{escape(t(key, count=stored.rings))}</span>')
    return f'<div class="dl-facts">{"".join(f"<div>{line}</div>" for line in lines)}</div>'


def actions(
    stored: StoredCall, result: Result | None, card: Scorecard | None, translator: Translator
) -> None:
    """Once more; the same case played differently; the skill that cost most."""
    t = translator.t
    step = next_step(result) if result else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("report.again"), type="primary", icon=":material/replay:"):
            _call(stored.scenario.id, stored.seed)
        if st.button(t("report.vary"), icon=":material/shuffle:"):
            _call(stored.scenario.id, None)
        if step is not None and card is not None:
            label = t("report.next", item=title(card, step.id, translator))
            if st.button(label, icon=":material/arrow_forward:", type="tertiary", key="next-step"):
                state.put(state.SKILL, step.id)
                st.switch_page("app/pages/practice.py")


def _call(scenario_id: str, seed: int | None) -> None:
    state.begin(scenario_id, seed)
    st.switch_page("app/pages/call.py")


def overview(result: Result, card: Scorecard, translator: Translator) -> None:
    """Bars and a radar of the sections."""
    t = translator.t
    chinese = translator.language == "zh"
    found = sections(card, result)
    left, right = st.columns([4, 3], vertical_alignment="center", gap="large")
    with left:
        st.html("".join(
            markup.bar(
                s.section.title.in_language(chinese),
                s.share or 0.0,
                f"{s.earned:g} / {s.possible:g}" if s.possible else t("verdict.na"),
            )
            for s in found
        ))  # fmt: skip
    with right:
        radar(
            {s.section.title.in_language(chinese): s.share for s in found if s.share is not None}, translator
        )


def profiles(result: Result, translator: Translator) -> None:
    """The same verdicts from further away: the five soft skills and the four dimensions."""
    chinese = translator.language == "zh"
    columns = st.columns(2, gap="large")
    for column, view in zip(columns, (SOFT_SKILLS, DIMENSIONS), strict=True):
        with column:
            st.markdown(f"**{translator.t(f'report.{view}')}**")
            st.html("".join(
                markup.bar(
                    standing.part.title.in_language(chinese),
                    standing.share or 0.0,
                    translator.t("verdict.na") if standing.share is None else f"{standing.share:.0%}",
                )
                for standing in profile(view, result.items)
            ))  # fmt: skip


def item_list(result: Result, card: Scorecard, advisory: Collection[str], translator: Translator) -> None:
    """Every item: verdict, evidence, why, advice; sections that lost points are open.

    Items in ``advisory`` are marked: on them grader and trainers do not agree enough.
    """
    t = translator.t
    for score in sections(card, result):
        lost = any(i.verdict in (Verdict.MISSED, Verdict.PARTIAL) for i in score.items)
        name = score.section.title.in_language(translator.language == "zh")
        points = f"{score.earned:g} / {score.possible:g}" if score.possible else t("verdict.na")
        with st.expander(f"{name} · {points}", expanded=lost):
            st.html("".join(_item(item, card, item.id in advisory, translator) for item in score.items))
    if any(item.id in advisory for item in result.items):
        st.caption(t("calibration.advice_hint"))
    st.caption(t("report.grader", version=result.grader.version))


def _item(item: ItemResult, card: Scorecard, advisory: bool, translator: Translator) -> str:
    t = translator.t
    critical = item.id in {i.id for i in card.items if i.critical} and item.verdict == Verdict.MISSED
    points = f"{item.earned:g} / {item.points:g}" if item.verdict.share is not None else ""
    kind = "critical" if critical else item.verdict.value
    quiet = f'<span class="dl-chip na">{escape(t("calibration.advice"))}</span>' if advisory else ""
    parts = [
        f'<div class="dl-chips"><b>{escape(title(card, item.id, translator))}</b>'
        f'<span class="dl-chip {kind}">{escape(t(f"verdict.{item.verdict.value}"))}</span>'
        f'<span class="dl-muted">{points}</span>{quiet}</div>',
        overridden(item, translator),
        *grounds(item, translator),
    ]
    if item.advice and item.verdict in (Verdict.PARTIAL, Verdict.MISSED):
        parts.append(f'<div class="dl-advice"><b>{escape(t("report.try"))}</b> {escape(item.advice)}</div>')
    return f'<div class="dl-item">{"".join(parts)}</div>'


def grounds(item: ItemResult, translator: Translator) -> list[str]:
    """What the grader's verdict rests on: its evidence and its reason."""
    quotes = (
        translator.t("report.evidence", turn=evidence.turn + 1, quote=evidence.quote)
        for evidence in item.evidence[:3]
    )
    found = [f'<div class="dl-quote">{escape(quote)}</div>' for quote in quotes]
    if not item.why:
        return found
    why = translator.t("calibration.grader_why", why=item.why) if item.override else item.why
    return [*found, f"<div>{escape(why)}</div>"]


def overridden(item: ItemResult, translator: Translator) -> str:
    """One line at an item whose verdict a person gave; empty where the grader's holds."""
    if item.override is None:
        return ""
    t = translator.t
    text = t(
        "calibration.overridden",
        by=item.override.by or t("calibration.somebody"),
        verdict=t(f"verdict.{item.verdict.value}"),
        graded=t(f"verdict.{item.override.graded.value}"),
        why=item.override.why,
    )
    return f'<div class="dl-override">{escape(text)}</div>'


def title(card: Scorecard, item_id: str, translator: Translator) -> str:
    """An item's name in the user's language."""
    found = next((item for item in card.items if item.id == item_id), None)
    return found.title.in_language(translator.language == "zh") if found else item_id
