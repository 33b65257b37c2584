"""What the agent holds out and may take back: money back, a fee let off, a discount, their word.

A gift is remembered with the words it was held out in. It is taken back by a denial of the same kind that
names nothing else: 全额退不了 does not take back 退您八十.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.customer.perceiving.asking import strongest
from simulator.transcript import is_chinese
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.overlap import content_words
from simulator.understanding.reading import Clause, Understanding

SOMEBODY_ELSE = re.compile(  # if the payee won't return it: no word of what the company does
    r"^(?:那)?(?:要是|如果|万一|假如|倘若)|^(?:and |but )?if\b"
    r"|(?:对方|人家|收款人|他|她)(?:要是|就是|要|也|还)?不(?:肯|愿|同意|答应|退|还)"
)
PROMISING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
OTHERWISE = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY, A.RESTATE, A.EMPATHISE)
SAYS_SO = (
    "可以退",
    "能退",
    "会退",
    "可以免",
    "能免",
    "可以赔",
    "会赔",
    "能赔",
    "有折扣",
    "全额退",
    "全给",
    "全退",
)
PROMISING_FROM = 0.4
OTHERWISE_FROM = 0.5


@dataclass(frozen=True)
class Gift:
    """Something held out. ``allowed``: the rules hold it; ``way``: the way out it belongs to."""

    kind: str
    words: frozenset[str]
    way: str | None
    allowed: bool
    figures: frozenset[float] = frozenset()  # that stood with it


@dataclass(frozen=True)
class Kind:
    """A kind of gift, see ``lines/gifts.yaml``."""

    before: str
    now: str
    gives: re.Pattern[str]
    denies: re.Pattern[str]
    short: bool = False  # denied by less than all, whatever it is; where all was over the rules


@lru_cache(maxsize=2)
def _table(chinese: bool) -> dict[str, Any]:
    path = Path(__file__).parents[1] / "lines" / "gifts.yaml"
    tables: dict[str, dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return tables["zh" if chinese else "en"]


@lru_cache(maxsize=2)
def kinds(chinese: bool) -> dict[str, Kind]:
    """The kinds of gift by name."""
    return {
        name: Kind(**row | {"gives": re.compile(row["gives"]), "denies": re.compile(row["denies"])})
        for name, row in _table(chinese)["kinds"].items()
    }


def gifts(read: Understanding, way: str | None, language: str, *, allowed: bool) -> Iterator[Gift]:
    """Everything that a turn holds out."""
    for clause in read.clauses:
        said = plain(clause.text)
        for name, kind in kinds(is_chinese(language)).items():
            plainly = _holds_out(clause, offers=way is not None) if allowed else not _does_else(clause)
            if plainly and kind.gives.search(said) and not kind.denies.search(said):
                whole = " ".join(c.text for c in read.clauses)
                yield Gift(name, content_words(whole, language), way, allowed, _figures(whole, language))


def _figures(text: str, language: str) -> frozenset[float]:
    return frozenset(n.value for n in numerals(plain(text), is_chinese(language)) if n.value > 1)


def _does_else(clause: Clause) -> bool:
    return strongest(clause.acts, OTHERWISE) >= OTHERWISE_FROM


def _holds_out(clause: Clause, *, offers: bool) -> bool:
    """Whether a clause promises; where a way out is spoken of, saying what it brings is enough."""
    says_so = offers or any(word in plain(clause.text) for word in SAYS_SO)
    strong = strongest(clause.acts, (*PROMISING, A.EXPLAIN, A.RECAP) if says_so else PROMISING)
    return strong >= PROMISING_FROM and strong > strongest(clause.acts, OTHERWISE)


def denied(read: Understanding, gift: Gift, language: str) -> bool:
    """Whether a turn says that the gift is not to be. To ask or to restate denies nothing."""
    kind = kinds(is_chinese(language))[gift.kind]
    asks = re.compile(_table(is_chinese(language))["asks"])
    told = (plain(clause.text) for clause in read.clauses)
    return any(
        _denies(said, kind, gift, language)
        for said in told
        if not (asks.search(said) or SOMEBODY_ELSE.search(said))
    )


def _denies(said: str, kind: Kind, gift: Gift, language: str) -> bool:
    if not kind.denies.search(said):
        return False
    if kind.short:
        return not gift.allowed
    own = content_words(_without_bare(kind.denies.sub(" ", said), language), language)
    return not own or bool(own & gift.words)


def disowned(read: Understanding, gift: Gift, language: str) -> bool:
    """Whether a turn says that the gift was never held out, or not meant: 我没说过退您, 骗你的.

    Who disowns another figure than was named disowns nothing.
    """
    table = _table(is_chinese(language))
    asks, disowns = re.compile(table["asks"]), re.compile(table["disowned"])
    told = [plain(clause.text) for clause in read.clauses]
    denials = [said for said in told if disowns.search(said) and not asks.search(said)]
    rest = " ".join(said for said in told if said not in denials)
    return any(_is_the_one(disowns.sub(" ", said), rest, gift, language) for said in denials)


def _is_the_one(denied: str, rest: str, gift: Gift, language: str) -> bool:
    """Whether what a denial holds besides names this gift; or nothing, and the rest does not name it."""
    left = _without_bare(denied, language)
    own = content_words(left, language)
    if not re.search(r"\w", left):
        return not _figures(rest, language) & gift.figures
    named = bool(own & gift.words) or bool(kinds(is_chinese(language))[gift.kind].gives.search(denied))
    return named and _figures(denied, language) <= gift.figures


def for_good(text: str, language: str) -> bool:
    """Whether a no is a change of mind, whatever the caller asked for last: 不退了，一分都没有."""
    return bool(re.search(_table(is_chinese(language))["for_good"], plain(text)))


def put_later(text: str, language: str) -> bool:
    """Whether the words put something off to later than it was to be: 要四十八小时以后才能赔."""
    return bool(re.search(_table(is_chinese(language))["put_later"], plain(text)))


def _without_bare(said: str, language: str) -> str:
    bare = sorted(_table(is_chinese(language))["bare"], key=len, reverse=True)
    if not is_chinese(language):
        return " ".join(word for word in re.findall(r"[\w']+", said) if word not in bare)
    for word in bare:
        said = said.replace(word, " ")
    return said


def withdraws(text: str, language: str) -> bool:
    """Whether the words say no to something without a name: 那个办不了了."""
    return bool(re.search(_table(is_chinese(language))["withdrawn"], plain(text)))
