"""How far the grader agrees with people on calls that taught it nothing, and how far two people agree there.

    python -m benchmarks.agreement [GOLD.jsonl]

Without a file: the calls of ``grading/corpus`` that are kept aside. Nothing is asserted here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from grading.agreement import LabelledCall, by_item, overall, pairs_of
from grading.learned.corpus import FOLDER
from grading.result import Verdict
from grading.scorecard import load_scorecard
from simulator.transcript import Transcript

SECOND = FOLDER / "second_rater.json"


def main(arguments: Sequence[str]) -> None:
    """Print exact agreement and κ, item by item."""
    paths = [Path(name) for name in arguments] or sorted(FOLDER.glob("calls_*_b[0-9].jsonl"))
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    calls = [LabelledCall.of(Transcript.model_validate_json(line), "gold") for line in lines]
    card = load_scorecard("inbound@1")
    print(f"{len(calls)} calls")
    _table("the grader", pairs_of(calls, card), [item.id for item in card.items])
    for language in ("zh", "en"):
        some = [call for call in calls if call.transcript.chinese == (language == "zh")]
        if some:
            every = overall(pairs_of(some, card))
            print(f"  {language}: {len(some)} calls, exact {every.exact:.3f}, κ {every.kappa or 0:.3f}")
    if not arguments:
        second = json.loads(SECOND.read_text("utf-8"))
        rated = [
            {
                item: (gold, Verdict(second[call.transcript.call_id][item]))
                for item, gold in call.gold.items()
                if item in second[call.transcript.call_id]
            }
            for call in calls
        ]
        _table("a second rater", rated, [item.id for item in card.items])


def _table(who: str, pairs: Sequence[dict[str, tuple[Verdict, Verdict]]], items: Sequence[str]) -> None:
    every = overall(pairs)
    print(f"{who}: {every.count} verdicts, exact {every.exact:.3f}, κ {every.kappa or 0:.3f}")
    for name, found in by_item(pairs, items).items():
        kappa = "–" if found.kappa is None else f"{found.kappa:.2f}"
        print(f"  {name:<30}{found.exact:.3f}  κ {kappa}")


if __name__ == "__main__":
    main(sys.argv[1:])
