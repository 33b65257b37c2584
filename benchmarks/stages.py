"""How many turns get the stage of the call that a person gave them: ``python -m benchmarks.stages``."""

from __future__ import annotations

from tests.grading.staged import agreement

FILES = {"tuned": "calls that the weights were chosen on", "held_out": "calls that they never saw"}


def main() -> None:
    """One line a file of labelled calls."""
    for name, what in FILES.items():
        agreed, turns = agreement(name)
        print(f"{what}: {agreed} of {turns} turns, {agreed / turns:.1%}")


if __name__ == "__main__":
    main()
