"""Voice matching, from audio only: rate, loudness and pauses move toward the customer's.

With an angry customer the goal is another one: slower and softer than they are, neither flat nor a mirror.
Loudness is compared as recorded, unless the two sides were plainly recorded with different gains. Only what a
voice does is judged; what the agent feels is nobody's business.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from grading.convergence import Course, alike, chance_of_coming_together, chance_of_fall, chance_of_lead, line
from grading.exchanges import Exchanges, exchanges
from grading.finding import Finding, not_applicable, unscored
from grading.reading import Reading
from grading.result import Verdict
from grading.scorers.declared import VoiceSettings
from grading.slots import fill, reason

CHANCE = 0.05  # a course that so few orders of the same turns would show is none of chance
LIKELY = 0.1  # likewise, of a single measure
HINT = 0.25  # likewise, where all measures together are none of chance
NEAR = 2  # steps within which the agent was with the customer all along
MIRRORED = 0.7  # correlation from turn to turn
LEAST_MIRROR = 6  # exchanges; among fewer such a correlation is often chance


def voice_match(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Compares each of the agent's turns with the customer's turn before it, and with shuffled turns."""
    if not reading.acoustics:
        return not_applicable("voice.text_only")
    found = exchanges(reading)
    if found is None:
        return unscored("voice.too_little")
    near = VoiceSettings.model_validate(settings)
    steps = {"rate": math.log1p(near.rate_step), "level": near.level_step, "pauses": near.pause_step}
    if found.angry and found.courses.keys() & {"rate", "level"}:
        return _calmer(reading, found, steps, near.flat_sd_st)
    return _closer(reading, found, steps)


def _closer(reading: Reading, found: Exchanges, steps: Mapping[str, float]) -> Finding:
    """The goal with anybody who is not angry: nearer to the customer, or near all along."""
    courses = found.courses
    near = {name: one.proximity <= NEAR * steps[name] for name, one in courses.items()}
    chance = {name: chance_of_coming_together([one]) for name, one in courses.items()}
    told = [_distance(reading, name, one, near[name], chance[name] <= HINT) for name, one in courses.items()]
    beyond_chance = chance_of_coming_together([*courses.values()]) <= CHANCE
    if all(near[name] or (chance[name] <= HINT and beyond_chance) for name in courses):
        return _finding(reading, Verdict.MET, "voice.closer", told)
    if any(near[name] or chance[name] <= LIKELY for name in courses):
        return _finding(reading, Verdict.PARTIAL, "voice.some", told)
    return _finding(reading, Verdict.MISSED, "voice.away", told)


def _calmer(reading: Reading, found: Exchanges, steps: Mapping[str, float], least: float) -> Finding:
    """The goal with an angry customer: slower and softer, not flat, no mirror of every outburst."""
    courses = {name: one for name, one in found.courses.items() if name != "pauses"}
    lower = {name: _is_lower(one, steps[name]) for name, one in courses.items()}
    told = [_lead(reading, name, one) for name, one in courses.items()]
    rising = all(_is_rising(one, steps[name]) for name, one in courses.items())
    lively = found.pitch_spread is None or found.pitch_spread >= least
    mirror = all(alike(one) >= MIRRORED and len(one.agent) >= LEAST_MIRROR for one in courses.values())
    if found.pitch_spread is not None:
        said = "voice.lively" if lively else "voice.flat"
        told.append(_part(reading, said, spread=f"{found.pitch_spread:.1f}", least=f"{least:g}"))
    if mirror:
        told.append(_part(reading, "voice.mirror"))
    if rising or not any(lower.values()):
        return _finding(reading, Verdict.MISSED, "voice.heated", told)
    if all(lower.values()) and lively and not mirror:
        return _finding(reading, Verdict.MET, "voice.calmer", told)
    return _finding(reading, Verdict.PARTIAL, "voice.partly_calmer", told)


def _is_lower(course: Course, step: float) -> bool:
    """Below the customer from turn to turn, or coming down to below by a course that is not chance."""
    below = course.lead <= -step and chance_of_lead(course) <= LIKELY
    comes_down = _rise(course) <= -2 * step and chance_of_fall(course.agent) <= LIKELY
    return below or (comes_down and course.agent[-1] <= course.customer[-1])


def _is_rising(course: Course, step: float) -> bool:
    return _rise(course) >= step and chance_of_fall(-course.agent) <= LIKELY


def _rise(course: Course) -> float:
    begin, end = line(course.agent)
    return end - begin


def _distance(reading: Reading, name: str, course: Course, near: bool, nearer: bool) -> str:
    begin, end = (_figure(name, value) for value in course.ends)
    said = "voice.near" if near else "voice.nearer" if nearer else "voice.not_nearer"
    measure = _part(reading, f"voice.name_{name}")
    return _part(reading, said, measure=measure, begin=begin, end=end, mean=_figure(name, course.proximity))


def _lead(reading: Reading, name: str, course: Course) -> str:
    said = f"voice.{name}_{'below' if course.lead < 0 else 'above'}"
    return _part(reading, said, lead=_figure(name, abs(course.lead)))


def _figure(name: str, value: float) -> str:
    """A distance as people say it: rates and pauses in per cent, loudness in dB."""
    if name == "level":
        return f"{value:.1f} dB"
    return f"{100 * (math.expm1(value) if name == 'rate' else value):.0f}%"


def _part(reading: Reading, name: str, **slots: str) -> str:
    return fill(reason(name, reading.chinese), slots)


def _finding(reading: Reading, verdict: Verdict, why: str, told: list[str]) -> Finding:
    return Finding(verdict, why, slots={"figures": ("；" if reading.chinese else "; ").join(told)})
