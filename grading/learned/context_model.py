"""A second look at every turn in the light of the others: before it, after it, and anywhere in the call.

One logistic regression a sign over the first look's odds. 回头给您处理 is a promise without a time unless the
time was told a turn earlier; an image is carried on only where the customer painted one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grading.learned.names import side_name, signs_of
from simulator.packing import load, save

FILE = Path(__file__).parent / "models" / "context.npz"
SURE = 1e-3  # odds are never surer than this
SCALE = 3.0
WEIGHT = 0.5  # of the second look against the first
Floats = NDArray[np.float64]
Likely = Sequence[Mapping[str, float]]


@dataclass(frozen=True)
class ContextModel:
    """Weights (what is seen around a turn × signs of its side, each in the order of ``signs_of``), biases."""

    weights: Floats
    bias: Floats

    def probabilities(self, around: Floats) -> Floats:
        """Turns × signs, 0 … 1."""
        odds: Floats = 1.0 / (1.0 + np.exp(-(around @ self.weights + self.bias)))
        return odds


def look_again(
    likely: Likely, by_agent: Sequence[bool], models: Mapping[bool, ContextModel]
) -> list[dict[str, float]]:
    """For every turn the mean of both looks; ``models`` by whether the agent speaks."""
    seen = surroundings(likely, by_agent)
    found = []
    for first, around, agent in zip(likely, seen, by_agent, strict=True):
        second = dict(zip(signs_of(agent), models[agent].probabilities(around).tolist(), strict=True))
        found.append({sign: (1 - WEIGHT) * odds + WEIGHT * second[sign] for sign, odds in first.items()})
    return found


def surroundings(likely: Likely, by_agent: Sequence[bool]) -> list[Floats]:
    """What the second look sees of each turn.

    Its own odds, those of the other side's turns beside it, and the highest of each side before and after it.
    """
    own = [
        np.array([turn.get(sign, 0.0) for sign in signs_of(agent)])
        for turn, agent in zip(likely, by_agent, strict=True)
    ]
    before, beside = zip(*_so_far(own, by_agent), strict=True) if own else ((), ())
    after, next_to = zip(*list(_so_far(own[::-1], by_agent[::-1]))[::-1], strict=True) if own else ((), ())
    columns = zip(own, beside, next_to, before, after, strict=True)
    return [
        _log_odds(np.concatenate([mine, last, coming, *earlier, *later])) / SCALE
        for mine, last, coming, earlier, later in columns
    ]


def _so_far(
    turns: Sequence[Floats], by_agent: Sequence[bool]
) -> Iterator[tuple[tuple[Floats, Floats], Floats]]:
    """For every turn the highest odds of agent and customer up to it, and the other side's last turn."""
    highest = {agent: np.zeros(len(signs_of(agent))) for agent in (True, False)}
    last = dict(highest)
    for turn, agent in zip(turns, by_agent, strict=True):
        yield (highest[True], highest[False]), last[not agent]
        highest[agent] = np.maximum(highest[agent], turn)
        last[agent] = turn


def _log_odds(share: Floats) -> Floats:
    inside = np.clip(share, SURE, 1 - SURE)
    found: Floats = np.log(inside / (1 - inside))
    return found


def save_contexts(models: Mapping[str, ContextModel], path: Path = FILE) -> None:
    """Write the models of all sides (``agent_zh`` …) into one file."""
    arrays = {}
    for side, model in sorted(models.items()):
        arrays[f"{side}.weights"] = model.weights.astype(np.float32)
        arrays[f"{side}.bias"] = model.bias.astype(np.float32)
    save(path, arrays)


@lru_cache(maxsize=2)
def context_models(chinese: bool) -> dict[bool, ContextModel]:
    """The shipped models of a language, by whether the agent speaks."""
    stored = load(FILE)
    return {
        by_agent: ContextModel(
            stored[f"{side_name(by_agent, chinese)}.weights"].astype(np.float64),
            stored[f"{side_name(by_agent, chinese)}.bias"].astype(np.float64),
        )
        for by_agent in (True, False)
    }
