"""How long the coach takes after an utterance is understood, and how quiet it is.

``python -m benchmarks.guidance`` looks at simulated calls turn by turn as the page does: rules, checklist and
the voice of two new recordings of eight seconds at every look, with a store behind it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence

import numpy as np

from app.guiding import Guide
from app.house import House
from app.settings import read_settings
from app.wiring import warm_coach
from coaching.guidance import Coach, Hint, follow_ups, shipped
from coaching.guidance.following import FollowUp
from grading.learned.corpus import lessons
from grading.scorecard import load_scorecard
from simulator.rehearsal.playing import rehearsed
from simulator.transcript import Speaker, Transcript, Turn
from simulator.voice.sound import Sound
from simulator.voice.wav import encode

RATE, SECONDS = 16_000, 8
BOTS = ("expert", "average", "novice")
EVERY = 6  # of the labelled calls
TIERS = ("excellent", "good", "average", "poor")


def main() -> None:
    """Print the time of a look, then how many hints calls of each quality get and follow."""
    warm_coach()
    with tempfile.TemporaryDirectory() as folder:
        house = House(read_settings({"DUILIAN_DATA": folder, "DUILIAN_SPEAK": "silent"}))
        times = sorted(taken for turns, name in _calls(house) for taken in _looks(house, name, turns))
        house.store.close()
    print(
        f"{len(times)} looks: median {statistics.median(times):.0f} ms, "
        f"95 % below {times[int(0.95 * len(times))]:.0f} ms, worst {times[-1]:.0f} ms"
    )
    for tier in TIERS:
        _quiet(tier)


def _calls(house: House) -> Iterator[tuple[Sequence[Turn], str]]:
    """Every scenario called once by each bot."""
    for name in sorted(house.library().scenarios):
        for bot in BOTS:
            scenario, persona = house.library().cast(name, 1)
            yield rehearsed(bot, scenario, persona, 1).call.turns, name


def _looks(house: House, name: str, turns: Sequence[Turn]) -> Iterator[float]:
    """Milliseconds of each look, after every answer of the customer."""
    scenario, persona = house.library().cast(name, 1)
    learner = house.store.learners.named("bench")
    call_id = house.store.begin_call(
        learner=learner, scenario=scenario, persona=persona, seed=1, language=scenario.language
    )
    guide, wav = Guide(house, call_id, scenario), _recording()
    for count in range(2, len(turns) + 1, 2):
        for index in (count - 2, count - 1):
            house.store.turns.add(call_id, index, turns[index], wav)
        began = time.perf_counter()
        guide.look(turns[:count])
        yield 1000 * (time.perf_counter() - began)


def _recording() -> bytes:
    """Something that sounds like a voice, with syllables."""
    at = np.arange(SECONDS * RATE) / RATE
    wave = sum(np.sin(2 * np.pi * 140 * k * at) / k for k in range(1, 12))
    beat = 0.6 + 0.4 * np.sin(8 * np.pi * at)
    return encode(Sound((0.2 * wave * beat).astype(np.float32), RATE))


def _quiet(tier: str) -> None:
    card, hints, turns, followed = load_scorecard("inbound@1"), 0, 0, 0
    calls = [lesson.transcript for lesson in lessons() if lesson.gold]
    for call in [call for call in calls if (call.model_extra or {})["tier"] == tier][::EVERY]:
        given = _given(call)
        became = follow_ups(given, call, card)
        hints += len(given)
        followed += sum(one is FollowUp.FOLLOWED for one in became)
        turns += sum(turn.speaker is Speaker.AGENT for turn in call.turns)
    print(f"{tier} calls: {hints / turns:.2f} hints an agent turn, {followed / hints:.0%} of them followed")


def _given(call: Transcript) -> list[Hint]:
    coach, found = Coach(load_scorecard("inbound@1"), shipped()), list[Hint]()
    for count in range(1, len(call.turns) + 1):
        hint = coach.look(call.model_copy(update={"turns": call.turns[:count]})).hint
        if hint is not None and hint not in found[-1:]:
            found.append(hint)
    return found


if __name__ == "__main__":
    main()
