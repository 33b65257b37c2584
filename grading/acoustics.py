"""What the ear needs of one turn to judge voice matching; measured elsewhere, only read here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TurnAcoustics:
    """One turn's voice. None where the measure could not be taken (too short, unvoiced).

    ``rate``: characters (zh) or syllables (en) a minute; ``level_db``: mean level; ``f0_median_hz`` and
    ``f0_sd_st``: height and liveliness of the pitch; ``pause_share``: silence inside the turn, 0 … 1.
    """

    rate: float | None = None
    level_db: float | None = None
    f0_median_hz: float | None = None
    f0_sd_st: float | None = None
    pause_share: float | None = None
