"""What the sign models see of a turn: its words, what stands around it, and what the rules find in it.

Who somebody is (name, gender, city, age) is blanked out of the words. Turns that are nothing but stock
phrases have no place in the order of the call, so that adding one moves nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grading.heard import FACT_KINDS, Said
from grading.reading import Reading
from simulator.content.yaml_reading import plain as as_plain
from simulator.content.yaml_reading import read_yaml
from simulator.understanding import FactKind, images
from simulator.understanding.features import grams
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.overlap import content_words, longest_shared, shared

MASKS = Path(__file__).parent / "masks.yaml"
BORROWED = MASKS.with_name("borrowed.yaml")
SHORT = {True: 6, False: 3}  # Han characters, words
LONG = {True: 30, False: 20}
PAUSE_S = 3.0
MARK = "~"  # no stretch begins with it


@dataclass(frozen=True)
class TurnFeatures:
    """``words``: counted stretches of this turn; ``answered``: of the one it answers, each marked.

    ``named``: what is found in and around it, each 0 … 1.
    """

    words: Counter[str]
    answered: Counter[str]
    named: Mapping[str, float]


def turn_features(reading: Reading) -> list[TurnFeatures]:
    """The features of every turn of the call, in order."""
    patterns = reading.patterns_in
    counts = [grams(masked(said, reading.chinese), chinese=reading.chinese) for said in reading.turns]
    words = [content_words(said.text, reading.language) for said in reading.turns]
    figures = [_figures(said, reading.chinese) for said in reading.turns]
    told = _so_far(words, [not said.by_agent for said in reading.turns])
    mine = _so_far(words, [said.by_agent for said in reading.turns])
    known = _so_far(figures, [True] * len(figures))
    promised = _so_far(figures, [said.by_agent for said in reading.turns])
    places, neighbours = _places(reading), _neighbours(reading)
    found = []
    for said in reading.turns:
        i = said.index
        before, after = neighbours[i]
        named = {f"p {name}": 1.0 for name in patterns[i]}
        named |= _does(said, "") | _moment(reading, said) | places[i]
        named |= _content(words[i], told[i], mine[i]) | _numbers(figures[i], known[i], promised[i])
        answered: Counter[str] = Counter()
        if before is not None:
            named |= {f"<p {name}": 1.0 for name in patterns[before.index]} | _does(before, "<")
            named |= _between(said, before, reading.language)
            answered = _answered(counts[before.index], reading.chinese)
        if after is not None:
            named |= {f">p {name}": 1.0 for name in patterns[after.index]}
            named |= {f">a {act}": share for act, share in after.does.acts.items()}
        found.append(TurnFeatures(counts[i], answered, named))
    return found


def masked(said: Said, chinese: bool) -> str:
    """The turn's words without who is meant and where they are."""
    text = said.text
    for fact in said.does.facts:
        if fact.kind is FactKind.NAME:
            text = text.replace(fact.text, "某" if chinese else "someone")
    flat = plain(text)
    for english, own in _borrowed() if chinese else ():
        flat = english.sub(own, flat)
    return _masks(chinese).sub("某" if chinese else "someone", flat)


@lru_cache(maxsize=1)
def _borrowed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """English words inside Chinese, and the Chinese ones that stand for them."""
    pairs = (as_plain(read_yaml(BORROWED, [])) or {}).items()
    return tuple((re.compile(rf"(?<![a-z])(?:{english})(?![a-z])"), own) for own, english in pairs)


@lru_cache(maxsize=2)
def _masks(chinese: bool) -> re.Pattern[str]:
    lists = as_plain(read_yaml(MASKS, []))["zh" if chinese else "en"]
    source = "|".join(lists)
    return re.compile(source if chinese else rf"\b(?:{source})\b")


def _neighbours(reading: Reading) -> list[tuple[Said | None, Said | None]]:
    """For every turn the other side's last turn before, and the next turn where it is the other side's.

    Stuffed turns and turns without words are passed over.
    """
    before: list[Said | None] = []
    last: dict[bool, Said] = {}
    for said in reading.turns:
        before.append(last.get(not said.by_agent))
        if _has_a_place(said):
            last[said.by_agent] = said
    after: list[Said | None] = []
    following: Said | None = None
    for said in reversed(reading.turns):
        answered = following is not None and following.by_agent != said.by_agent
        after.append(following if answered else None)
        if _has_a_place(said):
            following = said
    return list(zip(before, reversed(after), strict=True))


def _has_a_place(said: Said) -> bool:
    return bool(said.text.strip()) and not said.stuffed


def _answered(counted: Counter[str], chinese: bool) -> Counter[str]:
    """Short stretches of the turn that is answered."""
    short = {k: n for k, n in counted.items() if (len(k) <= 2 if chinese else k.startswith("w "))}
    return Counter({MARK + k: n for k, n in short.items()})


def _does(said: Said, mark: str) -> dict[str, float]:
    acts = {f"{mark}a {act}": share for act, share in said.does.acts.items()}
    return acts | {f"{mark}f {feeling}": share for feeling, share in said.does.feelings.items()}


def _between(said: Said, before: Said, language: str) -> dict[str, float]:
    return {
        "shares": shared(said.text, before.text, language),
        "runs along": longest_shared(said.text, before.text, language),
    }


def _places(reading: Reading) -> list[dict[str, float]]:
    """Where in its side's turns each turn stands; stuffed ones take no place."""
    size = {
        side: sum(t.by_agent is side and _has_a_place(t) for t in reading.turns) for side in (True, False)
    }
    total = max(1, sum(size.values()) - 1)
    passed = {True: 0, False: 0}
    found = []
    for said in reading.turns:
        place, own = passed[said.by_agent], _has_a_place(said)
        left = size[said.by_agent] - place - own
        marks = {
            "first": place == 0,
            "second": place == 1,
            "last": left == 0,
            "last but one": left == 1,
            "last but two": left == 2,
        }
        how_far = min(1.0, sum(passed.values()) / total)
        found.append({name: 1.0 for name, true in marks.items() if true} | {"how far": how_far})
        passed[said.by_agent] += own
    return found


def _moment(reading: Reading, said: Said) -> dict[str, float]:
    """What the rules see at this turn and just before it."""
    i, chinese = said.index, reading.chinese
    size = reading.length(said.text)
    earlier = reading.turns[i - 1] if i else None
    paused = (
        earlier is not None
        and said.start is not None
        and earlier.end is not None
        and said.start - earlier.end > PAUSE_S
    )
    marks = {
        "before the business": i < reading.problem,
        "the business": i == reading.problem,
        "just after the business": reading.problem < i <= reading.problem + 2,
        "after the first path": i > reading.first_path,
        "the first path": i == reading.first_path,
        "short": size <= SHORT[chinese],
        "long": size >= LONG[chinese],
        "emotion before": any(index < i for index in reading.emotions),
        "answers emotion": i - 1 in reading.emotions,
        "answers an opinion": i - 1 in reading.opinions,
        "answers a story": i - 1 in reading.stories,
        "paints": any(True for _ in images(said.text, reading.language)),
        "hollow": i in reading.hollow,
        "stuffed": i in reading.stuffed,
        "mocks": i in reading.mocking,
        "interrupts": i in reading.interruptions,
        "question mark": "?" in plain(said.text),
        "after a pause": paused,
    }
    marked = {f"k {fact.kind}": 1.0 for fact in said.does.facts if fact.kind in FACT_KINDS}
    return marked | {name: 1.0 for name, true in marks.items() if true} | {"size": math.log2(1 + size) / 8}


def _content(words: frozenset[str], told: frozenset[str], mine: frozenset[str]) -> dict[str, float]:
    """How much of the turn the customer had said, the agent had said, and is new."""
    size = max(1, len(words))
    return {
        "told by the customer": len(words & told) / size,
        "told by the customer, words": min(1.0, len(words & told) / 6),
        "said by the agent": len(words & mine) / size,
        "new": len(words - told - mine) / size,
    }


def _numbers(figures: frozenset[str], known: frozenset[str], promised: frozenset[str]) -> dict[str, float]:
    return {
        "figures": min(1.0, len(figures) / 4),
        "new figures": min(1.0, len(figures - known) / 3),
        "known figures": min(1.0, len(figures & known) / 3),
        "figures of the agent's again": min(1.0, len(figures & promised) / 3),
    }


def _figures(said: Said, chinese: bool) -> frozenset[str]:
    return frozenset(f"{numeral.value:g}" for numeral in numerals(plain(said.text), chinese))


def _so_far(sets: Sequence[frozenset[str]], counted: Sequence[bool]) -> list[frozenset[str]]:
    """For every turn the union of the counted sets before it."""
    found: list[frozenset[str]] = [frozenset()]
    for words, counts in zip(sets, counted, strict=True):
        found.append(found[-1] | words if counts and words else found[-1])
    return found[:-1]
