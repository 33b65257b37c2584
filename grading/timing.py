"""The measures of a graded call, from its times and texts: shares, overlaps, silences, rates."""

from __future__ import annotations

from simulator.transcript import Speaker, Transcript
from simulator.voice.figures import call_figures
from simulator.voice.measures import measure_call, syllables

NAMES = (
    "talk_share_agent", "overtalk_s", "interruptions", "dead_air_s", "dead_airs",
    "agent_rate_cpm", "customer_rate_cpm",
)  # fmt: skip


def timing(transcript: Transcript) -> dict[str, float | None]:
    """Seconds, counts, shares and characters a minute; None where the turns carry no times.

    Without times the talk share is counted in spoken characters.
    """
    measured = call_figures(measure_call(transcript))
    figures = {name: _number(measured[name]) for name in NAMES}
    if figures["talk_share_agent"] is None:
        figures["talk_share_agent"] = _share_of_words(transcript)
    return figures


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _share_of_words(transcript: Transcript) -> float | None:
    spoken = {True: 0, False: 0}
    for turn in transcript.turns:
        spoken[turn.speaker is Speaker.AGENT] += syllables(turn.text)
    total = sum(spoken.values())
    return round(spoken[True] / total, 3) if total else None
