"""Voice matching, from audio only: rate, loudness and pauses move toward the customer's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import fmean
from typing import Any

from grading.acoustics import TurnVoice
from grading.finding import Finding, met, missed, not_applicable, partial, unscored
from grading.reading import Reading
from grading.scorers.declared import VoiceSettings
from simulator.understanding import Feeling

Measure = Callable[[TurnVoice], float | None]
ANGRY = 0.5


def voice_match(reading: Reading, settings: Mapping[str, Any]) -> Finding:
    """Compares the agent's first and later half with the customer's; calmer and lower with an angry one."""
    if not reading.acoustics:
        return not_applicable("voice.text_only")
    agent = [found for turn in reading.agent if (found := reading.acoustics.get(turn.index))]
    customer = [found for turn in reading.customer if (found := reading.acoustics.get(turn.index))]
    if len(agent) < 2 or not customer:
        return unscored("voice.too_little")
    angry = any(turn.does.feelings.get(Feeling.ANGER, 0.0) >= ANGRY for turn in reading.customer)
    near = VoiceSettings.model_validate(settings)
    judged = _calmed(agent, customer, near) if angry else _moved(agent, customer, near)
    known = [value for value in judged if value is not None]
    if not known:
        return unscored("voice.too_little")
    if angry and judged[:2] == [False, False]:
        return missed("voice.away")
    if all(known):
        return met("voice.calmer" if angry else "voice.closer")
    return partial("voice.some") if any(known) else missed("voice.away")


def _calmed(agent: list[TurnVoice], customer: list[TurnVoice], settings: VoiceSettings) -> list[bool | None]:
    """With an angry customer: no faster, no louder than they are, and not flat."""
    rate = _pair(agent, customer, lambda turn: turn.rate)
    level = _pair(agent, customer, lambda turn: turn.level_db)
    lively = _mean(agent, lambda turn: turn.f0_sd_st)
    return [
        rate[0] <= rate[1] * (1 + settings.rate_step) if rate else None,
        level[0] <= level[1] + settings.level_step if level else None,
        lively >= settings.flat_sd_st if lively is not None else None,
    ]


def _moved(agent: list[TurnVoice], customer: list[TurnVoice], settings: VoiceSettings) -> list[bool | None]:
    """Otherwise: each measure ends nearer to the customer's than it began, or was near already."""
    half = len(agent) // 2
    steps: list[tuple[Measure, float]] = [
        (lambda turn: turn.rate, settings.rate_step),
        (lambda turn: turn.level_db, settings.level_step),
        (lambda turn: turn.pause_share, 0.05),
    ]
    judged: list[bool | None] = []
    for measure, step in steps:
        early, late, theirs = (
            _mean(agent[:half], measure),
            _mean(agent[half:], measure),
            _mean(customer, measure),
        )
        if early is None or late is None or theirs is None:
            judged.append(None)
            continue
        near = step * theirs if step == settings.rate_step else step
        judged.append(abs(late - theirs) <= max(abs(early - theirs), near))
    return judged


def _pair(agent: list[TurnVoice], customer: list[TurnVoice], measure: Measure) -> tuple[float, float] | None:
    mine, theirs = _mean(agent[len(agent) // 2 :], measure), _mean(customer, measure)
    return None if mine is None or theirs is None else (mine, theirs)


def _mean(turns: list[TurnVoice], measure: Measure) -> float | None:
    values = [value for turn in turns if (value := measure(turn)) is not None]
    return fmean(values) if values else None
