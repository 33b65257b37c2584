"""When and how the customer ends the call. Each end is said once; nothing follows it."""

from __future__ import annotations

from simulator.content.wording import Move
from simulator.customer.deciding.answers import remind, unanswered
from simulator.customer.deciding.offers import unmoved
from simulator.customer.deciding.saying import Plan, by_move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.perception import Perception
from simulator.transcript import EndReason, Mood
from simulator.understanding.acts import AgentAct as A

PATIENCE_SPENT = 0.06
BOILING = 0.94
SILENCES_BORNE = 3
INSULTS_BORNE = 2
IDLE_BORNE = 6  # agent turns without progress after which anyone rings off
LINGERING_BORNE = 2  # agent turns after “nothing else” before the customer rings off
CONTENT_TRUST = 0.45
CONTENT_ANGER = 0.4


def ending(seen: Perception, memory: Memory, mood: Mood) -> Plan | None:
    """The plan that ends the call now (or protests against its end), or None to go on."""
    if seen.silent:
        return _silence(memory, mood)
    memory.silences = 0
    if memory.accepted:
        return _after_acceptance(seen, memory, mood)
    if seen.does(A.TRANSFER) and memory.wants_supervisor:
        return Plan((by_move(Move.ACKNOWLEDGE),), EndReason.ESCALATED)
    spent = mood.patience <= PATIENCE_SPENT or mood.anger >= BOILING or memory.idle >= IDLE_BORNE
    helped = not (memory.worse or memory.idle or unmoved(seen, memory, mood))
    if spent and not helped:  # nobody leaves at the moment they are being helped
        return _give_up(seen, memory, mood)
    if seen.does(A.FAREWELL) and memory.opened:
        return _goodbye_too_early(seen, memory, mood)
    return None


def _silence(memory: Memory, mood: Mood) -> Plan:
    memory.silences += 1
    if memory.silences > SILENCES_BORNE or (memory.silences > 1 and mood.patience <= PATIENCE_SPENT):
        return Plan((by_move(Move.NOBODY_THERE),), EndReason.WALKED_AWAY)
    return Plan((by_move(Move.STILL_THERE if memory.opened else Move.HELLO),))


def _give_up(seen: Perception, memory: Memory, mood: Mood) -> Plan | None:
    """People show that they are about to leave before they do; only repeated insults spare the warning.

    Whose protest is answered by another goodbye has shown it.
    """
    shown = memory.warned or (memory.protested and seen.does(A.FAREWELL))
    if not shown and memory.events["insulted"] < INSULTS_BORNE:
        memory.warned = True
        rude = seen.rude(A.INSULT, A.BLAME, A.CURT) or seen.off_subject
        return None if rude or seen.asked else Plan((by_move(Move.IMPATIENT),))
    if memory.events["threatened"] or memory.events["demanded_supervisor"] or mood.anger >= BOILING:
        return Plan((by_move(Move.ESCALATE),), EndReason.ESCALATED)
    return Plan((by_move(Move.WALK_AWAY),), EndReason.WALKED_AWAY)


def _goodbye_too_early(seen: Perception, memory: Memory, mood: Mood) -> Plan | None:
    """The first goodbye before the matter is settled meets a protest, the second ends the call."""
    if seen.offered or seen.asked or seen.stuffed:
        return None
    if memory.protested:
        return Plan((by_move(Move.WALK_AWAY),), EndReason.WALKED_AWAY)
    memory.protested = True
    left = unanswered(memory) if mood.anger < CONTENT_ANGER else None
    return Plan((left or by_move(Move.IMPATIENT),))


def _after_acceptance(seen: Perception, memory: Memory, mood: Mood) -> Plan | None:
    """The matter is settled: let the agent close; end it oneself when the agent does not."""
    if mood.anger >= BOILING and memory.worse:
        return _give_up(seen, memory, mood)
    closing = seen.does(A.FAREWELL) or (seen.does(A.THANK) and memory.nothing_else)
    if closing and seen.asked and not memory.nothing_else:
        return None  # what is asked is answered first
    if closing and not memory.protested:
        memory.protested = True
        left = unanswered(memory) or remind(memory)
        if left is not None:
            return Plan((left,))
    if closing:
        return _bye(memory, mood)
    if memory.nothing_else:
        memory.lingering += 1
    if mood.patience <= PATIENCE_SPENT or memory.lingering > LINGERING_BORNE:
        return _bye(memory, mood)
    return None


def _bye(memory: Memory, mood: Mood) -> Plan:
    """Nobody is content whose question was passed over to the last."""
    content = mood.anger < CONTENT_ANGER and mood.trust >= CONTENT_TRUST
    content = content and Stage.OPEN not in memory.questions.values()
    reason = EndReason.SATISFIED if content else EndReason.ACCEPTED
    return Plan((by_move(Move.THANK_BYE if content else Move.BYE),), reason)
