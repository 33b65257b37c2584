"""What the ear needs of one turn to judge voice matching; measured elsewhere, only read here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class TurnVoice(Protocol):
    """One turn's voice. None where the measure could not be taken (too short, unvoiced).

    ``rate``: spoken characters or syllables a minute; ``level_db``: mean level in dB; ``f0_median_hz`` and
    ``f0_sd_st``: height and liveliness of the pitch; ``pause_share``: silence inside the turn, 0 … 1.
    """

    @property
    def rate(self) -> float | None:
        """Spoken units a minute."""

    @property
    def level_db(self) -> float | None:
        """Mean level in dB."""

    @property
    def f0_median_hz(self) -> float | None:
        """Median pitch in Hz."""

    @property
    def f0_sd_st(self) -> float | None:
        """Spread of the pitch in semitones."""

    @property
    def pause_share(self) -> float | None:
        """Silence inside the turn, 0 … 1."""


@dataclass(frozen=True)
class TurnAcoustics:
    """Measures of one turn as plain figures."""

    rate: float | None = None
    level_db: float | None = None
    f0_median_hz: float | None = None
    f0_sd_st: float | None = None
    pause_share: float | None = None
