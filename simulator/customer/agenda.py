"""What is still on the customer's mind: objections, the rest of the story, questions."""

from __future__ import annotations

from simulator.content.scenario import Fact, Objection, Question
from simulator.content.wording import Move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perception import Perception
from simulator.customer.saying import Saying, by_lines, by_move
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C


def invited(seen: Perception, memory: Memory) -> bool:
    """Whether the turn leaves the floor to the customer although they have answered."""
    return seen.does(A.ACKNOWLEDGE) and not seen.asks_something and memory.next_story() is not None


def next_on_agenda(seen: Perception, memory: Memory, mood: Mood, said: list[Saying]) -> list[Saying]:
    """One more thing: an objection that is due, the next piece of the story, a question."""
    if any(s.move in (Move.WAIT, Move.NOT_UNDERSTOOD, Move.OFFENDED) for s in said):
        return []
    if memory.accepted:
        return _wind_up(seen, memory, said)
    due = _objection_due(seen, memory, mood)
    if due is not None and not any(s.act in (C.ACCUSE, C.DEMAND) for s in said):
        memory.objections[due.id] = Stage.OPEN
        return [by_lines(C(due.act), due.id, due.lines)]
    story = memory.next_story()
    if story is not None:
        return [volunteer(story, memory)]
    question = memory.next_question("early")
    if question is not None:
        return [ask(question, memory)]
    if said:
        return [by_move(Move.ASK_NEXT)] if len(said) == 1 and not seen.does(A.EXPLAIN) else []
    return [by_move(Move.IMPATIENT if memory.idle else Move.ASK_NEXT)]


def _wind_up(seen: Perception, memory: Memory, said: list[Saying]) -> list[Saying]:
    """After the solution is taken: remaining questions, then only short acknowledgements."""
    question = memory.next_question("early", "offered", "accepted")
    if question is not None:
        return [ask(question, memory)]
    return [] if said else [by_move(Move.ACKNOWLEDGE)]


def _objection_due(seen: Perception, memory: Memory, mood: Mood) -> Objection | None:
    early = memory.next_objection("early")
    if early is not None and (memory.told or mood.anger >= 0.5):
        return early
    if seen.does(A.EXPLAIN):
        return memory.next_objection("explained")
    return None


def volunteer(fact: Fact, memory: Memory) -> Saying:
    """Tell a piece of the story unasked."""
    memory.tell(fact)
    return by_lines(C.TELL_FACT, fact.id, fact.lines)


def ask(question: Question, memory: Memory) -> Saying:
    """Put a question; it stays open until the agent answers it."""
    memory.questions[question.id] = Stage.OPEN
    return by_lines(C.ASK, question.id, question.lines)

