"""Pictures: the radar of sections, the line of the customer's mood, a figure over a learner's calls."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import streamlit as st

from app.messages import Translator
from grading.journey import Journey, Point

TEAL, AMBER, INK = "#2a8f89", "#c08a2d", "#8a929a"  # legible on paper and in the dark
AXIS = 12  # characters of an axis name in a line
PARTS = {"anger": (AMBER, "solid"), "trust": (TEAL, "dashed"), "anxiety": (INK, "dotted")}


def radar(shares: dict[str, float], translator: Translator) -> None:
    """One axis a section, 0 … 100 %."""
    spec = {
        "animation": False,
        "radar": {
            "indicator": [{"name": broken(name), "max": 100} for name in shares],
            "radius": "62%",
            "axisName": {"fontSize": 12, "lineHeight": 15, "color": INK},
            "splitArea": {"show": False},
        },
        "tooltip": {},
        "series": [
            {
                "type": "radar",
                "data": [
                    {"value": [round(100 * s) for s in shares.values()], "name": translator.t("report.share")}
                ],
                "areaStyle": {"opacity": 0.18},
                "lineStyle": {"color": TEAL},
                "itemStyle": {"color": TEAL},
            }
        ],
    }
    spoken = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    st.echarts_chart(spec, height=320, alt=spoken, key="radar")


def broken(name: str) -> str:
    """The name of an axis in lines that fit beside the picture on a phone; no word is cut."""
    return fill(name, AXIS, break_long_words=False, break_on_hyphens=False)


def mood_line(course: Journey, translator: Translator) -> None:
    """Anger, trust and anxiety after each customer turn; the turns that moved the mood are marked."""
    spec = {
        "animation": False,
        "grid": {"left": 8, "right": 20, "top": 48, "bottom": 8},  # labels take their own room
        "legend": {"top": 4, "itemWidth": 34, "textStyle": {"color": INK}},
        "tooltip": {"trigger": "axis"},
        "xAxis": {
            "type": "category",
            "data": [str(point.turn + 1) for point in course.points],
            "name": translator.t("report.turn"),
            "nameLocation": "middle",
            "nameGap": 28,
            "boundaryGap": False,
        },
        "yAxis": {"type": "value", "min": 0, "max": 1, "interval": 0.5},
        "series": [_series(part, course, translator) for part in PARTS],
    }
    st.echarts_chart(spec, height=290, alt=translator.t("report.mood_alt"), key="mood")


def _series(part: str, course: Journey, translator: Translator) -> dict[str, Any]:
    colour, dash = PARTS[part]
    return {
        "name": translator.t(f"state.{part}"),
        "type": "line",
        "smooth": 0.25,
        "data": [_value(point, part) for point in course.points],
        "lineStyle": {"color": colour, "width": 2.5 if part == "anger" else 1.8, "type": dash},
        "itemStyle": {"color": colour},
        "symbolSize": 5,
        "markPoint": {"data": _marks(course) if part == "anger" else [], "label": {"show": False}},
    }


def _marks(course: Journey) -> list[dict[str, Any]]:
    """A triangle at each move: upright where the customer got worse, upside down where better."""
    places = {point.turn: place for place, point in enumerate(course.points)}
    return [
        {
            "coord": [places[move.turn], _value(course.points[places[move.turn]], "anger")],
            "symbol": "triangle",
            "symbolSize": 13,
            "symbolRotate": 0 if move.change > 0 else 180,
            "itemStyle": {"color": AMBER if move.change > 0 else TEAL},
        }
        for move in course.moves
    ]


def _value(point: Point, part: str) -> float | None:
    value = getattr(point, part)
    return None if value is None else round(value, 2)


def over_calls(
    name: str,
    values: Sequence[float | None],
    means: Sequence[float | None],
    dates: Sequence[str],
    most: float,
    translator: Translator,
    mark: float | None = None,
) -> None:
    """A figure of each call as a dot and its running mean as a line; ``mark`` is a level to reach."""
    t = translator.t
    level = [{"yAxis": mark, "label": {"formatter": f"{mark:.0f}"}}] if mark is not None else []
    spec = {
        "animation": False,
        "grid": {"left": 8, "right": 34, "top": 44, "bottom": 8},
        "legend": {"top": 4, "itemWidth": 26, "textStyle": {"color": INK}},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": list(dates)},
        "yAxis": {"type": "value", "min": 0, "max": most},
        "series": [
            {
                "name": t("progress.each"),
                "type": "scatter",
                "symbolSize": 6,
                "itemStyle": {"color": INK, "opacity": 0.55},
                "data": [_rounded(value, most) for value in values],
                "markLine": {
                    "silent": True,
                    "symbol": "none",
                    "lineStyle": {"color": AMBER, "type": "dashed"},
                    "data": level,
                },
            },
            {
                "name": t("progress.mean"),
                "type": "line",
                "showSymbol": False,
                "lineStyle": {"color": TEAL, "width": 2.5},
                "itemStyle": {"color": TEAL},
                "data": [_rounded(value, most) for value in means],
            },
        ],
    }
    st.echarts_chart(spec, height=250, alt=t(f"progress.alt_{name}"), key=f"over-{name}")


def _rounded(value: float | None, most: float) -> float | None:
    return None if value is None else round(value, 2 if most <= 1 else 1)
