"""One logistic regression a sign over the words and named features of a turn; numpy, one ``.npz`` a side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grading.learned.turns import TurnFeatures
from simulator.packing import Arrays, load, packed, save, unpacked

FOLDER = Path(__file__).parent / "models"
WORDS, NAMED = 6.0, 0.6  # weight of the two kinds of feature, chosen by cross-validation
Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class SignModel:
    """Signs, the known words with their rarity, the named features, and the weights of both.

    ``enough``: the probability from which a sign is taken to be there.
    """

    signs: tuple[str, ...]
    words: Mapping[str, int]
    idf: Floats
    named: Mapping[str, int]
    word_weights: Floats  # words × signs
    named_weights: Floats  # named features × signs
    bias: Floats
    enough: Floats

    def probabilities(self, turns: Sequence[TurnFeatures]) -> Floats:
        """Turns × signs, 0 … 1."""
        scores = np.tile(self.bias, (len(turns), 1))
        for row, turn in enumerate(turns):
            places, values = self.of_words(turn.words)
            scores[row] += values @ self.word_weights[places]
            places, values = self.of_named(turn.named)
            scores[row] += values @ self.named_weights[places]
        odds: Floats = 1.0 / (1.0 + np.exp(-scores))
        return odds

    def telling(self, sign: str, counted: Mapping[str, int]) -> float:
        """How much these words alone speak for a sign, per word; to find the clause to quote."""
        places, values = self.of_words(counted)
        return float(values @ self.word_weights[places][:, self.signs.index(sign)])

    def of_words(self, counted: Mapping[str, int]) -> tuple[Places, Floats]:
        """Places and values of the known words, of length ``WORDS``."""
        return word_vector(counted, self.words, self.idf)

    def of_named(self, named: Mapping[str, float]) -> tuple[Places, Floats]:
        """Places and values of the known named features."""
        return named_vector(named, self.named)

    def save(self, path: Path) -> None:
        """Write the file; the same model gives the same bytes."""
        save(
            path,
            {
                "signs": packed(self.signs),
                "words": packed(self.words),
                "named": packed(self.named),
                "idf": self.idf.astype(np.float16),
                "word_weights": self.word_weights.astype(np.float16),
                "named_weights": self.named_weights.astype(np.float32),
                "bias": self.bias.astype(np.float32),
                "enough": self.enough.astype(np.float32),
            },
        )

    @classmethod
    def load(cls, path: Path) -> SignModel:
        """Read a file that ``save`` wrote."""
        stored: Arrays = load(path)
        return cls(
            signs=tuple(unpacked(stored["signs"])),
            words=_places(unpacked(stored["words"])),
            idf=stored["idf"].astype(np.float64),
            named=_places(unpacked(stored["named"])),
            word_weights=stored["word_weights"].astype(np.float64),
            named_weights=stored["named_weights"].astype(np.float64),
            bias=stored["bias"].astype(np.float64),
            enough=stored["enough"].astype(np.float64),
        )


def word_vector(counted: Mapping[str, int], words: Mapping[str, int], idf: Floats) -> tuple[Places, Floats]:
    """(1 + log count) × idf of the known words, of length ``WORDS``; in the order of the text."""
    places, counts = _known(counted, words)
    values = (1.0 + np.log(counts)) * idf[places]
    length = float(np.sqrt(values @ values)) or 1.0
    return places, values * (WORDS / length)


def named_vector(named: Mapping[str, float], known: Mapping[str, int]) -> tuple[Places, Floats]:
    """The known named features, scaled by ``NAMED``."""
    places, values = _known(named, known)
    return places, values * NAMED


def _known(features: Mapping[str, float], known: Mapping[str, int]) -> tuple[Places, Floats]:
    get = known.get
    places = [get(name, -1) for name in features]
    found = np.array(places, dtype=np.intp)
    values = np.fromiter(features.values(), np.float64, len(places))
    return found[found >= 0], values[found >= 0]


@lru_cache(maxsize=4)
def sign_model(side: str) -> SignModel:
    """The shipped model of one side (``agent_zh`` …)."""
    return SignModel.load(FOLDER / f"{side}.npz")


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}
