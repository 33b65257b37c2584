"""How well and how fast: ``python benchmarks/understanding.py [--labels] [SIDE …]``.

Prints, for each side and language, F1 on the corpus texts that were held out (one in five, chosen by a
hash of the text, never trained on), how often the sure readings are right, and milliseconds an utterance.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.transcript import Speaker, Turn
from simulator.understanding import Understanding
from simulator.understanding.corpus import SIDES, Example, examples
from simulator.understanding.reader import LIKELY, understand


@dataclass
class Tally:
    """Right, wrongly said and missed, by label."""

    right: Counter[str]
    extra: Counter[str]
    missed: Counter[str]

    @classmethod
    def empty(cls) -> Tally:
        """Nothing counted yet."""
        return cls(Counter(), Counter(), Counter())

    def add(self, truth: set[str], said: set[str]) -> None:
        """Count one utterance."""
        self.right.update(truth & said)
        self.extra.update(said - truth)
        self.missed.update(truth - said)

    def f1(self, label: str) -> float:
        """F1 of one label."""
        return _f1(self.right[label], self.extra[label], self.missed[label])

    def micro(self) -> float:
        """F1 over all decisions."""
        return _f1(self.right.total(), self.extra.total(), self.missed.total())

    def macro(self) -> float:
        """Mean F1 of the labels that occur."""
        labels = {*self.right, *self.missed}
        return statistics.mean(self.f1(label) for label in labels) if labels else 0.0


def _f1(right: int, extra: int, missed: int) -> float:
    return 2 * right / max(2 * right + extra + missed, 1)


def read(example: Example, side: str) -> Understanding:
    """The reading of one labelled text."""
    who, language = side.split("_")
    speaker = Speaker(who)
    other = Speaker.CUSTOMER if speaker is Speaker.AGENT else Speaker.AGENT
    context = [Turn(speaker=other, text=example.before)] if example.before else []
    return understand(example.text, speaker=speaker, language=language, context=context)


def report(side: str, by_label: bool) -> None:
    """Print the figures of one side."""
    held_out = [example for example in examples(side) if example.held_out]
    acts, feelings, sure_right, sure = Tally.empty(), Tally.empty(), 0, 0
    began = time.perf_counter()
    readings = [read(example, side) for example in held_out]
    each = (time.perf_counter() - began) / max(len(held_out), 1) * 1000
    for example, found in zip(held_out, readings, strict=True):
        truth = set(example.acts)
        acts.add(truth, {act for act, p in found.acts.items() if p >= LIKELY})
        feelings.add(set(example.feelings), {str(f) for f, p in found.feelings.items() if p >= LIKELY})
        if not found.unsure:
            sure += 1
            sure_right += next(iter(found.acts)) in truth
    print(
        f"{side:12} held out {len(held_out):5}  micro F1 {acts.micro():.3f}  macro F1 {acts.macro():.3f}  "
        f"sure {sure / max(len(held_out), 1):.0%}, of these right {sure_right / max(sure, 1):.1%}  "
        f"feelings micro F1 {feelings.micro():.3f}  {each:.2f} ms each"
    )
    if by_label:
        for label in sorted({*acts.right, *acts.missed, *acts.extra}):
            print(
                f"    {label:20} F1 {acts.f1(label):.2f}  right {acts.right[label]:4}  "
                f"wrongly said {acts.extra[label]:3}  missed {acts.missed[label]:3}"
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sides", nargs="*", default=SIDES)
    parser.add_argument("--labels", action="store_true", help="one line a label too")
    chosen = parser.parse_args(arguments)
    for side in chosen.sides:
        report(side, chosen.labels)


if __name__ == "__main__":
    main()
