"""What is still on the customer's mind: objections, the rest of the story, questions."""

from __future__ import annotations

from simulator.content.parts import Fact, Objection, Question
from simulator.content.wording import Move
from simulator.customer.deciding.saying import Saying, by_lines, by_move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

LOUD = (Move.OFFENDED, Move.DENIED, Move.THREATEN, Move.DEMAND_SUPERVISOR, Move.CORRECT, Move.WON_OVER,
        Move.NOTICED, Move.PASSED_ON, Move.PUT_OFF, Move.KEEP_SECRET)  # fmt: skip
QUIET = (Move.WAIT, Move.NOT_UNDERSTOOD, Move.LOST_IN_JARGON, Move.REJECT, Move.IMPATIENT)
GIVING = (A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW)
HARD = 3  # level of calls in which nobody keeps their opinion to themselves
BURSTING = 0.5  # anger from which an opinion is not held back
RECONCILED = 0.7  # trust from which a suspicion is not voiced any more
HEATED = 0.3  # … unless one is this angry


def takes_the_floor(saying: Saying) -> bool:
    """Whether after this people stop and let the other side answer for it."""
    return saying.move in LOUD or saying.key.startswith("again:")


def invited(seen: Perception, memory: Memory) -> bool:
    """Whether the turn leaves the floor to the customer although they have answered."""
    if seen.asks_something or seen.offered or seen.does(*GIVING, A.CHECK_SATISFACTION):
        return False
    return seen.does(A.ACKNOWLEDGE) and memory.next_story() is not None


def next_on_agenda(seen: Perception, memory: Memory, mood: Mood, said: list[Saying]) -> list[Saying]:
    """One more thing: an objection that is due, the next piece of the story, a question."""
    if any(s.move in QUIET or takes_the_floor(s) for s in said):
        return []
    if memory.accepted:
        return _wind_up(memory, said)
    agreed = any(s.move is Move.CONFIRM or s.key.startswith("settled:") for s in said)
    due = None if agreed else _objection_due(seen, memory, mood)
    if due is not None and not any(s.act in (C.ACCUSE, C.DEMAND) for s in said):
        return [raise_objection(due, memory)]
    story = memory.next_story()
    if story is not None and (not memory.heard_out or invited(seen, memory)):
        return [volunteer(story, memory)]
    question = memory.next_question("early")
    if question is not None:
        return [ask(question, memory)]
    if said:
        return [by_move(Move.ASK_NEXT)] if len(said) == 1 and not seen.does(A.EXPLAIN) else []
    return [by_move(Move.IMPATIENT if memory.idle else Move.ASK_NEXT)]


def blurt(memory: Memory, mood: Mood) -> list[Saying]:
    """Somebody angry adds their opinion to a mere answer; in a hard call, so does who is not won over."""
    early = memory.next_objection("early")
    hard = memory.scenario.difficulty == HARD and not _reconciled(mood)
    bursts = (mood.anger >= BURSTING or hard) and memory.told and memory.open_objection() is None
    return [raise_objection(early, memory)] if early is not None and bursts else []


def _reconciled(mood: Mood) -> bool:
    return mood.trust >= RECONCILED and mood.anger < HEATED


def _wind_up(memory: Memory, said: list[Saying]) -> list[Saying]:
    """After the solution is taken: what is still to be asked of it, then only short acknowledgements."""
    question = memory.next_question("offered", "accepted")
    if question is not None:
        return [ask(question, memory)]
    return [] if said else [by_move(Move.ACKNOWLEDGE)]


def _objection_due(seen: Perception, memory: Memory, mood: Mood) -> Objection | None:
    if _reconciled(mood):
        return None
    early = memory.next_objection("early")
    if early is not None and (memory.told or mood.anger >= BURSTING):
        return early
    if seen.does(A.EXPLAIN):
        return memory.explained_objection()
    return None


def raise_objection(objection: Objection, memory: Memory) -> Saying:
    """Voice an objection; it stays open until the agent answers it."""
    memory.objections[objection.id] = Stage.OPEN
    return by_lines(C(objection.act), f"objection:{objection.id}", objection.lines)


def volunteer(fact: Fact, memory: Memory) -> Saying:
    """Tell a piece of the story unasked."""
    memory.tell(fact)
    return by_lines(C.TELL_FACT, f"fact:{fact.id}", fact.lines)


def ask(question: Question, memory: Memory) -> Saying:
    """Put a question; it stays open until the agent answers it."""
    memory.questions[question.id] = Stage.OPEN
    return by_lines(C.ASK, f"question:{question.id}", question.lines)
