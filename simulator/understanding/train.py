"""Learns the four models from the corpus: ``python -m simulator.understanding.train [SIDE …]``.

Needs scikit-learn (development only). The same corpus gives the same file, byte for byte: the order is
fixed, the solver is liblinear (no threads, seeded), one text in five is never looked at.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.understanding.clauses import split
from simulator.understanding.corpus import SIDES, Example, examples, fingerprint
from simulator.understanding.features import features
from simulator.understanding.model import FEELS, FOLDER, Floats, Model, fuse, vector

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

STRENGTH = 20.0  # inverse regularisation
FOLDS = 4  # parts that take turns in choosing the thresholds
RAREST = 2  # a term must occur in as many stretches
MOST_TERMS = 32_000
NEVER = -12.0  # the score of a label that was not in the examples


@dataclass(frozen=True)
class Stretch:
    """One row of the training table."""

    counted: Counter[str]
    labels: frozenset[str]
    weight: float = 1.0


@dataclass(frozen=True)
class Utterance:
    """A labelled text with the features of the whole and of its clauses."""

    labels: frozenset[str]
    whole: Counter[str]
    variants: tuple[Stretch, ...]
    clauses: tuple[Counter[str], ...]
    fold: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the models."""
    parser = argparse.ArgumentParser(prog="python -m simulator.understanding.train", description=__doc__)
    parser.add_argument("sides", nargs="*", default=SIDES, help=f"which models: {', '.join(SIDES)}")
    FOLDER.mkdir(exist_ok=True)
    for side in parser.parse_args(arguments).sides:
        train(side).save(FOLDER / f"{side}.npz")
    return 0


def train(side: str) -> Model:
    """The model of one side, learned from its corpus without the held-out texts."""
    return fit([prepared(e, side) for e in examples(side) if not e.held_out], fingerprint(side))


def prepared(example: Example, side: str) -> Utterance:
    """An example as it stands, as a recogniser writes it, without the turn before, and by clause."""
    labels = frozenset(example.acts) | {FEELS + feeling for feeling in example.feelings}
    spoken = example.text.replace("?", " ").replace("？", " ")
    variants = [Stretch(features(example.text, side, example.before), labels)]
    if spoken != example.text:
        variants.append(Stretch(features(spoken, side, example.before), labels, 0.5))
    if example.before:
        variants.append(Stretch(features(example.text, side), labels, 0.5))
    pieces = split(example.text, side.rsplit("_", 1)[1])
    clauses = tuple(features(piece.text, side, example.before) for piece in pieces)
    fold = hashlib.sha256(example.text.encode()).digest()[1] % FOLDS
    return Utterance(labels, variants[0].counted, tuple(variants), clauses, fold)


def fit(utterances: Sequence[Utterance], mark: str) -> Model:
    """Weights from everything; each label's threshold from utterances that were not learned from."""
    labels = tuple(sorted({label for utterance in utterances for label in utterance.labels}))
    model = _two_rounds(utterances, labels, mark)
    truth = np.array([[label in utterance.labels for label in labels] for utterance in utterances])
    alone = np.full(truth.shape, NEVER, dtype=np.float32)
    fused = alone.copy()
    for fold in range(FOLDS):
        others = [utterance for utterance in utterances if utterance.fold != fold]
        if not others or len(others) == len(utterances):
            continue
        blind = _two_rounds(others, labels, mark)
        for row, utterance in enumerate(utterances):
            if utterance.fold == fold:
                alone[row] = blind.scores(utterance.whole) + blind.bias[0]
                parts = [blind.scores(one) for one in utterance.clauses or (utterance.whole,)]
                fused[row] = fuse(blind.scores(utterance.whole), parts) + blind.bias[0]
    single = np.array([len(utterance.clauses) < 2 for utterance in utterances])
    shifts = [
        [best_threshold(scores[:, j], truth[:, j], single, several) for j in range(len(labels))]
        for scores, several in ((alone, False), (fused, True))
    ]
    bias = model.bias - np.array(shifts, dtype=np.float32)
    return Model(labels, model.terms, model.idf, model.weights, bias, mark)


def _two_rounds(utterances: Sequence[Utterance], labels: tuple[str, ...], mark: str) -> Model:
    """Whole utterances first; then their clauses too, labelled by the first round."""
    rows = [row for utterance in utterances for row in utterance.variants]
    first = _learn(rows, labels, mark)
    rows += [row for utterance in utterances for row in _clauses(utterance, first)]
    return _learn(rows, labels, mark)


def _clauses(utterance: Utterance, model: Model) -> list[Stretch]:
    """Each label goes to the clauses that the first round finds likely, at least to the likeliest one."""
    if len(utterance.clauses) < 2:
        return []
    guessed = np.stack([model.scores(one) for one in utterance.clauses]) + model.bias[0]
    given: list[set[str]] = [set() for _ in utterance.clauses]
    for column, label in enumerate(model.labels):
        if label in utterance.labels:
            best = int(guessed[:, column].argmax())
            for index in range(len(given)):
                if index == best or guessed[index, column] >= 0:
                    given[index].add(label)
    return [Stretch(c, frozenset(g), 0.5) for c, g in zip(utterance.clauses, given, strict=True) if g]


def _learn(rows: Sequence[Stretch], labels: tuple[str, ...], mark: str) -> Model:
    """One logistic regression a label over all rows."""
    from sklearn.linear_model import LogisticRegression

    terms, idf = _vocabulary(rows)
    table = _table(rows, terms, idf)
    trust = np.array([row.weight for row in rows])
    weights = np.zeros((len(terms), len(labels)), dtype=np.float32)
    bias = np.full((2, len(labels)), NEVER, dtype=np.float32)
    for column, label in enumerate(labels):
        truth = np.array([label in row.labels for row in rows])
        if truth.any() and not truth.all():
            learner = LogisticRegression(solver="liblinear", dual=True, C=STRENGTH, tol=0.1, random_state=0)
            learner.fit(table, truth, sample_weight=trust)
            weights[:, column] = learner.coef_[0].astype(np.float16)
            bias[:, column] = learner.intercept_[0]
    return Model(labels, terms, idf, weights, bias, mark)


def _table(rows: Sequence[Stretch], terms: dict[str, int], idf: Floats) -> csr_matrix:
    """The sparse table of all rows, stretches × terms."""
    from scipy.sparse import csr_matrix

    vectors = [vector(row.counted, terms, idf) for row in rows]
    ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
    places = np.concatenate([places for places, _ in vectors])
    values = np.concatenate([values for _, values in vectors]).astype(np.float64)
    return csr_matrix((values, places, ends), shape=(len(rows), len(terms)))


def _vocabulary(rows: Sequence[Stretch]) -> tuple[dict[str, int], Floats]:
    """The most frequent terms that occur often enough, and the root of their inverse document frequency."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen.update(row.counted.keys())
    frequent = [term for term, count in seen.items() if count >= RAREST]
    kept = sorted(sorted(frequent, key=lambda term: (-seen[term], term))[:MOST_TERMS])
    idf = np.sqrt([np.log((1 + len(rows)) / (1 + seen[term])) + 1 for term in kept])
    return {term: place for place, term in enumerate(kept)}, idf.astype(np.float16).astype(np.float32)


def best_threshold(
    scores: Floats, truth: NDArray[np.bool_], single: NDArray[np.bool_], several: bool
) -> float:
    """The score from which saying yes gives the best F1, between -2.5 and 1 (0 is even odds).

    The threshold for utterances of ``several`` clauses is chosen on these, with the others at half weight.
    """
    weight = np.where(single == several, 0.5, 1.0)
    best, chosen = -1.0, 0.0
    for threshold in np.arange(-25, 11) / 10:
        said = scores >= threshold
        f1 = 2 * weight[said & truth].sum() / max(weight[said].sum() + weight[truth].sum(), 1e-9)
        if f1 > best + 1e-9 or (f1 > best - 1e-9 and abs(threshold) < abs(chosen)):
            best, chosen = float(f1), float(threshold)
    return chosen


if __name__ == "__main__":
    raise SystemExit(main())
