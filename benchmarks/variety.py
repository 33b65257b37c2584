"""How often a customer says the same over ten calls: ``python -m benchmarks.variety [--every N]``.

Ten calls of each scenario with seeds in a row, as the app gives them to one learner, by an average bot:
the share of customer turns that stood word for word in one of the calls before.
"""

from __future__ import annotations

import argparse
from collections import Counter

from simulator.content.loading import Library, library
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import Speaker

CALLS = 10


def repeated(content: Library, name: str) -> tuple[int, int, Counter[str]]:
    """Turns, those that stood in an earlier call, and by kind what was said in them."""
    heard: set[str] = set()
    turns = repeats = 0
    kinds: Counter[str] = Counter()
    for seed in range(CALLS):
        scenario, persona = content.cast(name, seed)
        call = rehearsed("average", scenario, persona, seed).call
        mine = [turn for turn in call.turns if turn.speaker is Speaker.CUSTOMER and turn.text]
        again = [turn for turn in mine if turn.text in heard]
        turns, repeats = turns + len(mine), repeats + len(again)
        kinds.update(key.split(":")[0] for turn in again for key in turn.said)
        heard.update(turn.text for turn in mine)
    return turns, repeats, kinds


def main() -> None:
    """Print the share over the library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th scenario")
    step = parser.parse_args().every
    content = library()
    found = [repeated(content, name) for name in sorted(content.scenarios)[::step]]
    turns, repeats = (sum(column) for column in list(zip(*found, strict=True))[:2])
    kinds = sum((kinds for _, _, kinds in found), Counter())
    print(f"{len(found)} scenarios, {turns} customer turns: {repeats / turns:.1%} stood in an earlier call")
    print(", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
