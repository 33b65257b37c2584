"""How a persona's line is to sound in the present mood.

Voice = house preset of the mood × the persona at rest × the persona's own way of being in that mood. The
mood is a point between the presets, so the delivery changes as smoothly as the mood does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from simulator.content.persona import Prosody, Voice
from simulator.content.wording import Band
from simulator.transcript import Mood
from simulator.voice.sound import Delivery

NEUTRAL = Prosody()
PRESETS: dict[Band, Prosody] = {  # tuned by ear and by measuring: the words stay as intelligible
    Band.CALM: Prosody(rate=0.97, pitch=0.98, pitch_range=0.85, energy=0.96, volume=0.95, pauses=1.15),
    Band.UPSET: Prosody(rate=1.1, pitch=1.05, pitch_range=1.2, energy=1.1, volume=1.15, pauses=0.85),
    Band.ANGRY: Prosody(rate=1.2, pitch=1.13, pitch_range=1.55, energy=1.25, volume=1.55, pauses=0.6),
    Band.ANXIOUS: Prosody(rate=1.15, pitch=1.14, pitch_range=1.1, energy=1.0, volume=1.0, pauses=0.8),
    Band.CONFUSED: Prosody(rate=0.9, pitch=1.03, pitch_range=1.1, energy=0.95, volume=0.95, pauses=1.5),
    Band.WARM: Prosody(rate=1.0, pitch=1.03, pitch_range=1.1, energy=1.0, volume=0.98, pauses=1.0),
}
PARTS = ("rate", "pitch", "pitch_range", "energy", "volume", "pauses")
BOUNDS = {  # narrower than a Prosody may be: beyond them the synthesis garbles
    "rate": (0.7, 1.45),
    "pitch": (0.8, 1.3),
    "pitch_range": (0.5, 1.8),
    "energy": (0.7, 1.4),
    "volume": (0.5, 1.7),
    "pauses": (0.5, 2.0),
}
GRID = {"rate": 0.08, "pitch": 0.06, "pitch_range": 0.3, "energy": 0.2}  # finer is not heard between lines
FURTHEST = {"rate": 2, "pitch": 2, "pitch_range": 1, "energy": 1}  # steps to a delivery that is still like it


def delivery(voice: Voice, mood: Mood, language: str) -> Delivery:
    """The timbre and prosody of a line. Continuous in the mood; always within intelligible bounds."""
    shares = mood_shares(mood)
    own = {band: voice.moods.get(band, voice.moods.get(Band.ANY, NEUTRAL)) for band in shares}
    values = {}
    for part in PARTS:
        steps = sum(
            s * math.log(getattr(PRESETS[b], part) * getattr(own[b], part)) for b, s in shares.items()
        )
        values[part] = _within(part, getattr(voice.rest, part) * math.exp(steps))
    return Delivery(voice.timbre, Prosody(**values), language)


def mood_shares(mood: Mood) -> dict[Band, float]:
    """How much of each band there is in a mood; the shares add up to 1 and move continuously."""
    angry = _ramp(mood.anger, 0.45, 0.95)
    upset = _ramp(mood.anger, 0.2, 0.45) * (1 - angry)
    cool = 1 - angry - upset
    anxious = cool * _ramp(mood.anxiety, 0.25, 0.85)
    confused = (cool - anxious) * _ramp(mood.confusion, 0.3, 0.9)
    warm = (cool - anxious - confused) * _ramp(mood.trust, 0.55, 0.95)
    shares = {
        Band.ANGRY: angry,
        Band.UPSET: upset,
        Band.ANXIOUS: anxious,
        Band.CONFUSED: confused,
        Band.WARM: warm,
    }
    return shares | {Band.CALM: 1 - sum(shares.values())}


def rounded(wanted: Delivery) -> Delivery:
    """The same delivery on a coarse grid: lines that sound alike share one recording.

    Volume and pauses are not in it: they are given to a recording afterwards (``pacing``).
    """
    values = {}
    for part, step in GRID.items():
        steps = round((getattr(wanted.prosody, part) - 1) / step)
        values[part] = round(_within(part, 1 + steps * step), 2)
    return replace(wanted, prosody=Prosody(**values))


def neighbours(delivery: Delivery) -> list[Delivery]:
    """Deliveries on the grid that sound nearly like this one, which is on it, the likest first."""
    return [_moved(delivery, move) for move in _moves()]


def _moved(delivery: Delivery, move: Sequence[int]) -> Delivery:
    values = {
        part: getattr(delivery.prosody, part) + steps * step
        for steps, (part, step) in zip(move, GRID.items(), strict=True)
    }
    prosody = Prosody(**{part: _within(part, value) for part, value in values.items()})
    return rounded(replace(delivery, prosody=prosody))


@cache
def _moves() -> list[tuple[int, ...]]:
    """Steps along the grid's parts to every neighbour, the shortest way first."""
    steps = product(*(range(-FURTHEST[part], FURTHEST[part] + 1) for part in GRID))
    return sorted(steps, key=lambda move: sum(step * step for step in move))[1:]


def _within(part: str, value: float) -> float:
    low, high = BOUNDS[part]
    return min(high, max(low, value))


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
