"""The customer's mood over the call: the line, what moved it in words, and what stays in memory."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.components.charts import mood_line
from app.messages import Translator
from grading.journey import Journey, Move
from simulator.transcript import Transcript

FEELINGS = ("anger", "anxiety", "confusion")
SHOWN = 6  # moves; the largest
ROUGHLY = (0.25, 0.5, 0.75)  # distress below which the customer was calm, uneasy, upset; above: furious


def mood(course: Journey, call: Transcript, translator: Translator) -> None:
    """Chart, moves, peak and end."""
    t = translator.t
    st.subheader(t("report.mood"))
    if len(course.points) < 2:
        st.caption(t("report.no_course"))
        return
    mood_line(course, translator)
    moves = sorted(
        sorted(course.moves, key=lambda move: -abs(move.change))[:SHOWN], key=lambda move: move.turn
    )
    lines = "".join(f"<li>{_move(move, course, call, translator)}</li>" for move in moves)
    st.html(f'<ul class="dl-moves">{lines or escape(t("report.steady"))}</ul>')


def peak_end(course: Journey, translator: Translator) -> str:
    """One sentence: how bad the worst moment was, how it ended. Empty when the customer said nothing."""
    peak, end = course.peak, course.end
    if peak is None or end is None:
        return ""
    t = translator.t
    return t("report.peak_end", turn=peak.turn + 1, peak=t(level(peak.distress)), end=t(level(end.distress)))


def level(distress: float) -> str:
    """The message that says in words how bad a moment was; ``distress`` 0 … 1."""
    return f"report.level_{sum(distress >= bound for bound in ROUGHLY)}"


def _move(move: Move, course: Journey, call: Transcript, translator: Translator) -> str:
    """▲ 第 7 句“我理解您的心情” 火气 +0.12：第二次空泛的理解"""
    t = translator.t
    sign, kind = ("▲", "dl-up") if move.change > 0 else ("▼", "dl-down")
    feeling, change = _felt(move, course)
    where = (
        t("report.after", turn=move.after + 1, quote=_short(call.turns[move.after].text))
        if move.after is not None
        else t("report.at", turn=move.turn + 1)
    )
    why = (
        t("report.because", why="；".join(move.why) if call.chinese else "; ".join(move.why))
        if move.why
        else ""
    )
    moved = t("report.moved", what=t(f"state.{feeling}"), change=f"{change:+.2f}")
    return f'<span class="{kind}">{sign} {escape(moved)}</span> {escape(where)}{escape(why)}'


def _felt(move: Move, course: Journey) -> tuple[str, float]:
    """The feeling that changed most in this move, the way the move went."""
    place = next(i for i, point in enumerate(course.points) if point.turn == move.turn)
    before, after = course.points[place - 1], course.points[place]
    changes = {feeling: getattr(after, feeling) - getattr(before, feeling) for feeling in FEELINGS}
    same_way = {f: c for f, c in changes.items() if c * move.change > 0} or changes
    feeling = max(same_way, key=lambda f: abs(same_way[f]))
    return feeling, same_way[feeling]


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else text[:most] + "…"
