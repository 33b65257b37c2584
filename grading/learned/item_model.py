"""One multinomial logistic regression a scorer, from the features of ``cases.py`` to a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grading.result import Verdict
from simulator.packing import load, packed, save, unpacked

FINGERPRINT = "fingerprint"
FILE = Path(__file__).parent / "models" / "items.npz"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ItemModel:
    """Verdicts, the names of the features, weights (features × verdicts) and biases."""

    verdicts: tuple[Verdict, ...]
    names: tuple[str, ...]
    weights: Floats
    bias: Floats

    def odds(self, features: Mapping[str, float]) -> dict[Verdict, float]:
        """The probability of each verdict that the corpus has seen."""
        values = np.array([features.get(name, 0.0) for name in self.names])
        scores = values @ self.weights + self.bias
        share = np.exp(scores - scores.max())
        return dict(zip(self.verdicts, (share / share.sum()).tolist(), strict=True))


def save_items(models: Mapping[str, ItemModel], fingerprint: str, path: Path = FILE) -> None:
    """Write the models of all scorers into one file, with the fingerprint of what they were learned from."""
    arrays = {FINGERPRINT: packed([fingerprint])}
    for scorer, model in sorted(models.items()):
        arrays[f"{scorer}.verdicts"] = packed(verdict.value for verdict in model.verdicts)
        arrays[f"{scorer}.names"] = packed(model.names)
        arrays[f"{scorer}.weights"] = model.weights.astype(np.float32)
        arrays[f"{scorer}.bias"] = model.bias.astype(np.float32)
    save(path, arrays)


@lru_cache(maxsize=1)
def item_models() -> dict[str, ItemModel]:
    """The shipped models by scorer."""
    stored = load(FILE)
    scorers = sorted(name.removesuffix(".bias") for name in stored if name.endswith(".bias"))
    return {
        scorer: ItemModel(
            tuple(Verdict(value) for value in unpacked(stored[f"{scorer}.verdicts"])),
            tuple(unpacked(stored[f"{scorer}.names"])),
            stored[f"{scorer}.weights"].astype(np.float64),
            stored[f"{scorer}.bias"].astype(np.float64),
        )
        for scorer in scorers
    }


def learned_from() -> str:
    """The fingerprint of the corpus that the shipped models were learned from."""
    return unpacked(load(FILE)[FINGERPRINT])[0]
