"""Measures as the figures that people and programs read: names, decimals, one figure a side.

The names are public (``docs/formats.md``); a figure that cannot be had is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TypeAlias

from simulator.transcript import Speaker
from simulator.voice.measures import Measured, Part, Voice
from simulator.voice.talk import SIDES, Timing

Figure: TypeAlias = float | int | str | bool | None
Figures: TypeAlias = dict[str, Figure | dict[str, Figure] | list[dict[str, Figure]]]

VOICE_FIGURES = {
    "pauses": 0, "pause_s": 2, "pause_share": 3, "f0_median_hz": 1, "f0_sd_st": 2, "f0_range_st": 2,
    "level_db": 1,
}  # fmt: skip  # and their decimals


def figures(measured: Measured) -> Figures:
    """All figures. Of a call those of a voice hold one for each side; of one person they are plain."""
    found = call_figures(measured)
    found["rate_from"] = {str(side): measured.voices[side].rate_from for side in SIDES}
    for name, places in VOICE_FIGURES.items():
        found[name] = {str(side): _short(getattr(measured.voices[side], name), places) for side in SIDES}
    found["turns"] = [_turn(part, place) for place, part in enumerate(measured.parts)]
    return found if measured.alone is None else found | _alone(measured.voices[measured.alone])


def call_figures(measured: Measured) -> Figures:
    """The figures that need no sound: times and rates."""
    rates = {f"{side}_rate_cpm": _short(measured.voices[side].rate, 0) for side in SIDES}
    timed = _timing(measured.timing) if measured.timing else _untimed(measured.voices)
    return {**timed, **rates}


def _alone(voice: Voice) -> Figures:
    """What is said differently of one person: plain figures, and none that takes two sides."""
    plain: Figures = {name: _short(getattr(voice, name), places) for name, places in VOICE_FIGURES.items()}
    return {
        **dict.fromkeys(("talk_share_agent", "overtalk_s", "interruptions", "customer_interruptions")),
        **plain,
        "rate_cpm": _short(voice.rate, 0),
        "rate_from": voice.rate_from,
        "speech_s": _short(voice.speech_s, 2),
    }


def _untimed(voices: Mapping[Speaker, Voice]) -> Figures:
    """Without times: how long each side's recordings are spoken in, and nothing that needs an order."""
    names = (
        "overtalk_s", "interruptions", "customer_interruptions", "dead_air_s", "dead_airs", "silence_s",
        "longest_silence_s", "system_delay_s",
    )  # fmt: skip
    talk = {side: _talked(voices[side]) for side in SIDES}
    agent, customer = talk[Speaker.AGENT], talk[Speaker.CUSTOMER]
    share = agent / (agent + customer) if agent and customer else None
    return {
        "talk_share_agent": _short(share, 3),
        **dict.fromkeys(names),
        "talk_s": {str(side): _short(talk[side], 2) for side in SIDES},
        "backchannels": dict.fromkeys(map(str, SIDES)),
        "response_gap_s": dict.fromkeys(map(str, SIDES)),
    }


def _talked(voice: Voice) -> float | None:
    return None if voice.speech_s is None else voice.speech_s + (voice.pause_s or 0.0)


def _timing(times: Timing) -> Figures:
    return {
        "talk_share_agent": _short(times.talk_share_agent, 3),
        "overtalk_s": _short(times.overtalk_s, 2),
        "interruptions": times.interruptions(Speaker.AGENT),
        "customer_interruptions": times.interruptions(Speaker.CUSTOMER),
        "dead_air_s": _short(sum(times.dead_airs), 2),
        "dead_airs": len(times.dead_airs),
        "silence_s": _short(sum(times.silences), 2),
        "longest_silence_s": _short(max(times.silences, default=0.0), 2),
        "system_delay_s": _short(times.system_delay_s, 2),
        "talk_s": {str(side): _short(times.talk_s[side], 2) for side in SIDES},
        "backchannels": {str(side): times.backchannels(side) for side in SIDES},
        "response_gap_s": {str(side): _typical(times.gaps(side)) for side in SIDES},
    }


def _turn(part: Part, place: int) -> dict[str, Figure]:
    """One turn's figures."""
    placed, voice = part.placed, part.voice
    stretch = placed.stretch if placed else None
    return {
        "turn": part.turn if part.turn is not None else place,
        "speaker": str(part.speaker),
        "start": _short(stretch.start, 2) if stretch else None,
        "end": _short(stretch.end, 2) if stretch else None,
        "response_gap_s": _short(placed.gap, 2) if placed else None,
        "overtalk_s": _short(placed.over, 2) if placed else None,
        "interrupts": placed.interrupts if placed else None,
        "backchannel": placed.backchannel if placed else None,
        "rate_cpm": _short(voice.rate, 0),
        "rate_from": voice.rate_from,
        **{name: _short(getattr(voice, name), places) for name, places in VOICE_FIGURES.items()},
    }


def _typical(values: Sequence[float]) -> Figure:
    return _short(median(values), 2) if values else None


def _short(value: float | None, places: int) -> Figure:
    if value is None:
        return None
    return round(value) if places == 0 or isinstance(value, int) else round(value, places)
