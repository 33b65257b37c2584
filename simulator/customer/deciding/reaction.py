"""The customer's reaction to how they were just treated: at most one saying, before anything else."""

from __future__ import annotations

from simulator.content.parts import Objection, Trigger
from simulator.content.wording import Move
from simulator.customer.deciding.correcting import put_right
from simulator.customer.deciding.escalation import on_demand, outburst
from simulator.customer.deciding.saying import Saying, by_lines, by_move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.claims import Contradiction
from simulator.customer.perceiving.passing import better_on_the_table
from simulator.customer.perceiving.perception import Perception
from simulator.customer.perceiving.restating import Restatement
from simulator.customer.perceiving.topic import first_word, wordlist
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

LONG = 6.0  # seconds beyond what is borne from which people mention it
SPEAKS_UP = 0.6  # share of such moments that are put into words
PUT_OFF_BORNE = 2  # how often somebody asks what comes next
HARDER = 2  # how often an objection is repeated at the most
REASONED = (A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW, A.EMPATHISE)
STEPS = (A.EMPATHISE, A.EXPLAIN, A.HOLD, A.PROPOSE, A.COMMIT, A.ACT_NOW)


def reaction(seen: Perception, memory: Memory, mood: Mood) -> Saying | None:
    """The one thing that must be answered before anything else, or None."""
    if seen.contradicts is not None and seen.contradicts.taken_back and not seen.rude(A.INSULT):
        return _on_contradiction(seen.contradicts, memory)
    if seen.rude(A.INSULT, A.BLAME, A.CURT) and not any(t.lines for t in seen.triggers):
        return _on_rudeness(memory, mood)
    if seen.pries:
        return by_move(Move.KEEP_SECRET)
    if seen.contradicts is not None and not seen.contradicts.owned:
        return _on_contradiction(seen.contradicts, memory)
    if memory.just("owned_up"):
        return by_move(Move.ACKNOWLEDGE)
    if seen.misstated is not None:
        return put_right(seen.misstated, memory)
    late = _on_timing(seen, memory)
    if late is not None:
        return late
    passed = on_demand(seen, memory)
    if passed is not None:
        return passed
    objection = memory.open_objection()
    if objection is not None and not memory.doubting:
        answer = _on_objection(objection, seen, memory)
        if answer is not None:
            return answer
    triggered = next((t for t in seen.triggers if t.lines and not _worn(t, memory)), None)
    if triggered is not None:
        return _on_trigger(triggered, memory)
    if seen.puts_off:
        return _on_putting_off(memory)
    if memory.accepted is not None:
        return _late_settlement(seen, memory)
    return outburst(memory, mood) or _on_listening(seen, memory) or _on_manner(seen, memory, mood)


def _on_contradiction(contradiction: Contradiction, memory: Memory) -> Saying:
    memory.puzzled = not contradiction.owned
    return by_move(Move.NOTICED, before=contradiction.before, now=contradiction.now)


def _on_trigger(trigger: Trigger, memory: Memory) -> Saying:
    """A complaint, or a word about good news: 不停机就行."""
    hurts = trigger.anger > 0 or trigger.trust < 0 or trigger.anxiety > 0 or trigger.patience < 0
    key = f"trigger:{memory.scenario.triggers.index(trigger)}"
    return by_lines(C.COMPLAIN if hurts else C.OTHER, key, trigger.lines)


def _worn(trigger: Trigger, memory: Memory) -> bool:
    """Whether something that does good was heard before: people say thank you for it once."""
    good = trigger.trust + trigger.patience - trigger.anger - trigger.anxiety - trigger.confusion
    return good > 0 and memory.triggered[memory.scenario.triggers.index(trigger)] > 1


def aside(seen: Perception, memory: Memory, mood: Mood) -> Saying:
    """What the caller says to chat, to nonsense, or to talk meant for a machine."""
    chat = first_word(seen.text, "chat", memory.scenario.language)
    burst = outburst(memory, mood) if memory.events["off_subject"] > 2 else None
    if seen.nonsense and not (chat or first_word(seen.text, "machine", memory.scenario.language)):
        return burst or by_move(Move.NOT_UNDERSTOOD)
    return burst or by_move(Move.SMALL_TALK if chat else Move.OFF_SUBJECT)


def _on_putting_off(memory: Memory) -> Saying:
    """反馈一下，然后呢？ Where there was an offer: 刚才你说可以，怎么又要等了？"""
    if better_on_the_table(memory):
        before, _, now = wordlist("yes_and_no", memory.scenario.language)
        return by_move(Move.NOTICED, before=before, now=now)
    return by_move(Move.PUT_OFF if memory.events["put_off"] <= PUT_OFF_BORNE else Move.IMPATIENT)


def _on_timing(seen: Perception, memory: Memory) -> Saying | None:
    """Cut short or left waiting: people say so, but not each time."""
    if seen.interrupts and memory.chance("interrupted") < SPEAKS_UP:
        return by_move(Move.INTERRUPTED)
    waited = seen.overdue >= LONG and not seen.thanks_for_waiting
    if waited and memory.chance("waited") < SPEAKS_UP:
        return by_move(Move.KEPT_WAITING)
    return None


def _on_rudeness(memory: Memory, mood: Mood) -> Saying:
    """Taken aback the first time; after that anger finds harder words."""
    burst = outburst(memory, mood) if memory.events["offended"] else None
    memory.events["offended"] += 1
    return burst or by_move(Move.OFFENDED)


def _on_objection(objection: Objection, seen: Perception, memory: Memory) -> Saying | None:
    """YES-BUT seen from the other side of the line."""
    if seen.endorses and objection.act != "demand":
        memory.objections[objection.id] = Stage.SETTLED
        return by_move(Move.WON_OVER)
    refused = seen.does(A.REFUSE, A.CONTRADICT) and not seen.denies_flatly
    if memory.just("met_opinion") or (objection.act == "demand" and refused and seen.does(*REASONED)):
        return _settle(objection, memory)
    if seen.restated is Restatement.RIGHT:
        return None  # heard, not yet answered
    return _on_bad_answer(objection, seen, memory)


def _settle(objection: Objection, memory: Memory) -> Saying:
    memory.objections[objection.id] = Stage.SETTLED
    memory.events[f"settled:{objection.id}"] += 1
    return by_lines(C.OTHER, f"settled:{objection.id}", objection.settled)


def _on_bad_answer(objection: Objection, seen: Perception, memory: Memory) -> Saying | None:
    """Denied or passed over: said again, harder; a bare fact lets it rest."""
    denied = seen.rude(A.CONTRADICT) or seen.denies_flatly
    given = seen.asked or seen.offered or seen.answered or seen.telling
    ignored = not (given or seen.does(*STEPS) or _lets_talk(seen, memory))
    repeats = memory.events[f"again:{objection.id}"]
    if (denied or ignored) and repeats < HARDER:
        memory.events[f"again:{objection.id}"] += 1
        return by_lines(C(objection.act), f"again:{objection.id}", objection.again)
    if repeats >= HARDER or (not denied and (seen.offered or seen.telling or seen.does(A.EXPLAIN))):
        memory.objections[objection.id] = Stage.SETTLED
    return by_move(Move.DENIED) if denied else None


def _lets_talk(seen: Perception, memory: Memory) -> bool:
    """A mere sign of listening while there is more to tell passes nothing over."""
    return memory.next_story() is not None and (seen.back_channel or seen.does(A.ACKNOWLEDGE))


def _late_settlement(seen: Perception, memory: Memory) -> Saying | None:
    """A demand that is answered only after the way out was taken: let go."""
    if not seen.does(A.REFUSE, A.CONTRADICT):
        return None
    voiced = (
        o
        for o in memory.scenario.objections
        if o.act == "demand" and memory.objections[o.id] is Stage.SETTLED
    )
    left = next((o for o in voiced if not memory.events[f"settled:{o.id}"]), None)
    return _settle(left, memory) if left is not None else None


def _on_listening(seen: Perception, memory: Memory) -> Saying | None:
    if seen.restated is Restatement.RIGHT:
        return by_move(Move.CONFIRM)
    if seen.restated is Restatement.WRONG:
        return by_move(Move.CORRECT)
    if seen.jargon and not seen.offered:
        return by_move(Move.LOST_IN_JARGON)
    return None


def _on_manner(seen: Perception, memory: Memory, mood: Mood) -> Saying | None:
    if memory.just("bare_understanding_again") or (memory.just("bare_understanding") and mood.anger >= 0.5):
        return by_move(Move.BRUSHED_OFF)
    if memory.just("apologised_again") or memory.just("apologies_worn_out"):
        return by_move(Move.SORRY_AGAIN)
    if memory.just("empathised") and not seen.offered:
        return by_move(Move.SOFTEN)
    if seen.does(A.CHECK_SATISFACTION):
        return None
    return _on_promise_of_action(seen)


def _on_promise_of_action(seen: Perception) -> Saying | None:
    """Somebody who looks something up is waited for; who promises something is told that it is heard."""
    if seen.does(A.HOLD):
        return by_move(Move.WAIT)
    if seen.asked or seen.offered or not seen.does(A.COMMIT, A.SIGNPOST, A.ACT_NOW):
        return None
    waits = seen.looks_up and not seen.answered and not seen.does(A.ACT_NOW)
    return by_move(Move.WAIT if waits else Move.ACKNOWLEDGE)
