"""The measures of a graded call: talk share, overtalk, interruptions, dead air, rates."""

from __future__ import annotations

from simulator.transcript import Transcript
from simulator.voice.measures import measure_call, syllables

NAMES = (
    "talk_share_agent", "overtalk_s", "interruptions", "dead_air_s", "dead_airs",
    "agent_rate_cpm", "customer_rate_cpm",
)  # fmt: skip
LONGEST = 400  # turns up to which overlaps are compared pair by pair; a longer file is no single call


def timing(transcript: Transcript) -> dict[str, float | None]:
    """Seconds, counts, shares and characters a minute; None where the turns carry no times.

    Without times the talk share is counted in spoken characters.
    """
    shortened = transcript.model_copy(update={"turns": transcript.turns[:LONGEST]})
    measured = measure_call(shortened)
    figures = {name: _number(measured.get(name)) for name in NAMES}
    if figures["talk_share_agent"] is None:
        figures["talk_share_agent"] = _share_of_words(shortened)
    return figures


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _share_of_words(transcript: Transcript) -> float | None:
    spoken = {True: 0, False: 0}
    for turn in transcript.turns:
        spoken[turn.speaker.value == "agent"] += syllables(turn.text)
    total = sum(spoken.values())
    return round(spoken[True] / total, 3) if total else None
