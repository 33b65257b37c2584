"""What the agent just did to the caller, as names of events: keys of the table ``reactions.yaml``.

The order of a call matters: an offer before the feeling is met is a brush-off, the second bare 我理解
hurts more than the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.customer.memory import Memory, Stage
from simulator.customer.perceiving.perception import Perception
from simulator.customer.perceiving.restating import Restatement
from simulator.transcript import Mood, is_chinese
from simulator.understanding.acts import AgentAct as A

HEATED = 0.45  # anger from which an offer without empathy is discounted
LECTURE_FROM = {True: 110, False: 330}  # characters in one turn: about 25 seconds of speech
FORWARD = (A.EXPLAIN, A.PROPOSE, A.COMMIT, A.ACT_NOW, A.ASK_CLOSED, A.ASK_IDENTITY, A.SIGNPOST)
GIVING = (A.PROPOSE, A.COMMIT, A.ACT_NOW)
SURELY = 0.6  # likelihood from which it counts as done on the call
ENOUGH_FEELING = 4  # times that it is good to hear; from then on only something that helps does
LONG_WAIT = 10.0  # seconds of holding after which a word about it is due


def events(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    """The names of what happened in this agent turn, as keys of the table."""
    if seen.silent:
        yield "silence"
        return
    yield from _waiting(seen, memory)
    if not memory.greeted and memory.agent_turns <= 1:
        if not seen.does(A.GREET):
            yield "cold_start"
        elif not seen.hurries:
            yield "greeted"
    if seen.off_subject:
        if memory.opened:
            yield "unintelligible" if seen.nonsense else "off_subject"
        return
    yield from _treatment(seen, memory, mood)
    if memory.idle >= 2:
        yield "no_progress"


def _waiting(seen: Perception, memory: Memory) -> Iterator[str]:
    """Cut short, or left waiting; and whether the agent says a word about it."""
    if seen.interrupts and memory.opened:
        yield "interrupted"
    if seen.overdue:
        yield "kept_waiting"
    if memory.held and seen.timing.pause >= LONG_WAIT:
        yield "came_back" if seen.thanks_for_waiting else "returned_without_word"


def _treatment(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    yield from _manners(seen, memory)
    if seen.stuffed:
        yield "stuffed"  # and whatever else it says is not meant
        return
    if seen.pries:
        yield "pried"  # whatever it is for
        return
    yield from _empathy(seen, memory, mood)
    yield from _listening(seen, memory)
    yield from _substance(seen, memory, mood)


def _manners(seen: Perception, memory: Memory) -> Iterator[str]:
    """How the agent speaks to the person. What a trigger of the scenario answers counts once, there."""
    if seen.rude(A.INSULT):
        yield "insulted"
    elif not any(trigger.anger > 0 for trigger in seen.triggers):
        if seen.rude(A.BLAME):
            yield "blamed"
        elif seen.rude(A.CURT):
            yield "curt"
    objection = memory.open_objection()
    if objection is not None:
        if seen.endorses:
            yield "endorsed"
        elif seen.rude(A.CONTRADICT) and objection.act != "demand":
            yield "contradicted"
        elif _meets_opinion(seen):
            yield "met_opinion"
    if memory.wants_supervisor:
        if seen.takes_it_on:
            yield "talked_down"
    elif seen.does(A.TRANSFER):
        yield "transferred"
    if _rings_off(seen, memory):
        yield "goodbye_too_early"
    if memory.rambling and _leads_back(seen):
        yield "led_back"
    if seen.does(A.HOLD):
        yield "held_again" if memory.events["held"] >= 2 else "held"


def _rings_off(seen: Perception, memory: Memory) -> bool:
    """Whether the agent says goodbye before anything is settled, and neither gives nor asks anything more."""
    left = memory.opened and memory.accepted is None and not memory.doubting
    return left and seen.does(A.FAREWELL) and not (seen.offered or seen.asked or seen.stuffed)


def _leads_back(seen: Perception) -> bool:
    """Takes up a side story in a word, and goes on with the matter."""
    moves_on = bool(seen.asked or seen.offered or seen.answered) or seen.does(*FORWARD)
    return seen.does(A.ACKNOWLEDGE, A.EMPATHISE) and moves_on and not seen.rude(A.CURT)


def _meets_opinion(seen: Perception) -> bool:
    """YES-BUT: the feeling is taken up and a fact, a question or a step follows."""
    return seen.does(A.EMPATHISE) and seen.does(*FORWARD) and not (seen.stuffed or seen.denies_flatly)


def _empathy(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    moved = max(mood.anger, mood.anxiety) >= 0.3
    if seen.does(A.EMPATHISE) and moved and memory.opened and not (seen.rude(A.INSULT) or seen.bad_news):
        if memory.events["empathised"] < ENOUGH_FEELING:
            yield "empathised"
        elif not (seen.offered or seen.answered or seen.does(*FORWARD)):
            yield "empathy_stale"
    elif (seen.does(A.BARE_UNDERSTANDING) or (seen.only_understands and moved)) and memory.opened:
        worn = memory.events["bare_understanding"] or memory.events["empathised"] >= ENOUGH_FEELING
        yield "bare_understanding_again" if worn else "bare_understanding"
    if seen.does(A.APOLOGISE):
        before = memory.events["apologised"] + memory.events["apologised_again"]
        yield ("apologised", "apologised_again", "apologies_worn_out")[min(before, 2)]
    if seen.hushes and not (seen.does(A.EMPATHISE) or seen.triggers or seen.confirms):
        yield "soothed"


def _listening(seen: Perception, memory: Memory) -> Iterator[str]:
    if seen.misstated:
        yield "misstated"
    elif seen.restated is Restatement.RIGHT:
        yield "restated"
    elif seen.restated is Restatement.WRONG:
        yield "restated_wrong"
    elif seen.restated is Restatement.ECHO:
        yield "echoed"
    elif _shows_listening(seen, memory):
        yield "listened"
    again = [fact for fact in seen.asked if fact.id in memory.told and fact.disclose != "volunteered"]
    if again and len(again) == len(seen.asked) and seen.restated is Restatement.NONE:
        yield "asked_again"
    elif seen.asked and not seen.rude(A.INSULT, A.BLAME, A.CURT):
        yield "asked_well"


def _shows_listening(seen: Perception, memory: Memory) -> bool:
    """A sign of life while the caller talks, or while they have more to tell."""
    more = memory.next_story() is not None or seen.timing.overlaps or seen.timing.signs > 0
    heard = seen.back_channel or seen.timing.signs > 0 or seen.does(A.ACKNOWLEDGE)
    return memory.opened and more and heard and not seen.only_understands


def _word(seen: Perception, memory: Memory) -> Iterator[str]:
    """Whether the agent's word can be relied on."""
    if seen.contradicts is not None:
        yield "corrected_self" if seen.contradicts.owned else "contradicted_self"
    elif memory.puzzled and seen.owns_up:
        yield "owned_up"
    if seen.confirms:
        yield "stood_by_it"


def _substance(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    chinese = is_chinese(memory.scenario.language)
    yield from _word(seen, memory)
    if seen.bad_news:
        yield "bad_news"
    if seen.jargon:
        yield "jargon"
    if len(seen.text) > LECTURE_FROM[chinese]:
        yield "lectured"
    if seen.does(A.REFUSE):
        explained = seen.answered and seen.does(A.EXPLAIN)
        kindly = explained or seen.does(A.EMPATHISE, *GIVING)
        yield "refused_kindly" if kindly else "refused"
    if seen.policy and not seen.does(A.EMPATHISE, *GIVING) and not seen.offered:
        yield "quoted_policy"
    if seen.puts_off or seen.sends_away:
        yield "put_off"  # whatever it tells besides
        return
    if memory.opened and not seen.rude(A.INSULT, A.BLAME, A.CURT):
        yield from _informed(seen, memory)
    if seen.contradicts is not None and seen.contradicts.taken_back:
        return  # whatever is offered with it is less than what was said before
    if seen.offered:
        yield from _offer(seen, memory, mood)
    if seen.read.does(A.ACT_NOW, floor=SURELY):
        yield "acted"
    elif seen.does(A.COMMIT) and memory.events["committed"] < 3:
        yield "committed"
    if seen.does(A.RECAP) and memory.accepted:
        yield "recapped"


def _informed(seen: Perception, memory: Memory) -> Iterator[str]:
    """Answered, told before being asked, or explained: whichever is most."""
    if any(memory.questions[q.id] is Stage.OPEN for q in seen.answered):
        yield "answered"
    elif seen.answered and seen.does(A.EXPLAIN, A.PROPOSE, A.ACT_NOW, A.COMMIT):
        yield "anticipated"
    elif seen.does(A.EXPLAIN) and seen.informs and not seen.jargon:
        yield "explained"


def _offer(seen: Perception, memory: Memory, mood: Mood) -> Iterator[str]:
    """A way out is worth the more, the better one feels heard; before that it is a brush-off."""
    heard = memory.feeling_met or seen.does(A.EMPATHISE) or memory.accepted is not None
    if not memory.opened or (mood.anger >= HEATED and not (heard or memory.heard_out)):
        yield "offered_too_early"
    elif not any(memory.offers[way.id].times for way in seen.offered):
        yield "offered" if heard or mood.anger < HEATED else "offered_unfelt"
    if any(way.id in seen.timed and way.timed_by and not memory.offers[way.id].timed for way in seen.offered):
        yield "timed"
