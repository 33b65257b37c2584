"""The report's pictures: the radar of sections and the line of the customer's mood."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.messages import Translator
from simulator.transcript import Mood, Speaker, Turn

TEAL, AMBER, INK = "#0f6b67", "#b7791f", "#7a828a"
PARTS = {"anger": "#b7791f", "trust": TEAL, "anxiety": "#7a828a"}


def radar(shares: dict[str, float], translator: Translator) -> None:
    """One axis a section, 0 … 100 %."""
    spec = {
        "radar": {
            "indicator": [{"name": name, "max": 100} for name in shares],
            "radius": "64%",
            "axisName": {"fontSize": 12},
        },
        "tooltip": {},
        "series": [
            {
                "type": "radar",
                "data": [{"value": [round(100 * s) for s in shares.values()], "name": translator.t("report.share")}],
                "areaStyle": {"opacity": 0.18},
                "lineStyle": {"color": TEAL},
                "itemStyle": {"color": TEAL},
            }
        ],
    }
    st.echarts_chart(spec, height=300, alt=_spoken(shares))


def mood_line(turns: list[tuple[int, Turn]], translator: Translator) -> None:
    """Anger, trust and anxiety after each customer turn; the turns that moved most are marked."""
    moods = [(index, turn.state) for index, turn in turns if turn.state is not None]
    if len(moods) < 2:
        st.caption(translator.t("report.no_course"))
        return
    spec = {
        "grid": {"left": 36, "right": 16, "top": 34, "bottom": 42},
        "legend": {"top": 0},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [str(index + 1) for index, _ in moods],
                  "name": translator.t("report.turn"), "nameLocation": "middle", "nameGap": 26},
        "yAxis": {"type": "value", "min": 0, "max": 1, "interval": 0.5},
        "series": [_series(part, colour, moods, translator) for part, colour in PARTS.items()],
    }  # fmt: skip
    st.echarts_chart(spec, height=290, alt=translator.t("report.mood_alt"))


def _series(part: str, colour: str, moods: list[tuple[int, Mood]], translator: Translator) -> dict[str, Any]:
    values = [round(getattr(mood, part), 2) for _, mood in moods]
    marked = largest_moves(values) if part == "anger" else []
    points = [
        {"coord": [at, values[at]], "value": f"{values[at] - values[at - 1]:+.2f}", "symbolSize": 9}
        for at in marked
    ]
    return {
        "name": translator.t(f"state.{part}"),
        "type": "line",
        "smooth": True,
        "data": values,
        "lineStyle": {"color": colour, "width": 2.5 if part == "anger" else 1.5},
        "itemStyle": {"color": colour},
        "symbolSize": 5,
        "markPoint": {"symbol": "circle", "data": points, "label": {"position": "top", "color": "inherit"}},
    }


def largest_moves(values: list[float], count: int = 3) -> list[int]:
    """Positions of the largest changes against the value before, in order of time."""
    steps = sorted(range(1, len(values)), key=lambda at: -abs(values[at] - values[at - 1]))
    return sorted(at for at in steps[:count] if abs(values[at] - values[at - 1]) >= 0.05)


def customer_turns(turns: tuple[Turn, ...]) -> list[tuple[int, Turn]]:
    """The customer's turns with their positions."""
    return [(index, turn) for index, turn in enumerate(turns) if turn.speaker is Speaker.CUSTOMER]


def _spoken(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
