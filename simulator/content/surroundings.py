"""Where a caller is and what they are heard through; speech alone, so a typed channel has no use for it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.content.persona import Content


class Bandwidth(StrEnum):
    """How much of a voice comes through."""

    TELEPHONE = "telephone"  # 300 to 3,400 Hz, as telephones have it
    WIDE = "wide"  # all of it, as over the internet


class Background(StrEnum):
    """What is heard behind the caller."""

    NONE = "none"
    STREET = "street"  # traffic, passing cars, a horn
    OFFICE = "office"  # an air conditioner, colleagues, keys, a telephone
    SHOP = "shop"  # customers, a scanner, a door bell
    PLAYING = "playing"  # a child that plays: calls, laughter, building bricks
    CRYING = "crying"  # a small child that cries


class Surroundings(Content):
    """How a caller is heard."""

    band: Bandwidth = Bandwidth.TELEPHONE
    background: Background = Background.NONE
    below: float = Field(
        24.0, ge=10, le=40, description="dB by which the background lies below the caller's voice at rest"
    )
