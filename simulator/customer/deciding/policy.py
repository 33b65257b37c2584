"""What the customer does next: an agenda, and the rules by which it is worked off.

A reply is at most a few short sayings: a reaction to how one was treated, the answer to what was
asked, the next thing on the agenda. Mood, disclosure and hanging up are decided here, in code, never
by a language model: that is why the customer cannot be talked into playing the agent. The agenda
follows Schatzmann's agenda-based user model: pending facts, objections and questions.
"""

from __future__ import annotations

from simulator.content.persona import Persona
from simulator.content.wording import Move
from simulator.customer.deciding.agenda import blurt, invited, next_on_agenda, takes_the_floor
from simulator.customer.deciding.answers import answers
from simulator.customer.deciding.drift import drift
from simulator.customer.deciding.endings import ending
from simulator.customer.deciding.offers import consider, hear_offers
from simulator.customer.deciding.reaction import aside, reaction
from simulator.customer.deciding.saying import Plan, Saying, by_lines, by_move
from simulator.customer.memory import Memory
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

PIECES = {"terse": 2, "normal": 3, "talkative": 3}
OUTBURSTS = (Move.THREATEN, Move.DEMAND_SUPERVISOR)
BRINGS = (A.ASK_OPEN, A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW)  # comes back with something to answer
COURTESIES = (Move.WAIT, Move.ACKNOWLEDGE)  # superfluous where more is said
PUT_OFF = (
    Move.ANSWER_UNKNOWN,
    Move.WITHHOLD,
    Move.EVADE,
    Move.NOT_AT_HAND,
)  # … by what the call has words for
SPARE = (*COURTESIES, Move.CONFIRM, Move.SOFTEN, Move.ANSWERED_ALREADY, Move.BRUSHED_OFF, Move.SORRY_AGAIN)


def plan(seen: Perception, memory: Memory, mood: Mood, persona: Persona) -> Plan:
    """The customer's next sayings; updates the memory's agenda."""
    was_away, was_on_hold, asked = memory.away, memory.on_hold, memory.reminded
    memory.reminded, memory.puzzled = None, False
    memory.away = seen.silent or seen.does(A.HOLD)
    memory.on_hold = was_on_hold if seen.silent else memory.held
    end = ending(seen, memory, mood)
    if end is not None:
        return end if end.ended else Plan(tuple(drift(list(end.sayings), seen, memory, mood, persona)), None)
    if not memory.opened:
        return Plan(_opening(seen, memory))
    if was_away and seen.returning and not seen.does(*BRINGS):
        return Plan((by_move(Move.BACK if was_on_hold else Move.HERE),))
    if asked is not None and seen.confirms and not seen.does(A.CHECK_SATISFACTION):
        return Plan((by_move(Move.ACKNOWLEDGE),))
    if seen.off_subject:
        return Plan((aside(seen, memory, mood),))
    pieces = PIECES[persona.speech.talkative]
    once = list({saying.key: saying for saying in _sayings(seen, memory, mood, pieces)}.values())
    return Plan(_shortened(drift(once, seen, memory, mood, persona), pieces))


def _shortened(said: list[Saying], pieces: int) -> tuple[Saying, ...]:
    """Mere reactions give way where it would be too much; an answer, a yes or an opinion is never lost."""
    spare = [saying for saying in said if saying.move in SPARE]
    left_out = spare[: max(0, len(said) - pieces)]
    return tuple(saying for saying in said if saying not in left_out)


def _sayings(seen: Perception, memory: Memory, mood: Mood, pieces: int) -> list[Saying]:
    """Reaction, answers, what they think of the offer, and one thing more where there is room for it."""
    first = reaction(seen, memory, mood)
    replies = answers(seen, memory)
    if first is not None and first.key.partition(":")[0] in ("trigger", "settled"):
        replies = [reply for reply in replies if reply.move not in PUT_OFF]
    hear_offers(seen, memory)
    if first is not None and takes_the_floor(first):
        known = [reply for reply in replies if reply.move is not Move.ANSWER_UNKNOWN]
        return [*known, first] if first.move in OUTBURSTS else [first, *known]
    settled = first is not None and first.key.startswith("settled:")
    offer = consider(seen, memory, mood, settled=settled)
    if first is not None and first.move in COURTESIES and (replies or offer):
        first = None
    glad = offer is not None and offer.act is C.ACCEPT and all(reply.act is C.ASK for reply in replies)
    said = [s for s in ((first, offer, *replies) if glad else (first, *replies, offer)) if s is not None]
    if len(said) >= pieces:
        return said
    if (offer is None and (not replies or invited(seen, memory))) or _cut_short(offer):
        return said + next_on_agenda(seen, memory, mood, said)
    told = any(reply.act is C.ANSWER for reply in replies)
    answered = told and first is None and memory.accepted is None
    return said + (blurt(memory, mood) if answered else [])


def _cut_short(offer: Saying | None) -> bool:
    """先别急，你听我说完 — and then they do."""
    return offer is not None and offer.move is Move.TOO_EARLY


def _opening(seen: Perception, memory: Memory) -> tuple[Saying, ...]:
    memory.opened = True
    opening = by_lines(C.STATE_PROBLEM, "opening", memory.scenario.opening)
    if seen.rude(A.INSULT, A.CURT):
        memory.events["offended"] += 1
        return by_move(Move.OFFENDED), opening
    return (opening,)
