"""Who talks how much and how fast, in the call so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.transcript import Speaker, Turn
from simulator.voice.measures import Voice, syllables
from simulator.voice.talk import stretches_of, times_of, timing

LATELY = 3  # turns of a side whose rate counts
LEAST_SECONDS = 4.0  # of a side's speech, below which its rate says nothing


@dataclass(frozen=True)
class Balance:
    """The agent's share of the talk, 0 … 1, by time where ``measured``, else by spoken units.

    Rates in spoken units (a character, a syllable) a minute of the last turns; None where no times are known.
    """

    share: float | None = None
    measured: bool = False
    agent_rate: float | None = None
    customer_rate: float | None = None

    @property
    def faster(self) -> float | None:
        """How many times as fast as the customer the agent speaks."""
        return self.agent_rate / self.customer_rate if self.agent_rate and self.customer_rate else None


def balance(turns: Sequence[Turn], voices: Mapping[int, Voice]) -> Balance:
    """Times count where all turns have them, but for the latest, which may still be spoken."""
    said = [turn for turn in turns if turn.text.strip()]
    timed = [turn for turn in said if times_of(turn)]
    both = {turn.speaker for turn in timed} == set(Speaker)
    measured = both and all(times_of(turn) for turn in said[:-1])
    share = timing(stretches_of(timed)).talk_share_agent if measured else _share_of_words(said)
    return Balance(
        share=share,
        measured=measured,
        agent_rate=_rate(turns, voices, Speaker.AGENT),
        customer_rate=_rate(turns, voices, Speaker.CUSTOMER),
    )


def _share_of_words(turns: Sequence[Turn]) -> float | None:
    units = {side: sum(syllables(t.text) for t in turns if t.speaker is side) for side in Speaker}
    whole = sum(units.values())
    return units[Speaker.AGENT] / whole if whole else None


def _rate(turns: Sequence[Turn], voices: Mapping[int, Voice], side: Speaker) -> float | None:
    """Units a minute over the latest turns of a side whose speech was measured."""
    spoken: list[tuple[int, float]] = []
    for index, turn in enumerate(turns):
        seconds = _seconds(turn, voices.get(index))
        if turn.speaker is side and turn.text.strip() and seconds:
            spoken.append((syllables(turn.text), seconds))
    units, seconds_lately = (sum(column) for column in zip((0, 0.0), *spoken[-LATELY:], strict=True))
    return 60 * units / seconds_lately if seconds_lately >= LEAST_SECONDS and units else None


def _seconds(turn: Turn, voice: Voice | None) -> float:
    """Seconds of speech: without pauses where the sound was measured, else of the whole turn."""
    if voice is not None and voice.speech_s:
        return voice.speech_s
    times = times_of(turn)
    return times[1] - times[0] if times else 0.0
