"""Two courses through a call, the agent's and the customer's, of one measure: do they come together?

An exchange is an agent's turn and the customer's turn before it. Proximity is the mean distance over the
exchanges, convergence its shrinking from the first to the last (Levitan & Hirschberg 2011). Both are compared
with the same turns in shuffled order: what any order would show as well is chance. Exact for few exchanges,
else a fixed draw, so that the same call has the same result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

DRAWS = 1000
EXACT = 6  # exchanges up to which every order is tried
EXACT_SIGNS = 10
EQUAL = 1e-9


@dataclass(frozen=True)
class Course:
    """One measure at each exchange, the agent's and the customer's; as many of both."""

    agent: Values
    customer: Values

    @cached_property
    def distances(self) -> Values:
        """How far apart they are at each exchange."""
        return np.abs(self.agent - self.customer)

    @property
    def proximity(self) -> float:
        """The mean distance."""
        return float(self.distances.mean())

    @property
    def lead(self) -> float:
        """How far the agent lies above the customer, on average."""
        return float((self.agent - self.customer).mean())

    @property
    def ends(self) -> tuple[float, float]:
        """The distance at the beginning and at the end, as a straight line through all of them has it."""
        begin, end = line(self.distances)
        return max(0.0, begin), max(0.0, end)

    @cached_property
    def centred(self) -> Course:
        """Both courses about their own mean."""
        return Course(self.agent - self.agent.mean(), self.customer - self.customer.mean())

    @cached_property
    def shuffled(self) -> Values:
        """(orders, exchanges): the distances had the agent's turns come in another order."""
        return np.abs(self.agent[orders(len(self.agent))] - self.customer)


def chance_of_lead(course: Course) -> float:
    """How likely the two sides, exchanged at random, would lie as far below as the agent does."""
    lead = course.agent - course.customer
    return _share(signs(len(lead)) @ lead / len(lead) <= lead.mean() + EQUAL)


def chance_of_fall(values: Values) -> float:
    """How likely the same values in any order would fall as steeply."""
    slopes = values[orders(len(values))] @ slope_weights(len(values))
    return _share(slopes <= values @ slope_weights(len(values)) + EQUAL)


def chance_of_coming_together(courses: Sequence[Course]) -> float:
    """How likely the same turns in any order would be, and end, as near to the customer's, over all measures.

    Proximity and convergence are added up, each in its usual spread; the measures of a turn stay together
    when it is moved. Proximity is that of the ups and downs: someone who keeps a distance may follow them.
    """
    weights = slope_weights(len(courses[0].agent))
    moved = [
        _standard(one.shuffled @ weights, float(one.distances @ weights))
        + _standard(one.centred.shuffled.mean(axis=1), one.centred.proximity)
        for one in courses
    ]
    return _share(np.sum(moved, axis=0) <= EQUAL)


def alike(course: Course) -> float:
    """Correlation of the two courses from turn to turn, a steady rise or fall of either left out."""
    agent, customer = _level(course.agent), _level(course.customer)
    size = float(np.linalg.norm(agent) * np.linalg.norm(customer))
    return float(agent @ customer / size) if size > EQUAL else 0.0


def line(values: Values) -> tuple[float, float]:
    """The first and the last value of the straight line through all."""
    reach = float(values @ slope_weights(len(values))) * (len(values) - 1) / 2
    return float(values.mean()) - reach, float(values.mean()) + reach


@lru_cache(maxsize=64)
def orders(size: int) -> NDArray[np.intp]:
    """(orders, size) all orders of so many things, or a fixed draw of them; the first is as it is."""
    if size <= EXACT:
        return np.array(list(permutations(range(size))))
    draw = np.random.default_rng(size)
    return np.array([np.arange(size), *(draw.permutation(size) for _ in range(DRAWS))])


@lru_cache(maxsize=64)
def signs(size: int) -> Values:
    """(choices, size) all choices of 1 and -1, or a fixed draw; the first is all 1."""
    if size <= EXACT_SIGNS:
        return np.array(list(product((1.0, -1.0), repeat=size)))
    draw = np.random.default_rng(size).choice((1.0, -1.0), (DRAWS, size))
    return np.concatenate([np.ones((1, size)), draw])


@lru_cache(maxsize=64)
def slope_weights(size: int) -> Values:
    """What values are multiplied with to have their slope from one exchange to the next."""
    centred = np.arange(size) - (size - 1) / 2
    return np.asarray(centred / max(float(centred @ centred), EQUAL))


def _standard(shuffled: Values, own: float) -> Values:
    """The shuffled figures less the call's own, in their usual spread."""
    spread = float(shuffled.std())
    return np.asarray((shuffled - own) / spread) if spread > EQUAL else np.zeros(len(shuffled))


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean())


def _level(values: Values) -> Values:
    begin, end = line(values)
    return values - np.linspace(begin, end, len(values))
