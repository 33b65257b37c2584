"""The report's pictures: the radar of sections and the line of the customer's mood."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.messages import Translator
from grading.journey import Journey, Point

TEAL, AMBER, INK = "#2a8f89", "#c08a2d", "#8a929a"  # legible on paper and in the dark
PARTS = {"anger": (AMBER, "solid"), "trust": (TEAL, "dashed"), "anxiety": (INK, "dotted")}


def radar(shares: dict[str, float], translator: Translator) -> None:
    """One axis a section, 0 … 100 %."""
    spec = {
        "animation": False,
        "radar": {
            "indicator": [{"name": name, "max": 100} for name in shares],
            "radius": "62%",
            "axisName": {"fontSize": 12, "color": INK},
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


def mood_line(course: Journey, translator: Translator) -> None:
    """Anger, trust and anxiety after each customer turn; the turns that moved the mood are marked."""
    spec = {
        "animation": False,
        "grid": {"left": 40, "right": 20, "top": 48, "bottom": 46},
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
