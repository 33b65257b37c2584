"""What one rehearsed call shows, as a record."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.rehearsal.consistency import inconsistencies
from simulator.rehearsal.diagnosis import stuck
from simulator.rehearsal.directions import probes
from simulator.rehearsal.dominance import swaps
from simulator.rehearsal.leaks import leaks
from simulator.rehearsal.playing import Rehearsed
from simulator.rehearsal.records import GOOD_ENDS, CallRecord, Trial
from simulator.transcript import Speaker
from simulator.understanding.acts import CustomerAct as C

RESISTING = frozenset((C.OBJECT, C.DOUBT, C.DEMAND, C.COMPLAIN, C.ACCUSE, C.THREATEN, C.ASK_SUPERVISOR))


def recorded(call: Rehearsed, *, trials: bool = True) -> CallRecord:
    """The record of a call that is over; without ``trials`` nothing is tried besides."""
    scenario = call.call.scenario
    variant = scenario.variant
    turns = [turn for turn in call.call.turns if turn.speaker is Speaker.CUSTOMER]
    found = [*leaks(call), *inconsistencies(call)]
    if call.ended not in GOOD_ENDS:
        found.append(stuck(call))
    return CallRecord(
        scenario=scenario.id,
        bot=call.bot,
        seed=call.seed,
        level=scenario.difficulty,
        segment=variant.segment if variant else None,
        twist=variant.twist if variant else None,
        ended=call.ended,
        agent_turns=len(call.said),
        customer_turns=len(turns),
        resisting=sum(turn.act in RESISTING for turn in turns),
        repeated=sum(finding.kind == "repeat" for finding in found),
        moods=tuple(turn.state for turn in turns if turn.state is not None),
        findings=tuple(found),
        trials=tuple(_trials(call)) if trials else (),
    )


def _trials(call: Rehearsed) -> Iterator[Trial]:
    """What is tried besides: single acts on an expert's callers, one turn otherwise in average calls."""
    if call.bot == "expert":
        yield from probes(call)
    if call.bot == "average":
        yield from swaps(call)
