"""Promises that the rules do not allow: by the cues of the limits, and by what is promised in effect.

A limit names the words that break it, in the phrasings its writer thought of. Kinds of promise
(``lines/promises.yaml``) widen them: 一分不少全给您退 breaks a limit whose cue is 给您全额退, because both
promise the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.content.parts import Limit
from simulator.content.scenario import Scenario
from simulator.customer.perceiving.asking import strongest
from simulator.transcript import is_chinese
from simulator.understanding import mentions, mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.cues import canonical
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Clause, Understanding

PROMISING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
OTHERWISE = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY, A.RESTATE, A.EMPATHISE)
OTHERWISE_FROM = 0.6


@dataclass(frozen=True)
class Promises:
    """``lines/promises.yaml`` in one language."""

    kinds: tuple[re.Pattern[str], ...]
    denies: re.Pattern[str]
    asks: re.Pattern[str]  # what only asks for the wish
    fillers: tuple[str, ...]


@lru_cache(maxsize=2)
def promises(chinese: bool) -> Promises:
    """The kinds of promise, what denies one, and what a cue need not say."""
    path = Path(__file__).parents[1] / "lines" / "promises.yaml"
    table: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    tongue = table["zh" if chinese else "en"]
    fillers = sorted(tongue["fillers"], key=len, reverse=True)
    kinds = tuple(re.compile(kind) for kind in tongue["kinds"].values())
    return Promises(kinds, re.compile(tongue["denies"]), re.compile(tongue["asks"]), tuple(fillers))


def overpromised(read: Understanding, scenario: Scenario) -> Limit | None:
    """The limit of policy that a promise in this turn breaks, if any."""
    language = scenario.language
    asks = promises(is_chinese(language)).asks
    if not read.does(A.REFUSE, A.CONTRADICT, floor=0.3):
        given = [
            c.text for c in read.clauses_doing(*PROMISING) if not (_denied(c) or asks.search(plain(c.text)))
        ]
        found = (limit for limit in scenario.limits if mentions_any(" ".join(given), limit.cues, language))
        limit = next(found, None)
        if limit is not None:
            return limit
    told = [_around(read, place) for place in _promising(read, language)]
    return next((limit for limit in scenario.limits if any(_breaks(t, limit, language) for t in told)), None)


def _denied(clause: Clause) -> bool:
    return clause.acts.get(A.REFUSE, 0.0) > strongest(clause.acts, PROMISING)


def _promising(read: Understanding, language: str) -> Iterator[int]:
    """The places of the clauses that may hold a promise: they neither ask, sum up nor say no."""
    known = promises(is_chinese(language))
    for place, clause in enumerate(read.clauses):
        said = canonical(clause.text, is_chinese(language))
        other = strongest(clause.acts, OTHERWISE)
        tells = other < OTHERWISE_FROM or other < strongest(clause.acts, PROMISING)
        if tells and not (known.denies.search(said) or known.asks.search(said)):
            yield place


def _around(read: Understanding, place: int) -> tuple[str, str]:
    """A clause, and what it may speak of: the words since the clause before. 您的违约金，我给您免了."""
    near = read.clauses[max(0, place - 1) : place + 1]
    return near[-1].text, " ".join(clause.text for clause in near)


def _breaks(told: tuple[str, str], limit: Limit, language: str) -> bool:
    text, around = told
    said = canonical(text, is_chinese(language))
    shared = [kind for kind in promises(is_chinese(language)).kinds if kind.search(said)]
    return bool(shared) and any(_fits(around, cue, shared, language) for cue in limit.cues)


def _fits(around: str, cue: str, shared: list[re.Pattern[str]], language: str) -> bool:
    """Whether the words promise what the cue does: at least one of its parts is of a kind they share."""
    near = canonical(around, is_chinese(language))
    parts = [(part, any(_alike(near, w, shared, language) for w in _words(part))) for part in cue.split()]
    return any(alike for _, alike in parts) and all(
        alike or mentions(around, p, language) for p, alike in parts
    )


def _words(part: str) -> Iterator[str]:
    yield from (word.replace("_", " ") for word in part.split("|"))


def _alike(near: str, word: str, kinds: list[re.Pattern[str]], language: str) -> bool:
    """Whether a word of a cue is of one of these kinds, and the rest of it is said as well."""
    flat = canonical(word, is_chinese(language))
    return any(kind.search(flat) and _rest_said(near, kind.sub(" ", flat), language) for kind in kinds)


def _rest_said(near: str, rest: str, language: str) -> bool:
    fillers = promises(is_chinese(language)).fillers
    if is_chinese(language):
        for filler in fillers:
            rest = rest.replace(filler, " ")
        return all(word in near for word in rest.split())
    return all(word in near for word in re.findall(r"[\w']+", rest) if word not in fillers)
