"""Whether the agent still says what they said before, and stands by what they promised."""

from __future__ import annotations

from simulator.content.parts import Resolution
from simulator.customer.memory import Memory
from simulator.customer.perceiving.claims import Claim, Contradiction
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.normalise import plain
from simulator.understanding.reading import Understanding

GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
STANDS_BY = (A.ACKNOWLEDGE, A.COMMIT, A.EXPLAIN, A.RECAP, A.ACT_NOW, A.PROPOSE, A.SOOTHE)


def contradiction(
    text: str,
    read: Understanding,
    said: tuple[Claim, ...],
    offered: tuple[Resolution, ...],
    memory: Memory,
) -> Contradiction | None:
    """The first thing in this turn that does not fit an earlier one, if any.

    Who names the earlier figure as well is explaining the difference, not contradicting themselves.
    """
    language = memory.scenario.language
    if first_word(text, "instead", language):
        return None  # another way, put beside the first
    owned = bool(first_word(text, "owning_up", language))
    for claim in said:
        before = memory.said_before(claim)
        if before is None or plain(before.text) in plain(text) or not before.gets_worse(claim):
            continue
        return Contradiction(before.text, claim.text, owned)
    if _takes_back(read, offered, memory):
        yes, no = wordlist("yes_and_no", language)
        return Contradiction(yes, no, owned)
    return None


def _takes_back(read: Understanding, offered: tuple[Resolution, ...], memory: Memory) -> bool:
    """Whether something that was offered is refused now, and nothing given in its place."""
    if offered or not read.does(A.REFUSE) or read.does(*GIVING):
        return False
    refused = " ".join(clause.text for clause in read.clauses_doing(A.REFUSE))
    ways = [way for way in memory.scenario.resolutions if memory.offers[way.id].times]
    return any(mentions_any(refused, way.offered_by, memory.scenario.language) for way in ways)


def confirms(text: str, read: Understanding, language: str) -> bool:
    """Whether the turn stands by a promise that the caller asked about."""
    if read.does(A.REFUSE, A.CONTRADICT, A.CURT, A.INSULT):
        return False
    return bool(first_word(text, "stands_by", language)) or read.does(*STANDS_BY)
