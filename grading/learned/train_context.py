"""Learns the second look at a turn from the first looks of models that had not seen the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grading.learned.context_model import SCALE, ContextModel, Floats, Likely, look_again, surroundings
from grading.learned.corpus import FOLDS
from grading.learned.names import side_name, signs_of

STRENGTH = 0.03  # inverse regularisation, by cross-validation
FEWEST = 10  # turns with a sign from which its context can be learned


@dataclass(frozen=True)
class Look:
    """A labelled call, its turns as first seen."""

    likely: Likely
    signs: Sequence[frozenset[str]]
    by_agent: Sequence[bool]
    chinese: bool
    fold: int


def fit_contexts(looks: Sequence[Look]) -> dict[str, ContextModel]:
    """One model a side."""
    return {
        side_name(by_agent, chinese): _fit(looks, by_agent, chinese)
        for by_agent in (True, False)
        for chinese in (True, False)
    }


def blind_looks(looks: Sequence[Look]) -> list[list[dict[str, float]]]:
    """Every call looked at again by models that have not seen it."""
    found: list[list[dict[str, float]]] = [[] for _ in looks]
    for fold in range(FOLDS):
        learned = [look for look in looks if look.fold != fold]
        models = {
            chinese: {by_agent: _fit(learned, by_agent, chinese) for by_agent in (True, False)}
            for chinese in (True, False)
        }
        for place, look in enumerate(looks):
            if look.fold == fold:
                found[place] = look_again(look.likely, look.by_agent, models[look.chinese])
    return found


def _fit(looks: Sequence[Look], by_agent: bool, chinese: bool) -> ContextModel:
    seen, shown = [], []
    for look in looks:
        if look.chinese is chinese:
            around = surroundings(look.likely, look.by_agent)
            mine = [i for i, agent in enumerate(look.by_agent) if agent is by_agent]
            seen += [around[i] for i in mine]
            shown += [look.signs[i] for i in mine]
    table, names = np.array(seen), signs_of(by_agent)
    weights, bias = np.zeros((table.shape[1], len(names))), np.zeros(len(names))
    for column, sign in enumerate(names):
        truth = np.array([sign in signs for signs in shown])
        if truth.sum() >= FEWEST:
            weights[:, column], bias[column] = _learned(table, truth)
        else:
            weights[column, column] = SCALE  # as it was first seen
    return ContextModel(weights, bias)


def _learned(table: Floats, truth: NDArray[np.bool_]) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    learner = LogisticRegression(C=STRENGTH, solver="newton-cholesky", max_iter=50).fit(table, truth)
    return learner.coef_[0], float(learner.intercept_[0])
