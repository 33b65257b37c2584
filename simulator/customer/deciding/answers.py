"""The customer's answers to what was asked: only that, and not more than they know."""

from __future__ import annotations

from simulator.content.alternation import words_of
from simulator.content.parts import Fact
from simulator.content.wording import Move
from simulator.customer.deciding.agenda import ask, volunteer
from simulator.customer.deciding.saying import Saying, by_lines, by_move
from simulator.customer.deciding.trying import whether_it_worked
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.claims import spoken
from simulator.customer.perceiving.perception import Perception
from simulator.customer.perceiving.restating import Restatement
from simulator.customer.perceiving.topic import first_word
from simulator.understanding import mentions_any
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C
from simulator.understanding.overlap import shared

FACTS_AT_ONCE = 3


def answers(seen: Perception, memory: Memory) -> list[Saying]:
    """Only what was asked. What has been told already is told again shortly."""
    for question in seen.answered:
        memory.questions[question.id] = Stage.SETTLED
    fresh = [fact for fact in seen.asked if fact.id not in memory.told]
    if fresh:
        told = [_tell(fact, memory) for fact in fresh[:FACTS_AT_ONCE]]
        return sorted(told, key=lambda saying: saying.act is C.DOUBT)  # what is dodged comes last
    again = [
        f for f in seen.asked if seen.restated is Restatement.NONE and not (seen.offered or seen.misstated)
    ]
    if again:
        fact = max(again, key=lambda f: _closeness(f, seen.text, memory.scenario.language))
        short = by_lines(C.ANSWER, f"short:{fact.id}", [fact.short])
        return [short] if memory.asked[fact.id] > 2 else [by_move(Move.ANSWERED_ALREADY), short]
    if seen.does(A.CHECK_SATISFACTION):
        return _on_check(seen, memory)
    return _unmatched_question(seen, memory)


def _closeness(fact: Fact, text: str, language: str) -> int:
    """How much a question must say to fit a fact: 在迪拜待多久 is closer to the stay than to 多久 alone."""
    return max((len(cue.split()) for cue in fact.asks if mentions_any(text, [cue], language)), default=0)


def _tell(fact: Fact, memory: Memory) -> Saying:
    if fact.disclose == "pressed" and memory.asked[fact.id] <= 1:
        return by_lines(C.DOUBT, f"dodge:{fact.id}", fact.dodge)
    memory.tell(fact)
    return by_lines(C.ANSWER, f"fact:{fact.id}", fact.lines)


def _on_check(seen: Perception, memory: Memory) -> list[Saying]:
    """这样可以吗 / 还有其他需要吗."""
    if not memory.accepted and (seen.offered or memory.considering):
        return []  # the question is about the offer, and so is the answer
    left = unanswered(memory)
    if left is not None:
        return [left]
    if memory.accepted:
        memory.nothing_else = True
        return [remind(memory) or by_move(Move.NOTHING_ELSE)]
    return [by_move(Move.IMPATIENT)]


def remind(memory: Memory) -> Saying | None:
    """Ask about a promise that nobody went over again."""
    promise = memory.promise_left()
    if promise is None:
        return None
    memory.events["reminded"] += 1
    memory.reminded = promise
    return by_move(Move.REMIND, promise=spoken(promise, memory.scenario.language))


def unanswered(memory: Memory) -> Saying | None:
    """What the customer still wants to know: a new question, or one that was passed over, once more."""
    due = ("offered", "accepted") if memory.accepted else ("early", "offered")
    question = memory.next_question(*due)
    if question is not None:
        return ask(question, memory)
    question = memory.unanswered()
    if question is None:
        return None
    memory.events[f"insisted:{question.id}"] += 1
    return ask(question, memory)


def _unmatched_question(seen: Perception, memory: Memory) -> list[Saying]:
    """A question that no fact answers: go on with the story, or say that one does not know."""
    worked = whether_it_worked(seen, memory)
    if worked is not None:
        return [worked]
    if seen.asks_on:
        story = memory.next_story()
        return [volunteer(story, memory)] if story else []
    loose = seen.restated in (Restatement.NONE, Restatement.LOOSE)
    if loose and seen.asks_something and seen.reads_back and not (seen.misstated or seen.does(A.ASK_OPEN)):
        return [by_move(Move.CONFIRM)]
    taken = seen.restated is not Restatement.NONE or seen.offered or seen.does(A.HOLD, A.COMMIT, A.SIGNPOST)
    if not seen.asks_something or taken or seen.answered or seen.misstated or seen.pries or _go_on(seen):
        return []
    if first_word(seen.text, "understanding", memory.scenario.language):
        return [by_move(Move.CORRECT)]  # nothing that the caller knows
    outside = _outside(seen, memory.scenario.language)
    if outside is not None:
        return [by_move(outside)]
    if seen.does(A.ASK_OPEN):
        story = memory.next_story()
        return [volunteer(story, memory)] if story else [by_move(Move.ANSWERED_ALREADY)]
    story = memory.next_story()
    if story is not None and _touches(seen, story, memory):
        return [volunteer(story, memory)]
    return [by_move(Move.ANSWER_UNKNOWN)]


def _go_on(seen: Perception) -> bool:
    """嗯，您说，我听着呢: a sign of listening, whatever it may look like."""
    listens, asks = seen.read.acts.get(A.ACKNOWLEDGE, 0.0), seen.read.acts.get(A.ASK_OPEN, 0.0)
    return listens > asks and not seen.asked and not seen.does(A.ASK_CLOSED, A.ASK_IDENTITY)


def _outside(seen: Perception, language: str) -> Move | None:
    """How a question is put off that this call has no answer to: nothing is made up."""
    if first_word(seen.text, "secret", language) and not first_word(seen.text, "kept", language):
        return Move.WITHHOLD
    if first_word(seen.text, "papers", language):
        return Move.NOT_AT_HAND
    if first_word(seen.text, "personal", language):
        return Move.EVADE
    return Move.WITHHOLD if seen.does(A.ASK_IDENTITY) and not seen.does(A.ASK_OPEN) else None


def _touches(seen: Perception, story: Fact, memory: Memory) -> bool:
    """Whether the question is about what the customer was going to tell anyway."""
    language = memory.scenario.language
    told = " ".join([story.short, *(line for lines in story.lines.values() for line in lines)])
    return shared(seen.text, words_of(told), language) > 0
