"""Cues made of words that were said: for a question, an offer, an answer, a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pypinyin import lazy_pinyin

from simulator.drafting.words import Vocabulary
from simulator.transcript import is_chinese
from simulator.understanding import FactKind, facts, mentions
from simulator.understanding.clauses import split

MOST = 4  # cues of one item, words of one group
TIMES_ZH = re.compile(
    "小时|分钟|工作日|星期|礼拜|个月|钟头|天|周|今天|明天|后天|今晚|明早|当天|上午|下午|晚上|[0-9一二三四五六七八九十两]+点|号|下个?月|月底|周[一二三四五六日末]"
)
TIMES_EN = re.compile(
    r"hours?|minutes?|working days?|business days?|days?|weeks?|months?|today|tomorrow|tonight|noon|midnight"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|o'?clock|\d+ ?[ap]m"
)
NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def asks_of(question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A cue that any question about the same words fits."""
    words = [word for word in vocabulary.cue_words(question) if not word[0].isdigit()]
    cue = "|".join(word.replace(" ", "_") for word in words[:MOST])
    return (cue,) if cue and mentions(question, cue, vocabulary.language) else ()


def close_cues(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Cues of two words that stand in one clause: close enough to be looked for in everything said."""
    found: list[str] = []
    for clause in _clauses(text, vocabulary.language):
        words = vocabulary.cue_words(clause)
        found += [f"{one} {other}" for one, other in _pairs(words, vocabulary)]
        alone = [word for word in words if _stands_alone(word, vocabulary.language)]
        if len(words) == 1 and alone:
            kin = vocabulary.kin(alone[0]).split("|")
            found.append("|".join(word for word in kin if _stands_alone(word, vocabulary.language)))
    fitting = [cue for cue in dict.fromkeys(found) if mentions(text, cue, vocabulary.language)]
    return tuple(fitting[:MOST])


def times_of(text: str, language: str) -> tuple[str, ...]:
    """Cues of the times and dates in an offer; empty where none is named."""
    pattern = TIMES_ZH if is_chinese(language) else TIMES_EN
    said = [
        one.text.lower() for one in facts(text, language) if one.kind in (FactKind.DURATION, FactKind.DATE)
    ]
    words = [word for one in said for word in pattern.findall(one)]
    cue = "|".join(word.replace(" ", "_") for word in dict.fromkeys(words))
    return (cue,) if cue and mentions(text, cue, language) else ()


def slug(text: str, kind: str, taken: Iterable[str], vocabulary: Vocabulary) -> str:
    """A short id of a text's first words: ``paidan-shifu``, ``paper-report``; ``kind`` where it has none."""
    words = [word for word in vocabulary.cue_words(text) if not word[0].isdigit() and len(word) > 1][:2]
    spelled = ["".join(lazy_pinyin(word)) if is_chinese(vocabulary.language) else word for word in words]
    name = "-".join(filter(None, (NOT_IN_ID.sub("", one.lower()) for one in spelled))) or kind
    known = set(taken)
    return next(
        free for free in (name, *(f"{name}-{n}" for n in range(2, len(known) + 3))) if free not in known
    )


def _clauses(text: str, language: str) -> list[str]:
    return [piece.text for piece in split(text, language)] or [text]


def _pairs(words: Sequence[str], vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    """The first word with the next one, then with the first number: what a clause is about."""
    spoken = [word for word in words if not word[0].isdigit()]
    numbers = [word for word in words if word[0].isdigit()]
    if spoken and numbers:
        yield vocabulary.kin(spoken[-1] if len(spoken) == 1 else spoken[0]), numbers[0]
    if len(spoken) > 1:
        yield vocabulary.kin(spoken[0]), vocabulary.kin(spoken[1])


def _stands_alone(word: str, language: str) -> bool:
    return not word[0].isdigit() and len(word) >= (2 if is_chinese(language) else 5)
