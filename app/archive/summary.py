"""Sums a graded archive up: items, industries, months; as JSON for programs and as a page for people."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from app.archive.course import CourseMeans
from grading.profile import SOFT_SKILLS, parts
from grading.result import SHARES, Verdict
from grading.scorecard import Scorecard
from grading.stages import plan

VERDICT = "verdict."
STYLE = (
    "body{font:16px/1.5 system-ui,'Noto Sans SC',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{border-bottom:1px solid #ddd;padding:.3rem .6rem;text-align:right}"
    "td:first-child,th:first-child{text-align:left}"
)


def summed(rows: Iterable[Mapping[str, Any]], rejected: int, card: Scorecard) -> dict[str, Any]:
    """Counts and means over all rows, read once; memory does not grow with the archive."""
    points = {item.id: item.points for item in card.items}
    groups: dict[str, dict[str, _Group]] = {"all": {}, "industry": {}, "month": {}}
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    critical: Counter[str] = Counter()
    for row in rows:
        for kind, name in (("all", "all"), ("industry", row.get("industry")), ("month", _month(row))):
            if name:
                groups[kind].setdefault(str(name), _Group(points)).add(row)
        for column, value in row.items():
            if column.startswith(VERDICT) and value:
                verdicts[column.removeprefix(VERDICT)][value] += 1
        critical.update(row.get("critical") or ())
    whole = groups["all"].get("all", _Group(points))
    return {
        "calls": whole.calls,
        "rejected": rejected,
        "mean_total": whole.mean,
        "passed": whole.passed_share,
        "critical": dict(critical.most_common()),
        "soft_skills": whole.skills,
        **whole.course.as_json(),
        "items": {name: _item(counts) for name, counts in sorted(verdicts.items())},
        "industries": {name: group.as_json() for name, group in sorted(groups["industry"].items())},
        "months": {name: group.as_json() for name, group in sorted(groups["month"].items())},
    }


class _Group:
    """Calls of one kind; ``points`` by item."""

    def __init__(self, points: Mapping[str, float]) -> None:
        self._points = points
        self.calls = 0
        self._total = 0.0
        self._passed = 0
        self._earned: dict[str, float] = defaultdict(float)
        self._possible: dict[str, float] = defaultdict(float)
        self.course = CourseMeans()

    def add(self, row: Mapping[str, Any]) -> None:
        self.calls += 1
        self._total += row["total"]
        self._passed += bool(row["passed"])
        self.course.add(row)
        for part in parts()[SOFT_SKILLS]:
            for item in part.items:
                share = SHARES.get(Verdict(row.get(VERDICT + item) or Verdict.NA))
                if share is not None:
                    self._earned[part.id] += share * self._points.get(item, 0.0)
                    self._possible[part.id] += self._points.get(item, 0.0)

    @property
    def mean(self) -> float | None:
        return round(self._total / self.calls, 2) if self.calls else None

    @property
    def passed_share(self) -> float | None:
        return round(self._passed / self.calls, 4) if self.calls else None

    @property
    def skills(self) -> dict[str, float | None]:
        """The share of points earned in each soft skill."""
        return {
            part.id: round(self._earned[part.id] / self._possible[part.id], 4)
            if self._possible[part.id]
            else None
            for part in parts()[SOFT_SKILLS]
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "calls": self.calls,
            "mean_total": self.mean,
            "passed": self.passed_share,
            "soft_skills": self.skills,
            **self.course.as_json(),
        }


def _month(row: Mapping[str, Any]) -> str | None:
    started = row.get("started_at")
    return str(started)[:7] if started else None


def _item(counts: Counter[str]) -> dict[str, Any]:
    """How often each verdict was given, and the share of points that it earned where it applied."""
    judged = {Verdict(name): count for name, count in counts.items() if Verdict(name) in SHARES}
    applied = sum(judged.values())
    earned = sum(SHARES[verdict] * count for verdict, count in judged.items())
    return {**{verdict.value: counts.get(verdict.value, 0) for verdict in Verdict},
            "earned": round(earned / applied, 4) if applied else None}  # fmt: skip


def page(summary: Mapping[str, Any], card: Scorecard) -> str:
    """The summary as one HTML page without scripts."""
    titles = {item.id: f"{item.title.zh} {item.title.en}" for item in card.items}
    items = [
        [titles.get(name, name), *(found[v.value] for v in Verdict), _percent(found["earned"])]
        for name, found in summary["items"].items()
    ]
    parts = [
        f"<h1>{escape(card.id)}</h1><p>{summary['calls']} calls · {summary['rejected']} rejected · "
        f"mean {_figure(summary['mean_total'])} · passed {_percent(summary['passed'])}</p>",
        _table("Items 逐项", ["item", *(v.value for v in Verdict), "earned"], items),
        _table(
            "Critical errors 一票否决",
            ["item", "calls"],
            [[titles.get(n, n), c] for n, c in summary["critical"].items()],
        ),
        _groups("Industries 行业", summary["industries"]),
        _courses("Where the time goes 时间花在哪儿", summary),
        _groups("Months 月份", summary["months"]),
    ]
    top = f"<!doctype html><meta charset=utf-8><title>{escape(card.id)}</title><style>{STYLE}</style>"
    return top + "".join(parts)


def _groups(title: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    skills = [f"{part.title.zh} {part.title.en}" for part in parts()[SOFT_SKILLS]]
    rows = [
        [
            n,
            g["calls"],
            _figure(g["mean_total"]),
            _percent(g["passed"]),
            *map(_percent, g["soft_skills"].values()),
        ]
        for n, g in groups.items()
    ]
    return _table(title, ["", "calls", "mean total", "passed", *skills], rows)


def _courses(title: str, summary: Mapping[str, Any]) -> str:
    """Shares of the time by stage, and peak–end, of all calls and of each industry."""
    stages = [f"{stage.title.zh} {stage.title.en}" for stage in plan().stages]
    groups = {"all": summary, **summary["industries"]}
    rows = [[n, _hundredths(g["peak_end"]), *map(_percent, g["stages"].values())] for n, g in groups.items()]
    return _table(title, ["", "峰终 peak–end (0 calm … 1)", *stages], rows)


def _table(title: str, head: list[str], rows: list[list[Any]]) -> str:
    if not rows:
        return ""
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<h2>{escape(title)}</h2><table><tr>{top}</tr>{body}</table>"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _hundredths(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def as_text(summary: Mapping[str, Any]) -> str:
    """The JSON file."""
    return json.dumps(summary, ensure_ascii=False, indent=1)
