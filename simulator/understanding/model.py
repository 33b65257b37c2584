"""The classifier: TF-IDF features, one logistic regression a label, numpy only, one ``.npz`` a side.

Written by ``python -m simulator.understanding.train``; nothing in the file is code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from simulator.packing import load, packed, save, unpacked

FOLDER = Path(__file__).parent / "models"
TELLING = 0.4  # weight of the most telling stretch against the whole utterance
FEELS = "feels:"  # marks the feelings among the labels of a customer model
Floats = NDArray[np.float32]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Model:
    """Labels, the known terms with their rarity, and the weights (terms × labels).

    ``bias`` holds two rows: for a single stretch of speech, and for an utterance of several.
    """

    labels: tuple[str, ...]
    terms: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    fingerprint: str

    def scores(self, counted: Mapping[str, int]) -> Floats:
        """One raw score a label for one stretch of speech."""
        return self.scores_of(self.known(counted))

    def scores_of(self, *parts: tuple[Places, Floats]) -> Floats:
        """The same from the known terms of its parts, which have none in common."""
        places = np.concatenate([places for places, _ in parts])
        values = unit(np.concatenate([values for _, values in parts]))
        return cast(Floats, values @ self.weights[places])

    def known(self, counted: Mapping[str, int]) -> tuple[Places, Floats]:
        """Places and weights of the known terms: (1 + log count) × idf."""
        return known(counted, self.terms, self.idf)

    def of_stretch(self, scores: Floats) -> dict[str, float]:
        """Label probabilities of a single stretch from its scores."""
        return self._odds(scores + self.bias[0])

    def of_utterance(self, whole: Floats, stretches: Sequence[Floats]) -> dict[str, float]:
        """Label probabilities of an utterance from its own scores and those of its stretches."""
        return self._odds(fuse(whole, stretches) + self.bias[1])

    def _odds(self, scores: Floats) -> dict[str, float]:
        odds = 1.0 / (1.0 + np.exp(-scores.astype(np.float64)))
        return dict(zip(self.labels, odds.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write the file; the same model gives the same bytes."""
        save(
            path,
            {
                "labels": packed(self.labels),
                "terms": packed(self.terms),
                "idf": self.idf.astype(np.float16),
                "weights": self.weights.astype(np.float16),
                "bias": self.bias.astype(np.float32),
                "fingerprint": packed([self.fingerprint]),
            },
        )

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read a file that ``save`` wrote."""
        stored = load(path)
        terms = unpacked(stored["terms"])
        return cls(
            labels=tuple(unpacked(stored["labels"])),
            terms={term: place for place, term in enumerate(terms)},
            idf=stored["idf"].astype(np.float32),
            weights=stored["weights"].astype(np.float32),
            bias=stored["bias"].astype(np.float32),
            fingerprint=unpacked(stored["fingerprint"])[0],
        )


def fuse(whole: Floats, stretches: Sequence[Floats]) -> Floats:
    """Mostly the view of the whole; the most telling stretch has its say."""
    part = np.float32(TELLING)
    return cast(Floats, (1 - part) * whole + part * np.max(np.stack(stretches), axis=0))


def vector(counted: Mapping[str, int], terms: Mapping[str, int], idf: Floats) -> tuple[Places, Floats]:
    """Places and values of the known terms of one stretch, of length 1; in the order of the text."""
    places, values = known(counted, terms, idf)
    return places, unit(values)


def known(counted: Mapping[str, int], terms: Mapping[str, int], idf: Floats) -> tuple[Places, Floats]:
    """Places and weights of the known terms, in the order of the text: (1 + log count) × idf."""
    get = terms.get
    found = [(place, count) for term, count in counted.items() if (place := get(term)) is not None]
    if not found:
        return np.empty(0, np.intp), np.empty(0, np.float32)
    places, counts = np.array(found, dtype=np.intp).T
    return places, (1.0 + np.log(counts)).astype(np.float32) * idf[places]


def unit(values: Floats) -> Floats:
    """The same direction, of length 1."""
    return values / np.sqrt(values @ values) if len(values) else values


@lru_cache(maxsize=4)
def model_of(side: str) -> Model:
    """The shipped model of one side (``agent_zh`` …)."""
    return Model.load(FOLDER / f"{side}.npz")
