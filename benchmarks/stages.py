"""How many turns get the stage of the call that a person gave them: ``python -m benchmarks.stages``."""

from __future__ import annotations

from tests.grading.staged import agreement, of_corpus, own

SEEN = {"tuned": "that the weights were chosen on", "held_out": "that they never saw"}
KINDS = {"short calls": own, "hard calls of the corpus": of_corpus}


def main() -> None:
    """A line for each kind of call, seen and not seen."""
    for name, seen in SEEN.items():
        for kind, calls in KINDS.items():
            agreed, turns = agreement(calls(name))
            print(f"{kind} {seen}: {agreed} of {turns} turns, {agreed / turns:.1%}")


if __name__ == "__main__":
    main()
