"""Whether the agent still says what they said before, and stands by what they promised."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.parts import Resolution
from simulator.customer.memory import Memory
from simulator.customer.perceiving.claims import SUM, Claim, Contradiction
from simulator.customer.perceiving.forms import fits
from simulator.customer.perceiving.gifts import (
    denied,
    disowned,
    for_good,
    kinds,
    put_later,
    withdraws,
)
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import Speaker, Turn, is_chinese
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.numbers import numerals
from simulator.understanding.reading import Understanding

GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
WISHES = ("bargain", "question")  # kinds of key (``deciding/saying.py``) that a no may answer
VOICED = ("objection", "again")  # … as it may a demand
STANDS_BY = (A.ACKNOWLEDGE, A.COMMIT, A.EXPLAIN, A.RECAP, A.ACT_NOW, A.PROPOSE, A.SOOTHE)


def contradiction(
    text: str,
    read: Understanding,
    said: tuple[Claim, ...],
    offered: tuple[Resolution, ...],
    memory: Memory,
    context: Sequence[Turn] = (),
    *,
    owned: bool,
) -> Contradiction | None:
    """The first thing in this turn that does not fit an earlier one; ``owned``: they say so themselves.

    Who names the earlier figure as well is explaining the difference, not contradicting themselves.
    """
    language = memory.scenario.language
    if first_word(text, "instead", language):
        return None  # another way, put beside the first
    for claim in said:
        before = memory.said_before(claim)
        if before is None or not before.gets_worse(claim):
            continue
        if _named(before, text, language) and not fits(text, "unsays", language):
            continue
        if claim.is_fee and {before.latest, claim.latest} <= memory.figures:
            continue  # both are figures of this case, so they are of different things
        return Contradiction(before.text, claim.text, owned)
    return _taken_back(text, read, offered, memory, context, owned=owned)


def _named(before: Claim, text: str, language: str) -> bool:
    """Whether the words name what was claimed before, a sum with its unit or without."""
    sums = [n.value for n in numerals(plain(text), is_chinese(language))] if before.thing == SUM else []
    return plain(before.text) in plain(text) or before.latest in sums


def _taken_back(
    text: str,
    read: Understanding,
    offered: tuple[Resolution, ...],
    memory: Memory,
    context: Sequence[Turn],
    *,
    owned: bool,
) -> Contradiction | None:
    """Something held out before that is not to be had now. To refuse a demand takes nothing back."""
    language = memory.scenario.language
    free = owned or not _refuses_a_wish(context, memory) or for_good(text, language)
    for gift in memory.gifts.values():
        never = disowned(read, gift, language)
        if never or ((free or not gift.allowed) and denied(read, gift, language)):
            kind = kinds(is_chinese(language))[gift.kind]
            return Contradiction(kind.before, kind.now, owned, taken_back=True, disowned=never, way=gift.way)
    yes, no, wait = wordlist("yes_and_no", language)
    way = _retracted(text, memory, free=not _refuses_a_wish(context, memory))
    way = way or _refused(read, offered, memory) or _withdrawn(text, read, offered, memory, owned=owned)
    if way is not None:
        return Contradiction(yes, no, owned, taken_back=True, way=way)
    talked_of = memory.considering or memory.accepted
    if owned and put_later(text, language) and (memory.gifts or talked_of):
        return Contradiction(yes, wait, owned, taken_back=True, way=talked_of)
    return None


def _refuses_a_wish(context: Sequence[Turn], memory: Memory) -> bool:
    """Whether the caller has just wished for something more, which a plain no would answer."""
    last = next((turn for turn in reversed(context) if turn.speaker is Speaker.CUSTOMER), None)
    demands = {o.id for o in memory.scenario.objections if o.act == "demand"}
    said = [key.partition(":")[::2] for key in last.said] if last is not None else []
    return any(kind in WISHES or (kind in VOICED and name in demands) for kind, name in said)


def _retracted(text: str, memory: Memory, *, free: bool) -> str | None:
    """The way on the table or taken, if he can't go after all. A no that may answer a wish has to name it."""
    language = memory.scenario.language
    gone = memory.considering or memory.accepted
    if gone is None or fits(text, "takes_back", language):
        return gone
    if not fits(text, "after_all", language):
        return None
    cues = [cue for way in memory.scenario.resolutions if way.id == gone for cue in way.offered_by]
    return gone if free or mentions_any(text, cues, language) else None


def _refused(read: Understanding, offered: tuple[Resolution, ...], memory: Memory) -> str | None:
    """A way that was offered and is refused now by name, with nothing given in its place."""
    if offered or not read.does(A.REFUSE) or read.does(*GIVING):
        return None
    language = memory.scenario.language
    refused = " ".join(_up_to_only(clause.text, language) for clause in read.clauses_doing(A.REFUSE))
    ways = [way for way in memory.scenario.resolutions if memory.offers[way.id].times]
    return next((way.id for way in ways if mentions_any(refused, way.offered_by, language)), None)


def _up_to_only(text: str, language: str) -> str:
    """A refusal up to what it leaves: 免不了，只能用积分抵 refuses nothing behind the 只能."""
    word = first_word(text, "only", language)
    return plain(text).split(word.strip())[0] if word else text


def _withdrawn(
    text: str, read: Understanding, offered: tuple[Resolution, ...], memory: Memory, *, owned: bool
) -> str | None:
    """The way on the table or taken, if 刚才那个办不了了 says that it was a mistake."""
    earlier = owned or bool(first_word(text, "earlier", memory.scenario.language))
    says_no = read.does(A.REFUSE, A.CONTRADICT) and withdraws(text, memory.scenario.language)
    if offered or not (earlier and says_no) or read.does(*GIVING):
        return None
    return memory.considering or memory.accepted


def confirms(text: str, read: Understanding, language: str) -> bool:
    """Whether the turn stands by a promise that the caller asked about."""
    if read.does(A.REFUSE, A.CONTRADICT, A.CURT, A.INSULT):
        return False
    return bool(first_word(text, "stands_by", language)) or read.does(*STANDS_BY)
