"""Why a call did not end as it should: where it got stuck, in words that a trainer can act on."""

from __future__ import annotations

from simulator.content.parts import Resolution
from simulator.customer.deciding.offers import BEARABLE
from simulator.rehearsal.playing import Rehearsed
from simulator.rehearsal.records import LEFT, Finding
from simulator.rehearsal.texts import text
from simulator.transcript import Speaker


def stuck(call: Rehearsed) -> Finding:
    """What stood in the way of a good end, at the turn where it shows."""
    place = _last_agent_turn(call)
    said = call.call.turns[place].text if call.call.turns else ""
    return Finding(kind="stuck", turn=place, text=said, what=_why(call))


def _why(call: Rehearsed) -> str:
    memory, language = call.call.customer.memory, call.call.scenario.language
    mood = call.call.mood
    if memory.accepted:
        return text("never_closed", language)
    if call.ended in LEFT:
        why = "; ".join(call.call.turns[-1].why) or "–"
        return text("left_early", language, ended=call.ended.value, why=why, **mood.model_dump())
    way = _best(call)
    offer = memory.offers[way.id]
    if not offer.times:
        return text("never_offered", language, way=way.id)
    if mood.anger > BEARABLE[way.quality]:
        return text("too_angry", language, way=way.id, anger=mood.anger, quality=way.quality)
    missing = ", ".join(name for name in way.after if name not in memory.told) or "–"
    return text("never_taken", language, way=way.id, times=offer.times, missing=missing)


def _best(call: Rehearsed) -> Resolution:
    return max(call.call.scenario.resolutions, key=lambda way: way.quality)


def _last_agent_turn(call: Rehearsed) -> int:
    turns = call.call.turns
    return next((i for i in reversed(range(len(turns))) if turns[i].speaker is Speaker.AGENT), 0)
