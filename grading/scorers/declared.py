"""What every scorer declares: the verdicts that it can give, and the settings that it takes."""

from __future__ import annotations

from pydantic import Field

from grading.result import Verdict
from simulator.content.persona import Content

MET, PARTIAL, MISSED, NA = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA
ALWAYS = (MET, PARTIAL, MISSED)  # the call always gives occasion
SOMETIMES = (*ALWAYS, NA)


class NoSettings(Content):
    """Most scorers take none."""


class VoiceSettings(Content):
    """How near is near: shares of rate and pauses, decibels; below how many semitones a voice is flat."""

    rate_step: float = Field(0.04, strict=True, gt=0, le=1)
    level_step: float = Field(1.0, strict=True, gt=0, le=20)
    pause_step: float = Field(0.025, strict=True, gt=0, le=1)
    flat_sd_st: float = Field(1.2, strict=True, ge=0, le=12)


SETTINGS: dict[str, type[Content]] = {"voice_match": VoiceSettings}  # the others: NoSettings

GIVES: dict[str, tuple[Verdict, ...]] = {
    "accuracy": SOMETIMES,
    "acknowledge": SOMETIMES,
    "bare_understanding": ALWAYS,
    "courtesy": ALWAYS,
    "farewell": SOMETIMES,
    "feeling": SOMETIMES,
    "first_step": SOMETIMES,
    "good_moment": ALWAYS,
    "identity": ALWAYS,
    "imagery": SOMETIMES,
    "offer_help": ALWAYS,
    "opening": ALWAYS,
    "opinion": SOMETIMES,
    "pace_lead": SOMETIMES,
    "privacy": SOMETIMES,
    "purpose": ALWAYS,
    "recap": SOMETIMES,
    "restate": ALWAYS,
    "satisfaction": SOMETIMES,
    "solution": SOMETIMES,
    "targeted_question": ALWAYS,
    "thanks": (MET, MISSED, NA),
    "voice_match": SOMETIMES,
    "willingness": SOMETIMES,
}
"""The verdicts that a scorecard has to explain; *unscored* explains itself."""


def settings_of(scorer: str) -> type[Content]:
    """The model of what this scorer may be given."""
    return SETTINGS.get(scorer, NoSettings)
