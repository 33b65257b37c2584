"""``python -m app agreement GOLD.jsonl``: how far the grader agrees with people's verdicts, item by item.

With ``--ratings`` in place of the file: with the ratings that trainers saved on the calibration page.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import Any

from app.calls_on_file import read_calls
from grading.agreement import Agreement, Interval, LabelledCall, by_item, overall, pairs_of
from grading.scorecard import Scorecard, load_scorecard


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "gold", nargs="?", metavar="GOLD.jsonl", help="calls with 'gold' {item: verdict} beside 'turns'"
    )
    source.add_argument("--ratings", action="store_true", help="the ratings in the store instead of a file")
    parser.add_argument("--scorecard", default="inbound@1", metavar="NAME|FILE")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print exact agreement with its 95 % interval, κ and quadratic weighted κ."""
    card = load_scorecard(args.scorecard)
    count, items, whole = _rated(card) if args.ratings else _labelled(args.gold, card)
    if args.json:
        print(json.dumps(_as_json(count, whole, items), ensure_ascii=False))
        return 0
    print(f"{count} {'ratings' if args.ratings else 'calls'}, {whole.count} verdicts, scorecard {card.id}")
    if not whole.count:
        return 0
    print(f"{'item':<30}{'n':>5}  {'exact':>6}  {'95 % interval':<15}{'kappa':>6} {'QWK':>6}  gold>graded")
    for name, found in items.items():
        print(_line(name, found))
    print(_line("all", whole, confusions=False))
    return 0


def _labelled(file: str, card: Scorecard) -> tuple[int, Mapping[str, Agreement], Agreement]:
    calls = [LabelledCall.of(call, where) for where, call in read_calls(file)]
    pairs = pairs_of(calls, card)
    return len(calls), by_item(pairs, [item.id for item in card.items]), overall(pairs)


def _rated(card: Scorecard) -> tuple[int, Mapping[str, Agreement], Agreement]:
    from app import wiring  # a database is opened for this only
    from app.calibration import agreement_card
    from app.settings import read_settings

    store = wiring.store(read_settings())
    try:
        found = agreement_card(store, card)
    finally:
        store.close()
    return len(found.ratings), found.items, found.whole


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
        "interval": _ends(found.interval),
        "kappa": None if found.kappa is None else round(found.kappa, 4),
        "kappa_interval": _ends(found.kappa_interval),
        "qwk": None if found.qwk is None else round(found.qwk, 4),
        "qwk_interval": _ends(found.qwk_interval),
        "confusions": {
            f"{gold}>{graded}": count for (gold, graded), count in sorted(found.confusions.items())
        },
    }


def _ends(found: Interval | None) -> list[float] | None:
    return None if found is None else [round(found.low, 4), round(found.high, 4)]
