"""What the progress page draws: the sentence that sums up, the rows of parts, the table of scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from app.components import markup
from app.messages import Translator
from coaching.progress import Change, Done, Record, Trend, change, running
from grading.profile import Part

CHIP = {Trend.GREW: "met", Trend.FELL: "partial", Trend.STEADY: "", Trend.UNKNOWN: "na"}
COLUMNS = 24  # of a small course; more would not be seen


def summary(calls: Sequence[Done], found: Sequence[tuple[Part, Change]], translator: Translator) -> None:
    """In plain words: the total then and now, which parts grew, which fell; what is too little to tell."""
    t = translator.t
    total = change([call.total / 100 for call in calls])
    if total.trend is Trend.UNKNOWN:
        st.markdown(t("progress.few", count=len(calls), latest=f"{calls[-1].total:.0f}"))
        return
    then, now = (f"{100 * (value or 0.0):.0f}" for value in (total.before, total.now))
    said = [
        t("progress.total", calls=total.calls, before=then, now=now, trend=t(f"progress.said_{total.trend}"))
    ]
    chinese = translator.language == "zh"
    for trend in (Trend.GREW, Trend.FELL):
        moved = [
            t("progress.by", part=part.title.in_language(chinese), points=_step(change))
            for part, change in sorted(found, key=lambda pair: -abs(_moved(pair[1])))
            if change.trend is trend
        ]
        if moved:
            said.append(t(f"progress.parts_{trend}", parts=moved))
    if not any(change.trend in (Trend.GREW, Trend.FELL) for _, change in found):
        said.append(t("progress.parts_steady"))
    st.markdown(" ".join(said) if not chinese else "".join(said))
    st.caption(t("progress.honest"))


def remembered(distress: Sequence[float], translator: Translator) -> str:
    """What became of the distress that customers keep in mind; less of it is a gain."""
    found = change([1 - value for value in distress])
    then, now = (f"{1 - (value or 0.0):.2f}" for value in (found.before, found.now))
    word = translator.t(f"progress.said_{found.trend}")
    return translator.t("progress.remembered_change", before=then, now=now, trend=word)


def part_rows(calls: Sequence[Done], found: Iterable[tuple[Part, Change]], translator: Translator) -> None:
    """A row a part: its name, its course in small columns, then and now, and in a word what became of it."""
    rows = (_row(part, change, calls, translator) for part, change in found)
    st.html(f'<div class="dl-parts">{"".join(rows)}</div>')


def _row(part: Part, change: Change, calls: Sequence[Done], translator: Translator) -> str:
    t = translator.t
    name = escape(part.title.in_language(translator.language == "zh"))
    values = [call.share(part.items) for call in calls]
    figures = t("verdict.na") if change.now is None else f"{change.now:.0%}"
    if change.before is not None:
        figures = f"{change.before:.0%} → {figures}"
    word = markup.chips([(t(f"progress.{change.trend}"), CHIP[change.trend])])
    return (
        f'<div class="dl-part"><span>{name}</span>{_columns(values)}'
        f'<span class="dl-num">{escape(figures)}</span>{word}</div>'
    )


def _columns(values: Sequence[float | None]) -> str:
    """The course of a share as small columns, oldest left. The figures beside it say the same in words."""
    smooth = [value for value in running(values) if value is not None]
    shown = smooth if len(smooth) > 1 else [value for value in values if value is not None]
    if len(shown) < 2:
        return '<span class="dl-course"></span>'
    count = min(COLUMNS, len(shown))
    picked = [shown[round(i * (len(shown) - 1) / (count - 1))] for i in range(count)]
    columns = "".join(f'<i style="height:{max(4, round(100 * value))}%"></i>' for value in picked)
    return f'<span class="dl-course" aria-hidden="true">{columns}</span>'


def record_table(records: Iterable[Record], translator: Translator) -> None:
    """Best and latest total by scenario, the one practised last first."""
    rows = "".join(
        f"<tr><td>{escape(r.title)}</td><td>"
        f"{escape(record_words(r.latest, r.best, r.helped, r.times, translator))}</td></tr>"
        for r in records
    )
    st.html(f'<table class="dl-rows dl-records">{rows}</table>')


def record_words(
    last: float, best: float | None, helped: float | None, times: int, translator: Translator
) -> str:
    """Latest and best total of a scenario; the best with the coach stands apart."""
    t = translator.t
    if helped is None:
        return t("practice.record", last=round(last), best=round(best or 0.0), times=times)
    if best is None:
        return t("practice.record_helped", last=round(last), helped=round(helped), times=times)
    best, helped, last = round(best), round(helped), round(last)
    return t("practice.record_both", last=last, best=best, helped=helped, times=times)


def _moved(change: Change) -> float:
    return (change.now or 0.0) - (change.before or 0.0)


def _step(change: Change) -> str:
    return f"{100 * _moved(change):+.0f}"
