"""``python -m app agreement GOLD.jsonl``: how far the grader agrees with people's verdicts, item by item."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from app.calls_on_file import read_calls
from grading.agreement import Agreement, LabelledCall, by_item, overall, pairs_of
from grading.scorecard import load_scorecard


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("gold", metavar="GOLD.jsonl", help="calls with 'gold' {item: verdict} beside 'turns'")
    parser.add_argument("--scorecard", default="inbound@1", metavar="NAME|FILE")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print exact agreement with its 95 % interval, κ and quadratic weighted κ."""
    card = load_scorecard(args.scorecard)
    calls = [LabelledCall.of(call, where) for where, call in read_calls(args.gold)]
    pairs = pairs_of(calls, card)
    items, whole = by_item(pairs, [item.id for item in card.items]), overall(pairs)
    if args.json:
        print(json.dumps(_as_json(len(calls), whole, items), ensure_ascii=False))
        return 0
    print(f"{len(calls)} calls, {whole.count} verdicts, scorecard {card.id}")
    print(f"{'item':<30}{'n':>5}  {'exact':>6}  {'95 % interval':<15}{'kappa':>6} {'QWK':>6}  gold>graded")
    for name, found in items.items():
        print(_line(name, found))
    print(_line("all", whole, confusions=False))
    return 0


def _line(name: str, found: Agreement, confusions: bool = True) -> str:
    interval = f"{found.interval.low:.2f} … {found.interval.high:.2f}"
    mixed = ", ".join(
        f"{gold}>{graded} {count}"
        for (gold, graded), count in sorted(found.confusions.items(), key=lambda c: -c[1])
    )
    figures = f"{found.exact:>6.3f}  {interval:<15}{_short(found.kappa):>6} {_short(found.qwk):>6}"
    return f"{name:<30}{found.count:>5}  {figures}  {mixed if confusions else ''}".rstrip()


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _as_json(calls: int, whole: Agreement, items: Mapping[str, Agreement]) -> dict[str, Any]:
    return {
        "calls": calls,
        "all": _figures(whole),
        "items": {name: _figures(one) for name, one in items.items()},
    }


def _figures(found: Agreement) -> dict[str, Any]:
    return {
        "count": found.count,
        "exact": round(found.exact, 4),
        "interval": [round(found.interval.low, 4), round(found.interval.high, 4)],
        "kappa": None if found.kappa is None else round(found.kappa, 4),
        "qwk": None if found.qwk is None else round(found.qwk, 4),
        "confusions": {
            f"{gold}>{graded}": count for (gold, graded), count in sorted(found.confusions.items())
        },
    }
