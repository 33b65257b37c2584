"""What the scorecard page draws: mistakes at their line, and a call by two cards side by side."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from app.components import markup
from app.messages import Translator
from app.previewing import Comparison, Mistake, Row
from grading.result import Result, Verdict
from grading.scorecard import Scorecard

SHOWN = 30  # mistakes at once; the rest follow when these are mended


def mistakes(found: tuple[Mistake, ...], translator: Translator) -> None:
    """Each as the check tells it, over the line that it is about."""
    t = translator.t
    st.error(t("scorecards.mistakes", count=len(found)), icon=":material/rule:")
    parts = (
        f'<div class="dl-mistake"><div>{escape(mistake.told)}</div>'
        f'<div class="dl-source">{mistake.line} | {escape(mistake.source.strip()[:160])}</div></div>'
        for mistake in found[:SHOWN]
    )
    st.html("".join(parts))
    if len(found) > SHOWN:
        st.caption(t("scorecards.more_mistakes", count=len(found) - SHOWN))


def contents(card: Scorecard, translator: Translator) -> None:
    """What a sound card holds, section by section."""
    t, chinese = translator.t, translator.language == "zh"
    points = sum(item.points for item in card.items)
    st.success(
        t(
            "scorecards.sound",
            title=card.title.in_language(chinese),
            items=len(card.items),
            points=f"{points:g}",
        ),
        icon=":material/check:",
    )
    with st.expander(t("scorecards.contents")):
        st.html("".join(
            markup.bar(
                section.title.in_language(chinese),
                sum(item.points for item in section.items) / points,
                t("common.points", points=f"{sum(item.points for item in section.items):g}"),
            )
            for section in card.sections
        ))  # fmt: skip


def comparison(found: Comparison, translator: Translator) -> None:
    """Totals by both cards, then item by item; what differs stands out in words."""
    t, chinese = translator.t, translator.language == "zh"
    by = found.card.title.in_language(chinese) if found.card else found.before.scorecard
    st.markdown(f"**{found.call.started_at.astimezone():%m-%d %H:%M} · {found.call.scenario.title}**")
    st.html(
        '<div class="dl-totals">'
        + _total(found.before, by, translator)
        + _total(found.after, t("scorecards.this_card"), translator)
        + "</div>"
    )
    different = sum(row.differs for row in found.rows)
    st.caption(t("scorecards.different", count=different, whole=len(found.rows)))
    st.html(_table(found.rows, by, translator))


def _total(result: Result, by: str, translator: Translator) -> str:
    t = translator.t
    passed = t("scorecards.passed" if result.passed else "scorecards.not_passed")
    critical = f" · {t('scorecards.critical')}" if result.critical else ""
    return (
        f'<div><div class="dl-muted">{escape(by)}</div>'
        f'<div class="dl-number">{result.total:g}</div>{markup.muted(passed + critical)}</div>'
    )


def _table(rows: Iterable[Row], by: str, translator: Translator) -> str:
    t = translator.t
    head = "".join(f"<th>{escape(name)}</th>" for name in ("", by, t("scorecards.this_card")))
    body = "".join(_row(row, translator) for row in rows)
    return f'<table class="dl-rows dl-compared"><tr>{head}</tr>{body}</table>'


def _row(row: Row, translator: Translator) -> str:
    t = translator.t
    title = escape(row.item.title.in_language(translator.language == "zh"))
    if row.differs:
        title += f" <b>{escape(t('scorecards.differs'))}</b>"
    if row.overridden:
        title += f'<div class="dl-override">{escape(t("scorecards.overridden"))}</div>'
    cells = (title, _verdict(row.before, translator), _verdict(row.after, translator))
    kind = ' class="dl-differs"' if row.differs else ""
    return f"<tr{kind}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _verdict(verdict: Verdict | None, translator: Translator) -> str:
    if verdict is None:
        return escape(translator.t("scorecards.no_item"))
    return f'<span class="dl-chip {verdict.value}">{escape(translator.t(f"verdict.{verdict.value}"))}</span>'
