"""How the customer takes a way out that the agent offers: doubt, bargain, reject, accept."""

from __future__ import annotations

from simulator.content.scenario import Resolution
from simulator.content.wording import Move
from simulator.customer.memory import Memory, Stage
from simulator.customer.perception import Perception
from simulator.customer.saying import Saying, by_lines, by_move
from simulator.transcript import Mood
from simulator.understanding.acts import AgentAct as A
from simulator.understanding.acts import CustomerAct as C

BEARABLE = {3: 0.8, 2: 0.62, 1: 0.45}  # quality of the offer → anger up to which it is taken
TRUSTING = 0.7  # trust that spares an offer one hurdle
WARY = 0.4  # trust under which the first offer is doubted


def consider(seen: Perception, memory: Memory, mood: Mood) -> Saying | None:
    """What the customer says to the offer on the table, or None when there is none."""
    offered = [r for r in seen.offered if _better(r, memory)]
    about_it = not seen.asks_something or seen.does(A.CHECK_SATISFACTION)
    resolution = offered[0] if offered else _on_the_table(memory) if about_it else None
    if resolution is None or (memory.accepted and not offered):
        return None
    if offered:
        memory.considering = resolution.id
        memory.offers[resolution.id].times += 1
    return _verdict(resolution, seen, memory, mood)


def _better(resolution: Resolution, memory: Memory) -> bool:
    """Whether an offer is news: nothing accepted yet, or better than what was."""
    if memory.accepted is None:
        return True
    taken = next(r for r in memory.scenario.resolutions if r.id == memory.accepted)
    return resolution.quality > taken.quality


def _on_the_table(memory: Memory) -> Resolution | None:
    return next((r for r in memory.scenario.resolutions if r.id == memory.considering), None)


def _verdict(resolution: Resolution, seen: Perception, memory: Memory, mood: Mood) -> Saying:
    """One objection a turn, in the order people have them; then it is taken."""
    offer = memory.offers[resolution.id]
    offer.timed = offer.timed or resolution.id in seen.timed
    if not memory.ready_for(resolution) and not memory.feeling_met and not offer.hurdles:
        offer.hurdles += 1
        return by_move(Move.TOO_EARLY)
    if mood.anger > BEARABLE[resolution.quality]:
        return _reject(memory)
    if not offer.timed and not offer.asked_when:
        offer.asked_when = True
        return by_move(Move.ASK_WHEN)
    if offer.hurdles < _hurdles(memory, mood):
        hurdle = _hurdle(resolution, memory, mood)
        if hurdle is not None:
            offer.hurdles += 1
            return hurdle
    return _accept(resolution, memory)


def _hurdles(memory: Memory, mood: Mood) -> int:
    """How much an offer has to go through: nobody takes the first, but trust shortens the way."""
    return max(1, memory.scenario.difficulty - (mood.trust >= TRUSTING))


def _hurdle(resolution: Resolution, memory: Memory, mood: Mood) -> Saying | None:
    """The next thing held against the offer: an opinion, a wish on top, a doubt."""
    offer = memory.offers[resolution.id]
    objection = memory.next_objection("offered")
    if objection is not None:
        memory.objections[objection.id] = Stage.OPEN
        return by_lines(C(objection.act), objection.id, objection.lines)
    if resolution.bargain and not offer.bargained:
        offer.bargained = True
        return by_lines(C.DEMAND, f"bargain:{resolution.id}", resolution.bargain)
    if mood.trust < WARY and not offer.doubted:
        offer.doubted = True
        return by_move(Move.DOUBT)
    return None


def _reject(memory: Memory) -> Saying:
    objection = memory.next_objection("offered")
    if objection is not None:
        memory.objections[objection.id] = Stage.OPEN
        return by_lines(C(objection.act), objection.id, objection.lines)
    memory.considering = None
    return by_move(Move.REJECT)


def _accept(resolution: Resolution, memory: Memory) -> Saying:
    memory.accepted = resolution.id
    memory.considering = None
    for name, stage in memory.objections.items():
        if stage is not Stage.PENDING:
            memory.objections[name] = Stage.SETTLED
    return by_lines(C.ACCEPT, f"accept:{resolution.id}", resolution.accept)


def refused_the_wish(seen: Perception, memory: Memory) -> Saying | None:
    """What the customer says to a plain no without another way."""
    if not seen.does(A.REFUSE) or seen.offered or memory.considering:
        return None
    objection = memory.next_objection("refused")
    if objection is not None:
        memory.objections[objection.id] = Stage.OPEN
        return by_lines(C(objection.act), objection.id, objection.lines)
    return by_move(Move.REFUSED)
