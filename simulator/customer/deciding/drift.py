"""Side stories: told by people who like to talk, while they wait or when given the floor."""

from __future__ import annotations

from simulator.content.persona import Persona
from simulator.content.wording import Move
from simulator.customer.deciding.saying import Saying, by_lines
from simulator.customer.memory import Memory
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

SHARE = {"terse": 0.0, "normal": 0.15, "talkative": 0.6}  # of the occasions that are taken
ANGRY = 0.6  # nobody tells stories in this mood
FILLING = (Move.ASK_NEXT, Move.IMPATIENT, Move.ACKNOWLEDGE)  # said for want of anything else
LEADING = (A.ASK_OPEN, A.ASK_CLOSED, A.ASK_IDENTITY, A.PROPOSE, A.OFFER_HELP, A.CHECK_SATISFACTION)


def drift(said: list[Saying], seen: Perception, memory: Memory, mood: Mood, persona: Persona) -> list[Saying]:
    """What is said with a side story in it, if this is an occasion for one."""
    story = next((told for told in memory.scenario.asides if told.id not in memory.drifted), None)
    if story is None or mood.anger >= ANGRY or memory.accepted or not _occasion(said, seen, memory):
        return said
    if memory.chance("aside") >= SHARE[persona.speech.talkative]:
        return said
    memory.drifted.append(story.id)
    aside = by_lines(C.OTHER, f"aside:{story.id}", story.lines)
    return [*(s for s in said if s.move not in (*FILLING, Move.STILL_THERE)), aside]


def _occasion(said: list[Saying], seen: Perception, memory: Memory) -> bool:
    """Made to wait, or given the floor with nothing left to tell."""
    if seen.does(A.HOLD) or (seen.silent and memory.held and not seen.overdue):
        return all(saying.move in (Move.WAIT, Move.STILL_THERE) for saying in said)
    floor = seen.back_channel or seen.does(A.ACKNOWLEDGE, A.EMPATHISE)
    leads = seen.asks_something or seen.offered or seen.does(*LEADING)
    idle = all(saying.move in (*FILLING, Move.SOFTEN, Move.CONFIRM) for saying in said)
    return floor and not leads and idle and memory.next_story() is None
