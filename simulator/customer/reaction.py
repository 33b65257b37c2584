"""The customer's reaction to how they were just treated: at most one saying, before anything else."""

from __future__ import annotations

from simulator.content.scenario import Objection
from simulator.content.wording import Move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perception import Perception, Restatement
from simulator.customer.saying import Saying, by_lines, by_move
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

FURIOUS = 0.72  # anger from which the caller threatens
OUT_OF_REACH = 0.84  # … and asks for somebody else
HARDER = 2  # how often an objection is repeated at the most


def reaction(seen: Perception, memory: Memory, mood: Mood) -> Saying | None:
    """The one thing that must be answered before anything else, or None."""
    if (seen.rude(A.INSULT) or seen.rude(A.BLAME, A.CURT)) and not any(t.lines for t in seen.triggers):
        return by_move(Move.OFFENDED)
    objection = memory.open_objection()
    if objection is not None:
        answer = _on_objection(objection, seen, memory)
        if answer is not None:
            return answer
    triggered = next((t for t in seen.triggers if t.lines), None)
    if triggered is not None:
        return by_lines(C.COMPLAIN, triggered.why, triggered.lines)
    return _on_outburst(memory, mood) or _on_listening(seen, memory) or _on_manner(seen, memory, mood)


def _on_objection(objection: Objection, seen: Perception, memory: Memory) -> Saying | None:
    """YES-BUT seen from the other side of the line."""
    if seen.does(A.ENDORSE):
        memory.objections[objection.id] = Stage.SETTLED
        return by_move(Move.WON_OVER)
    if memory.just("met_opinion"):
        memory.objections[objection.id] = Stage.SETTLED
        return by_lines(C.OTHER, f"settled:{objection.id}", objection.settled)
    ignored = not (seen.does(A.EMPATHISE, A.EXPLAIN, A.HOLD, A.COMMIT, A.ACT_NOW) or seen.asked or seen.offered)
    repeats = memory.events[f"again:{objection.id}"]
    if (seen.rude(A.CONTRADICT) or ignored) and repeats < HARDER:
        memory.events[f"again:{objection.id}"] += 1
        return by_lines(C(objection.act), f"again:{objection.id}", objection.again)
    if repeats >= HARDER or seen.offered or seen.does(A.EXPLAIN):
        memory.objections[objection.id] = Stage.SETTLED
    return by_move(Move.DENIED) if seen.rude(A.CONTRADICT) else None


def _on_outburst(memory: Memory, mood: Mood) -> Saying | None:
    """Anger that has just grown finds its words: first a threat, then the supervisor."""
    if not memory.worse:
        return None
    if mood.anger >= OUT_OF_REACH and memory.events["threatened"] and not memory.events["demanded_supervisor"]:
        memory.events["demanded_supervisor"] += 1
        return by_move(Move.DEMAND_SUPERVISOR)
    if mood.anger >= FURIOUS and not memory.events["threatened"]:
        memory.events["threatened"] += 1
        return by_move(Move.THREATEN)
    return None


def _on_listening(seen: Perception, memory: Memory) -> Saying | None:
    if seen.restated is Restatement.RIGHT:
        return by_move(Move.CONFIRM)
    if seen.restated is Restatement.WRONG:
        return by_move(Move.CORRECT)
    if seen.jargon and not seen.offered:
        return by_move(Move.LOST_IN_JARGON)
    if memory.just("unintelligible"):
        return by_move(Move.NOT_UNDERSTOOD)
    return None


def _on_manner(seen: Perception, memory: Memory, mood: Mood) -> Saying | None:
    if memory.just("bare_understanding_again") or (memory.just("bare_understanding") and mood.anger >= 0.5):
        return by_move(Move.BRUSHED_OFF)
    if memory.just("apologised_again") or memory.just("apologies_worn_out"):
        return by_move(Move.SORRY_AGAIN)
    if memory.just("empathised") and not seen.offered:
        return by_move(Move.SOFTEN)
    if memory.just("offered_too_early"):
        return by_move(Move.TOO_EARLY)
    if seen.does(A.CHECK_SATISFACTION):
        return None
    if seen.does(A.HOLD) or (seen.does(A.COMMIT, A.SIGNPOST) and not seen.asked and not seen.offered):
        return by_move(Move.WAIT)
    return None
