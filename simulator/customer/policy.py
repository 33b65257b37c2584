"""What the customer does next: an agenda, and the rules by which it is worked off.

A reply is at most a few short sayings: a reaction to how one was treated, the answer to what was
asked, the next thing on the agenda. Mood, disclosure and hanging up are decided here, in code, never
by a language model: that is why the customer cannot be talked into playing the agent. The agenda
follows Schatzmann's agenda-based user model: pending facts, objections and questions.
"""

from __future__ import annotations

from simulator.content.persona import Persona
from simulator.content.wording import Move
from simulator.customer.agenda import invited, next_on_agenda
from simulator.customer.answers import answers
from simulator.customer.endings import ending
from simulator.customer.memory import Memory
from simulator.customer.offers import consider, refused_the_wish
from simulator.customer.perception import Perception
from simulator.customer.reaction import reaction
from simulator.customer.saying import Plan, Saying, by_lines, by_move
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

PIECES = {"terse": 2, "normal": 3, "talkative": 3}


def plan(seen: Perception, memory: Memory, mood: Mood, persona: Persona) -> Plan:
    """The customer's next sayings; updates the memory's agenda."""
    end = ending(seen, memory, mood)
    if end is not None:
        return end
    if not memory.opened:
        return Plan(_opening(seen, memory))
    first = reaction(seen, memory, mood)
    replies = answers(seen, memory)
    offer = consider(seen, memory, mood) or refused_the_wish(seen, memory)
    said = [s for s in (first, *replies, offer) if s is not None]
    if not replies and offer is None or invited(seen, memory):
        said += next_on_agenda(seen, memory, mood, said)
    once = list({saying.key: saying for saying in said}.values())
    return Plan(tuple(once[: PIECES[persona.speech.talkative]]))


def _opening(seen: Perception, memory: Memory) -> tuple[Saying, ...]:
    memory.opened = True
    opening = by_lines(C.STATE_PROBLEM, "opening", memory.scenario.opening)
    if seen.rude(A.INSULT) or seen.rude(A.CURT):
        return by_move(Move.OFFENDED), opening
    return (opening,)
