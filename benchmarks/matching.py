"""How often chance alone makes ``matching.voice`` met: calls in which both sides speak at random.

python -m benchmarks.matching
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from grading.acoustics import TurnAcoustics
from grading.reading import Reading
from grading.scorecard import load_scorecard
from grading.scorers.voice import voice_match
from simulator.transcript import Speaker, Transcript, Turn

CALLS = 200
EXCHANGES = range(4, 13)
SAID = {False: "我想换个套餐。", True: "你们乱扣我的钱，气死我了！"}


def main() -> None:
    """Print the verdicts on random calls with calm and with angry customers."""
    for angry, name in ((False, "calm"), (True, "angry")):
        verdicts = random_calls(CALLS, angry=angry, seed=7)
        found = ", ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts.items()))
        print(f"{CALLS} random calls, customer {name}: {found}")


def random_calls(count: int, *, angry: bool, seed: int) -> Counter[str]:
    """Verdicts on calls whose turns are drawn from one and the same distribution for both sides."""
    draw, verdicts = np.random.default_rng(seed), Counter[str]()
    card = load_scorecard("inbound@1")
    settings = next(item.settings for item in card.items if item.id == "matching.voice")
    readings = {size: Reading(conversation(size, SAID[angry])) for size in EXCHANGES}
    for _ in range(count):
        reading = readings[int(draw.integers(EXCHANGES.start, EXCHANGES.stop))]
        reading.acoustics = {said.index: random_turn(draw) for said in reading.turns}
        verdicts[str(voice_match(reading, settings).verdict)] += 1
    return verdicts


def random_turn(draw: np.random.Generator) -> TurnAcoustics:
    """A turn as people's turns differ from each other."""
    return TurnAcoustics(
        rate=float(240 * np.exp(draw.normal(0, 0.12))),
        level_db=float(draw.normal(-20, 3)),
        pause_share=float(np.clip(draw.normal(0.15, 0.07), 0, 1)),
        f0_sd_st=float(draw.uniform(1.5, 4)),
    )


def conversation(exchanges: int, said: str) -> Transcript:
    """A greeting and so many exchanges of the same words."""
    turns = [Turn(speaker=Speaker.AGENT, text="您好，星联通信。")]
    for _ in range(exchanges):
        turns += [
            Turn(speaker=Speaker.CUSTOMER, text=said),
            Turn(speaker=Speaker.AGENT, text="好的，我看一下。"),
        ]
    return Transcript(call_id="random", language="zh-CN", turns=tuple(turns))


if __name__ == "__main__":
    main()
