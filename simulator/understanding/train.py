"""Learns the four models from the corpus: ``python -m simulator.understanding.train [SIDE …]``.

Needs scikit-learn (development only). The same corpus gives the same file, byte for byte: the order is
fixed, the solver is liblinear (no threads, no random start), one text in five is never looked at.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.understanding.clauses import split
from simulator.understanding.corpus import SIDES, Example, examples, fingerprint
from simulator.understanding.features import features
from simulator.understanding.model import FEELS, FOLDER, Floats, Model, vector

STRENGTH = 20.0  # inverse regularisation
FOLDS = 3
RAREST = 2  # a term must occur in as many examples
MOST_TERMS = 32_000



@dataclass(frozen=True)
class _Sample:
    """One row of the training table."""

    counted: Counter[str]
    labels: frozenset[str]
    weight: float
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
    return fit([e for e in examples(side) if not e.held_out], side, fingerprint(side))


def fit(found: Sequence[Example], side: str, mark: str) -> Model:
    """Two rounds: whole utterances first; then their clauses too, labelled by the first round."""
    language = side.rsplit("_", 1)[1]
    samples = [sample for example in found for sample in _whole(example, language)]
    first = _fit(samples, mark)
    clauses = [sample for example in found for sample in _clauses(example, language, first)]
    return _fit(samples + clauses, mark)


def labels_of(example: Example) -> frozenset[str]:
    """Acts and, marked, feelings."""
    return frozenset(example.acts) | {FEELS + feeling for feeling in example.feelings}


def _fold(text: str) -> int:
    return hashlib.sha256(text.encode()).digest()[1] % FOLDS


def _whole(example: Example, language: str) -> list[_Sample]:
    """The utterance as it stands, without its question marks, and without what came before."""
    labels, fold = labels_of(example), _fold(example.text)
    spoken = example.text.replace("?", " ").replace("？", " ")
    rows = [_Sample(features(example.text, language, example.before), labels, 1.0, fold)]
    if spoken != example.text:
        rows.append(_Sample(features(spoken, language, example.before), labels, 0.5, fold))
    if example.before:
        rows.append(_Sample(features(spoken, language), labels, 0.5, fold))
    return rows


def _clauses(example: Example, language: str, model: Model) -> list[_Sample]:
    """Each label goes to the clauses that the first round finds likely, at least to the likeliest one."""
    pieces = split(example.text, language)
    if len(pieces) < 2:
        return []
    counted = [features(piece.text, language, example.before) for piece in pieces]
    guessed = [model.probabilities(one) for one in counted]
    given: list[set[str]] = [set() for _ in pieces]
    for label in labels_of(example):
        best = max(range(len(pieces)), key=lambda index: guessed[index].get(label, 0.0))
        for index, guess in enumerate(guessed):
            if index == best or guess.get(label, 0.0) >= 0.5:
                given[index].add(label)
    fold = _fold(example.text)
    return [_Sample(c, frozenset(g), 0.5, fold) for c, g in zip(counted, given, strict=True) if g]


def _fit(samples: Sequence[_Sample], mark: str) -> Model:
    from scipy.sparse import csr_matrix  # development only
    from sklearn.linear_model import LogisticRegression

    terms, idf = _vocabulary(samples)
    rows = [vector(sample.counted, terms, idf) for sample in samples]
    table = csr_matrix(
        (
            np.concatenate([values for _, values in rows]).astype(np.float64),
            np.concatenate([np.array(places, dtype=np.int64) for places, _ in rows]),
            np.cumsum([0, *(len(places) for places, _ in rows)]),
        ),
        shape=(len(rows), len(terms)),
    )
    trust = np.array([sample.weight for sample in samples])
    folds = np.array([sample.fold for sample in samples])
    labels = tuple(sorted({label for sample in samples for label in sample.labels}))
    weights = np.zeros((len(terms), len(labels)), dtype=np.float32)
    bias = np.full(len(labels), -10.0, dtype=np.float32)
    for column, label in enumerate(labels):
        truth = np.array([label in sample.labels for sample in samples])

        def learn(keep: NDArray[np.bool_], truth: NDArray[np.bool_] = truth) -> LogisticRegression:
            learner = LogisticRegression(solver="liblinear", C=STRENGTH, random_state=0, max_iter=200)
            return learner.fit(table[keep], truth[keep], sample_weight=trust[keep])

        if truth.all():
            bias[column] = 10.0
            continue
        whole = learn(np.ones(len(rows), dtype=bool))
        weights[:, column] = whole.coef_[0].astype(np.float16)
        scores = np.zeros(len(rows))
        for fold in range(FOLDS):
            apart = folds == fold
            if apart.any() and truth[~apart].any() and not truth[~apart].all():
                scores[apart] = learn(~apart).decision_function(table[apart])
        bias[column] = whole.intercept_[0] - _best_threshold(scores, truth, trust)
    return Model(labels, terms, idf.astype(np.float16).astype(np.float32), weights, bias, mark)


def _vocabulary(samples: Sequence[_Sample]) -> tuple[dict[str, int], Floats]:
    """The most frequent terms that occur often enough, and their inverse document frequency."""
    seen: Counter[str] = Counter()
    for sample in samples:
        seen.update(sample.counted.keys())
    frequent = [term for term, count in seen.items() if count >= RAREST]
    kept = sorted(sorted(frequent, key=lambda term: (-seen[term], term))[:MOST_TERMS])
    idf = [np.log((1 + len(samples)) / (1 + seen[term])) + 1 for term in kept]
    terms = {term: place for place, term in enumerate(kept)}
    return terms, np.array(idf, dtype=np.float16).astype(np.float32)


def _best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_], trust: NDArray[np.float64]) -> float:
    """The score from which saying yes gives the best F1 on examples not learned from; within ±2 of even odds."""
    best, chosen = -1.0, 0.0
    for threshold in np.arange(-2.0, 1.01, 0.1):
        said = scores >= threshold
        right = trust[said & truth].sum()
        f1 = 2 * right / max(trust[said].sum() + trust[truth].sum(), 1e-9)
        if f1 > best + 1e-9 or (abs(f1 - best) <= 1e-9 and abs(threshold) < abs(chosen)):
            best, chosen = float(f1), float(threshold)
    return chosen


if __name__ == "__main__":
    raise SystemExit(main())
