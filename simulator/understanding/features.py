"""What the classifier sees of an utterance: short stretches of characters and words, the exact forms it
contains, and what it has to do with the turn before.

Punctuation leaves no trace but a question mark, because recognised speech has none; digits are all alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from simulator.understanding.clauses import split
from simulator.understanding.facts import facts
from simulator.understanding.feelings import words_of_feeling
from simulator.understanding.normalise import bare, plain
from simulator.understanding.numbers import numerals
from simulator.understanding.overlap import longest_shared, shared
from simulator.understanding.rules import judge

_QUESTION = re.compile(r"[吗呢么]\W*$|什么|怎么|哪|多少|几|是不是|有没有|请问|\?")
_QUESTION_EN = re.compile(
    r"\?|^(?:what|how|when|where|why|who|which|can|could|do|does|did|is|are|may|would)\b"
)
LONGEST = 2_000  # characters of one stretch that count
TAIL = 8  # characters of the turn before
RECENT = 300
SHOWN = 0.4  # strength of the words from which a feeling counts as shown
HEATED = {"complain", "accuse", "threaten", "object", "demand", "ask_supervisor"}
OTHER_SIDE = {"agent": "customer", "customer": "agent"}


def features(text: str, side: str, before: str = "") -> Counter[str]:
    """Counted features of ``text`` said by ``side`` (``agent_zh`` …) after the other side's ``before``."""
    text = text[:LONGEST]
    return alone(text, side, shows_feeling(before, side)) + answering(text, side, before)


@lru_cache(maxsize=4096)
def alone(text: str, side: str, felt: bool | None) -> Counter[str]:
    """The features that a text has whatever stands before it, but for whether that showed a feeling."""
    language = side.rsplit("_", 1)[1]
    found = _stretches(text, chinese=language == "zh")
    return Counter([*found, *set(_marks(text, side, language, felt))])


def answering(text: str, side: str, before: str) -> Counter[str]:
    """The features that a text has by what stands before it; none of them is a feature of a text alone."""
    if not before.strip():
        return Counter()
    language = side.rsplit("_", 1)[1]
    recent = before[-RECENT:]
    return Counter([*_before(recent, side, language), *_between(text, recent, language)])


def grams(text: str, *, chinese: bool) -> Counter[str]:
    """The stretches of characters and words of a text, every numeral as ``0``."""
    return Counter(_stretches(text, chinese=chinese))


def _stretches(text: str, *, chinese: bool) -> list[str]:
    return _chinese(text) if chinese else _english(text)


def _chinese(text: str) -> list[str]:
    """Character 1- to 3-grams with the edges of the utterance marked."""
    flat = "^" + bare(_numbered(text, chinese=True)).replace(" ", "") + "$"
    found = list(flat[1:-1])
    found += [flat[i : i + 2] for i in range(len(flat) - 1)]
    found += [flat[i : i + 3] for i in range(len(flat) - 2)]
    return found


def _english(text: str) -> list[str]:
    """Words, word pairs and character 3- and 4-grams inside words."""
    words = bare(re.sub(r"[’']", "", _numbered(text, chinese=False))).split()
    found = [f"w {word}" for word in words]
    found += [f"{a} {b}" for a, b in pairwise(["^", *words, "$"])]
    for word in words:
        found += _inside(word)
    return found


@lru_cache(maxsize=1 << 14)
def _inside(word: str) -> Sequence[str]:
    edged = f"<{word}>"
    return [edged[i : i + size] for size in (3, 4) for i in range(len(edged) - size + 1)]


def _numbered(text: str, chinese: bool) -> str:
    """The text with every numeral as ``0``: which number was said does not tell what was done."""
    parts: list[str] = []
    last = 0
    for numeral in numerals(plain(text), chinese):
        if numeral.end - numeral.start > 1 or text[numeral.start].isdigit():
            parts += [text[last : numeral.start], "0"]
            last = numeral.end
    return "".join([*parts, text[last:]])


def _marks(text: str, side: str, language: str, felt: bool | None) -> Iterator[str]:
    """Exact forms, words of feeling, kinds of fact, a question mark, and the length."""
    yield from (f"#does {act}" for act in forms(text, side, felt))
    yield from (f"#feels {feeling}" for feeling in words_of_feeling(text, language))
    yield from {f"#tells {fact.kind}" for fact in facts(text, language)}
    if "?" in plain(text):
        yield "#?"
    size = len(bare(text)) if language == "zh" else 2 * len(text.split())
    yield f"#long {int(1.5 * math.log2(size + 1))}"


@lru_cache(maxsize=2048)
def forms(text: str, side: str, felt: bool | None = None) -> frozenset[str]:
    """The acts whose exact form stands in ``text`` or in one of its clauses.

    ``felt``: whether the turn before showed a feeling, None when nothing is known of it.
    """
    language = side.rsplit("_", 1)[1]
    stretches = [text, *(piece.text for piece in split(text, language))]
    return frozenset(act for stretch in stretches for act in judge(plain(stretch), side, felt).forms)


@lru_cache(maxsize=1024)
def shows_feeling(before: str, side: str) -> bool | None:
    """Whether the turn that ``side`` answers showed a feeling, in words or by what it did (None: no turn)."""
    if not before.strip():
        return None
    who, language = side.split("_")
    recent = before[-RECENT:]
    strongest = max(words_of_feeling(recent, language).values(), default=0.0)
    return strongest >= SHOWN or bool(HEATED & forms(recent, f"{OTHER_SIDE[who]}_{language}"))


@lru_cache(maxsize=1024)
def _before(before: str, side: str, language: str) -> frozenset[str]:
    """The turn before: did it ask, what did it do, did it show a feeling, how did it end."""
    who = side.split("_")[0]
    flat = plain(before)
    marks = ["<said"]
    if (_QUESTION if language == "zh" else _QUESTION_EN).search(flat):
        marks.append("<asked")
    marks += [f"<did {act}" for act in sorted(forms(before, f"{OTHER_SIDE[who]}_{language}"))]
    marks += [f"<felt {feeling}" for feeling in words_of_feeling(before, language)]
    tail = bare(flat).replace(" ", "")[-TAIL:] if language == "zh" else ""
    return frozenset([*marks, *(f"<{tail[i : i + 2]}" for i in range(len(tail) - 1))])


def _between(text: str, before: str, language: str) -> tuple[str, ...]:
    """How much of what was just said comes back: a little restates, nearly all echoes."""
    return (
        f"<shares {int(5 * shared(text, before, language))}",
        f"<echoes {int(5 * longest_shared(text, before, language))}",
    )
