"""Learns the sign and item models from the labelled calls: ``python -m grading.learned.train``.

Needs scikit-learn (development only). The same corpus gives the same files: the order is fixed, the solvers
are seeded and use no threads. Calls without signs are never looked at: they are there to measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grading.learned.cases import case, chosen
from grading.learned.context_model import save_contexts
from grading.learned.corpus import FOLDS, Lesson, fingerprint, lessons
from grading.learned.item_model import ItemModel, save_items
from grading.learned.items import is_settled, item_signs
from grading.learned.names import CUSTOMER, SIDES, signs_of
from grading.learned.sign_model import (
    ANSWERED,
    FOLDER,
    WORDS,
    Floats,
    Places,
    SignModel,
    named_vector,
    word_vector,
)
from grading.learned.signs import Signs, side_of, standing
from grading.learned.train_context import Look, blind_looks, fit_contexts
from grading.learned.turns import TurnFeatures, turn_features
from grading.learned.unstuffed import unstuffed
from grading.reading import Reading
from grading.result import Verdict
from grading.scorecard import Scorecard, load_scorecard
from grading.scorers import SCORERS

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SCORECARD = "inbound@1"  # the one that the corpus is labelled by
RAREST = 2  # turns in which a word or named feature must occur
MOST_WORDS = 60_000
FEWEST = 3  # turns with a sign from which it can be learned
SIGN_STRENGTH = 2.0  # inverse regularisation, by cross-validation
ITEM_STRENGTH = 1.0
BOUNDS = np.arange(0.10, 0.80, 0.02)


@dataclass(frozen=True)
class Taught:
    """A lesson, read once: the features of its turns and which model each belongs to."""

    lesson: Lesson
    reading: Reading
    features: Sequence[TurnFeatures]
    sides: Sequence[str]


Row = tuple[TurnFeatures, frozenset[str]]


def main() -> int:
    """Train and write all models."""
    taught = [read(lesson) for lesson in lessons() if lesson.signs is not None]
    first = [
        Look(likely, call.lesson.signs or (), _by_agent(call), call.reading.chinese, call.lesson.fold)
        for call, likely in zip(taught, blind_signs(taught), strict=True)
    ]
    save_contexts(fit_contexts(first))
    blind = blind_looks(first)
    enough = {side: bounds(side, taught, blind) for side in SIDES}
    for side in SIDES:
        fit_signs(rows_of(taught, side), side, enough[side]).save(FOLDER / f"{side}.npz")
    save_items(fit_items(taught, blind, enough), fingerprint())
    return 0


def _by_agent(call: Taught) -> list[bool]:
    return [said.by_agent for said in call.reading.turns]


def read(lesson: Lesson) -> Taught:
    """Understand a call as the second opinion hears it, and take its features."""
    reading, kept = unstuffed(Reading(lesson.transcript))
    lesson = replace(lesson, signs=tuple((lesson.signs or ())[i] for i in kept))
    sides = [side_of(said, reading.chinese) for said in reading.turns]
    return Taught(lesson, reading, turn_features(reading), sides)


def rows_of(taught: Iterable[Taught], side: str, without: int | None = None) -> list[Row]:
    """All labelled turns of a side, those of one fold left out."""
    return [
        (features, signs)
        for call in taught
        if call.lesson.fold != without
        for features, signs, own in zip(call.features, call.lesson.signs or (), call.sides, strict=True)
        if own == side
    ]


def blind_signs(taught: Sequence[Taught]) -> list[list[dict[str, float]]]:
    """For every turn the probabilities by a model that has not seen its call."""
    found: list[list[dict[str, float]]] = [[{} for _ in call.sides] for call in taught]
    for side in SIDES:
        for fold in range(FOLDS):
            model = fit_signs(rows_of(taught, side, without=fold), side, {})
            for place, call in enumerate(taught):
                mine = [i for i, own in enumerate(call.sides) if own == side and call.lesson.fold == fold]
                odds = model.probabilities([call.features[i] for i in mine])
                for i, row in zip(mine, odds, strict=True):
                    found[place][i] = dict(zip(model.signs, row.tolist(), strict=True))
    return found


def bounds(
    side: str, taught: Sequence[Taught], blind: Sequence[Sequence[Mapping[str, float]]]
) -> dict[str, float]:
    """For each sign the probability from which saying yes gives the best F1 on turns not learned from."""
    pairs = [
        (seen, true)
        for call, likely in zip(taught, blind, strict=True)
        for seen, true, own in zip(likely, call.lesson.signs or (), call.sides, strict=True)
        if own == side
    ]
    return {sign: _bound(sign, pairs) for sign in signs_of(side.startswith("agent"))}


def _bound(sign: str, pairs: Sequence[tuple[Mapping[str, float], frozenset[str]]]) -> float:
    likely = np.array([seen.get(sign, 0.0) for seen, _ in pairs])
    truth = np.array([sign in true for _, true in pairs])
    best, chosen_bound = 0.0, 0.5
    for bound in BOUNDS:
        said = likely >= bound
        f1 = 2 * (said & truth).sum() / max(1, said.sum() + truth.sum())
        if f1 > best + 1e-9:
            best, chosen_bound = float(f1), float(bound)
    return chosen_bound


def fit_signs(rows: Sequence[Row], side: str, enough: Mapping[str, float]) -> SignModel:
    """One logistic regression a sign."""
    from scipy.sparse import diags, hstack
    from sklearn.linear_model import LogisticRegression

    counted = [features.words | features.answered for features, _ in rows]
    words = _frequent(counted, MOST_WORDS)
    named = _frequent((dict.fromkeys(features.named, 1) for features, _ in rows), MOST_WORDS)
    seen = Counter(word for found in counted for word in found)
    idf = np.sqrt([np.log((1 + len(rows)) / (1 + seen[word])) + 1 for word in words])
    idf = idf.astype(np.float16).astype(np.float64)
    own = _table([word_vector(features.words, words, idf, WORDS) for features, _ in rows], len(words))
    other = _table([word_vector(f.answered, words, idf, ANSWERED) for f, _ in rows], len(words))
    around = _table([named_vector(features.named, named) for features, _ in rows], len(named))
    table = hstack([own + other, around]).tocsr()
    seen_often = Counter(sign for _, true in rows for sign in true)
    signs = [sign for sign in signs_of(side.startswith("agent")) if seen_often[sign] >= FEWEST]
    weights = np.zeros((len(words) + len(named), len(signs)))
    bias = np.zeros(len(signs))
    for column, sign in enumerate(signs):
        learner = LogisticRegression(
            solver="liblinear", dual=True, C=SIGN_STRENGTH, tol=0.01, max_iter=200, random_state=0
        )
        truth = np.array([sign in true for _, true in rows])
        matters = _mattering(table, truth)
        learner.fit(table @ diags(matters), truth)
        weights[:, column], bias[column] = learner.coef_[0] * matters, learner.intercept_[0]
    return SignModel(
        signs=tuple(signs),
        words=words,
        idf=idf,
        named=named,
        word_weights=weights[: len(words)].astype(np.float16).astype(np.float64),
        named_weights=weights[len(words) :],
        bias=bias,
        enough=np.array([enough.get(sign, 0.5) for sign in signs]),
    )


def _mattering(table: csr_matrix, truth: NDArray[np.bool_]) -> Floats:
    """How much each column may matter: half alike for all, half by how unlike it occurs with the sign.

    The log-count ratio of Wang and Manning (2012, “Baselines and bigrams”), mixed with 1.
    """
    there = table > 0
    with_sign, without = (np.asarray(there[rows].sum(axis=0)).ravel() + 1.0 for rows in (truth, ~truth))
    ratio = np.abs(np.log((with_sign / with_sign.sum()) / (without / without.sum())))
    mixed: Floats = 0.5 + 0.5 * ratio / ratio.mean()
    return mixed


def _frequent(counts: Iterable[Mapping[str, int]], most: int) -> dict[str, int]:
    """The words that occur in enough turns, the most frequent ones if there are too many; sorted."""
    seen = Counter(word for counted in counts for word in counted)
    kept = [word for word, count in seen.items() if count >= RAREST]
    kept = sorted(kept, key=lambda word: (-seen[word], word))[:most]
    return {word: place for place, word in enumerate(sorted(kept))}


def _table(vectors: Sequence[tuple[Places, Floats]], width: int) -> csr_matrix:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(places) for places, _ in vectors)])
    places = np.concatenate([places for places, _ in vectors])
    values = np.concatenate([values for _, values in vectors])
    return csr_matrix((values, places, ends), shape=(len(vectors), width))


def fit_items(
    taught: Sequence[Taught],
    blind: Sequence[list[dict[str, float]]],
    enough: Mapping[str, Mapping[str, float]],
) -> dict[str, ItemModel]:
    """One multinomial regression a scorer, from signs as an unseen call shows them."""
    card = load_scorecard(SCORECARD)
    cases = [
        (call, gathered(call, likely, enough))
        for call, likely in zip(taught, blind, strict=True)
        if call.lesson.gold
    ]
    scorers = {item.scorer: item.id for item in card.items if item.scorer in item_signs()}
    return {scorer: _fit_item(scorer, item, card, cases) for scorer, item in scorers.items()}


def gathered(
    call: Taught, likely: list[dict[str, float]], enough: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """The features of a call from these probabilities."""
    language = "zh" if call.reading.chinese else "en"
    bounds_ = dict(enough[f"agent_{language}"])
    bounds_ |= {CUSTOMER + sign: bound for sign, bound in enough[f"customer_{language}"].items()}
    return case(Signs(call.reading, tuple(standing(call.reading, likely)), bounds_))


def _fit_item(
    scorer: str, item: str, card: Scorecard, cases: Sequence[tuple[Taught, dict[str, float]]]
) -> ItemModel:
    from sklearn.linear_model import LogisticRegression

    settings = next(i.settings for i in card.items if i.id == item)
    rows, truth = [], []
    for call, features in cases:
        gold = call.lesson.gold.get(item)
        if gold in (None, Verdict.UNSCORED):
            continue
        rule = SCORERS[scorer](call.reading, settings)
        if is_settled(rule):
            continue
        rows.append(chosen(features, scorer, rule))
        truth.append(str(gold))
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    learner = LogisticRegression(C=ITEM_STRENGTH, max_iter=1000, tol=1e-6)
    learner.fit(table, truth)
    weights, bias = learner.coef_.T, learner.intercept_
    if len(learner.classes_) == 2:
        weights, bias = np.hstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
    return ItemModel(tuple(Verdict(value) for value in learner.classes_), tuple(names), weights, bias)


if __name__ == "__main__":
    raise SystemExit(main())
