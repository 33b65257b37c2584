"""What the customer decided to say, before it is worded.

Every saying has a key, which the transcript keeps (``Turn.said``), so that a report can see what was told
when. A key is a kind and a name out of the scenario:

==================  ==================================================================================
``opening``         the problem, stated first
``fact:ID``         told, unasked or asked; ``dodge:ID`` dodged; ``short:ID`` told again, shortly
``objection:ID``    voiced; ``again:ID`` repeated, harder; ``settled:ID`` let go
``question:ID``     asked; a second time when it was passed over
``bargain:ID``      asked on top of the resolution ID; ``accept:ID`` taken
``trigger:N``       what the scenario's N-th trigger (from 0) set off
``aside:ID``        a side story
``move:NAME``       anything else, by its move: ``move:ask_when``
==================  ==================================================================================

Once a call each, but for ``short``, ``again``, ``question``, ``trigger`` and ``move``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.content.wording import Band, Lines, Move
from simulator.transcript import EndReason
from simulator.understanding.acts import CustomerAct as C

ACT_OF: dict[Move, C] = {
    Move.HELLO: C.GREET,
    Move.STILL_THERE: C.ASK,
    Move.ANSWER_UNKNOWN: C.ANSWER,
    Move.NOT_AT_HAND: C.ANSWER,
    Move.EVADE: C.DOUBT,
    Move.WITHHOLD: C.DOUBT,
    Move.KEEP_SECRET: C.DOUBT,
    Move.ANSWERED_ALREADY: C.ANSWER,
    Move.NOT_UNDERSTOOD: C.ASK,
    Move.LOST_IN_JARGON: C.ASK,
    Move.CONFIRM: C.ANSWER,
    Move.CORRECT: C.OBJECT,
    Move.WAIT: C.ACCEPT,
    Move.HERE: C.OTHER,
    Move.BACK: C.OTHER,
    Move.SOFTEN: C.OTHER,
    Move.BRUSHED_OFF: C.COMPLAIN,
    Move.SORRY_AGAIN: C.COMPLAIN,
    Move.OFFENDED: C.COMPLAIN,
    Move.DENIED: C.OBJECT,
    Move.WON_OVER: C.ACCUSE,
    Move.INTERRUPTED: C.COMPLAIN,
    Move.KEPT_WAITING: C.COMPLAIN,
    Move.NOTICED: C.DOUBT,
    Move.PASSED_ON: C.COMPLAIN,
    Move.PUT_OFF: C.DOUBT,
    Move.TALKED_DOWN: C.ACCEPT,
    Move.IMPATIENT: C.COMPLAIN,
    Move.SMALL_TALK: C.OTHER,
    Move.OFF_SUBJECT: C.OBJECT,
    Move.ASK_NEXT: C.ASK,
    Move.ASK_WHEN: C.ASK,
    Move.DOUBT: C.DOUBT,
    Move.TOO_GOOD: C.DOUBT,
    Move.TOO_EARLY: C.OBJECT,
    Move.REJECT: C.OBJECT,
    Move.REFUSED: C.OBJECT,
    Move.ACCEPT_WARM: C.ACCEPT,
    Move.ACCEPT_GRUDGING: C.ACCEPT,
    Move.ACKNOWLEDGE: C.ACCEPT,
    Move.REMIND: C.ASK,
    Move.NOTHING_ELSE: C.ANSWER,
    Move.DEMAND_SUPERVISOR: C.ASK_SUPERVISOR,
    Move.THREATEN: C.THREATEN,
    Move.THANK_BYE: C.THANK,
    Move.BYE: C.FAREWELL,
    Move.WALK_AWAY: C.FAREWELL,
    Move.NOBODY_THERE: C.FAREWELL,
    Move.ESCALATE: C.THREATEN,
}


@dataclass(frozen=True)
class Saying:
    """One thing to say. ``key`` names it (so that nothing is said twice); ``lines`` are its own
    wordings, empty for a move that scenario, persona and house have lines for. ``slots`` fill its words."""

    act: C
    key: str
    lines: Lines = field(default_factory=dict)
    move: Move | None = None
    slots: dict[str, str] = field(default_factory=dict)  # words of this very call


def by_move(move: Move, **slots: str) -> Saying:
    """A saying worded by the scenario's, the persona's or the house's lines for this move."""
    return Saying(ACT_OF[move], f"move:{move}", move=move, slots=slots)


def by_lines(act: C, key: str, lines: Lines | Sequence[str]) -> Saying:
    """A saying that the scenario words itself."""
    return Saying(act, key, lines if isinstance(lines, dict) else {Band.ANY: list(lines)})


@dataclass(frozen=True)
class Plan:
    """What will be said, in order, and how the call ends if it ends with it."""

    sayings: tuple[Saying, ...]
    ended: EndReason | None = None
