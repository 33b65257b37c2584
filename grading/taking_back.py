"""A way out that was promised and then taken back (刚才说错了，退不了): it was no way out."""

from __future__ import annotations

from dataclasses import dataclass

from grading.heard import Heard, Said
from grading.moments import shows_path
from grading.result import Evidence
from simulator.understanding.reading import Clause

DENIES = ("refuses", "cannot")
PROMISES = ("i_act", "formula", "done")
ASKS = ("asks_permission", "else_then")


@dataclass(frozen=True)
class TakenBack:
    """``turn``: the agent's turn up to which nothing that was promised stands."""

    turn: int
    promise: Evidence
    words: Evidence


def taken_back(call: Heard, since: int) -> TakenBack | None:
    """The last promise withdrawn, of those made from turn ``since`` on."""
    promise: Evidence | None = None
    acts: frozenset[str] = frozenset()
    found: TakenBack | None = None
    for turn in call.agent:
        if turn.index < since:
            continue
        if promise is not None and (words := _withdraws(call, turn, acts)) is not None:
            found = TakenBack(turn.index, promise, words)
        if (offer := offers(call, turn)) is not None:
            promise = promise or offer
            acts |= _promised(call, turn)
    return found


def offers(call: Heard, turn: Said) -> Evidence | None:
    """The first clause with a way out that is neither denied nor taken back."""
    for clause in turn.does.clauses:
        denied = any(call.words.has(name, clause.text) for name in (*DENIES, "takes_back"))
        if shows_path(call, clause.text) and not denied:
            return call.quote(turn, clause.start)
    return None


def _promised(call: Heard, turn: Said) -> frozenset[str]:
    """The acts that a turn says it does or will do: 我给您退, I'll refund you."""
    said = (c.text for c in turn.does.clauses if any(call.words.has(name, c.text) for name in PROMISES))
    return frozenset(act for text in said for act in _acts(call, text))


def _acts(call: Heard, text: str) -> frozenset[str]:
    return frozenset(match.group()[:4] for match in call.words.every("promised_act", text))


def _denied(call: Heard, clause: Clause) -> bool:
    """Says no; 能不能 asks, and 不行就寄 says what to do then."""
    return any(call.words.has(name, clause.text) for name in DENIES) and not any(
        call.words.has(name, clause.text) for name in ASKS
    )


def _withdraws(call: Heard, turn: Said, acts: frozenset[str]) -> Evidence | None:
    """Where a turn takes back what stands: it says no to one of these acts, and offers nothing instead."""
    denied = next((clause for clause in turn.does.clauses if _denied(call, clause)), None)
    if denied is None or offers(call, turn) is not None:
        return None
    if call.has("takes_back", turn):
        return call.quote(turn, denied.start)
    asked = call.before(turn.index, by_agent=False)
    if asked is None or call.has("asks_more", asked) or call.has("demands", asked):
        return None
    if call.has("no_after_all", turn):
        return call.quote(turn, denied.start)
    same = _acts(call, denied.text) & acts
    withdrawn = same and call.words.has("cannot", denied.text) and not _acts(call, asked.text) & same
    return call.quote(turn, denied.start) if withdrawn else None
