"""Is this microphone fit for a call? Judges a short recording that follows a plan known on both sides.

The plan: a second of silence, a soft glide played twice by the loudspeaker, then a sentence read aloud. The
limits come from what the embedded recogniser makes of a spoken sentence at many levels and noises: it begins
to mishear words less than 20 dB above white noise, and 50 dB below full scale. A voice cut off at the top is
told in good time, for what is measured of it goes wrong before its words do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from simulator.voice.acoustics import frames_of
from simulator.voice.curves import Curves, curves
from simulator.voice.sound import Samples, Sound

RATE = 16_000
QUIET_SECONDS = 1.0  # nobody speaks …
GLIDE_SECONDS, GLIDES = 0.6, 2  # … the loudspeaker is heard: the browser's echo canceller learns by the first
FADING_SECONDS = 0.6  # … an echo may come so late
READ_SECONDS = 5.0  # … and a sentence is read
READING_BEGINS = QUIET_SECONDS + GLIDES * GLIDE_SECONDS + FADING_SECONDS
WHOLE_SECONDS = READING_BEGINS + READ_SECONDS
STILLEST_DB = -90.0  # 16 bits hold nothing softer
SETTLED = int(0.1 * RATE)  # samples at the beginning in which a device may still click

LOWEST_HZ, HIGHEST_HZ, SOUNDING_SECONDS, LOUDNESS = 400.0, 2400.0, 0.4, 0.1  # of the glide

LEAST_VOICE_SECONDS = 0.4
NOBODY_DB = -55.0  # the loud syllables of a muted line, or of a neighbour's voice
QUIET_DB = -44.0  # of the loud syllables, below full scale
ROOM_DB = -50.0  # what is louder is a noise that may hide a voice
NOISY_DB = 18.0  # between loud syllables and noise
CLIPPED_SHARE = 0.02  # of the voice's samples that are flat at the top
FLAT, LEAST_PEAK = 0.97, 0.5  # of the highest sample; of full scale
CUSTOMER_DB = -18.0  # the customer's loud syllables as they are played
ECHO_DB = 15.0  # between the trainee's voice and the customer's that comes back
STANDS_OUT = 5.0  # times the usual likeness that chance has with the glide: that is the glide
FAINTEST = 1e-3  # of the glide as it was played
MEDIAN_OF_CHANCE = 0.67  # of its spread
SAME = 0.5  # how far both glides come back alike


class Verdict(StrEnum):
    """What to tell the trainee; the first that is true."""

    SILENT = "silent"
    CLIPPED = "clipped"
    NOISY = "noisy"
    QUIET = "quiet"
    ECHO = "echo"
    FINE = "fine"


@dataclass(frozen=True)
class Figures:
    """What was measured. Levels in dB below full scale; None for a voice or an echo that is not there."""

    noise_db: float
    voice_db: float | None
    clipped: float  # share of the voice's samples
    back_db: float | None  # how loud what is played comes back, below itself


@dataclass(frozen=True)
class Checked:
    """A microphone's verdict and the figures behind it."""

    verdict: Verdict
    figures: Figures


def glide() -> Samples:
    """The sound that is played, once: a soft glide upwards, which is found again under voices and noise."""
    time = np.arange(int(SOUNDING_SECONDS * RATE)) / RATE
    rise = np.log(HIGHEST_HZ / LOWEST_HZ) / SOUNDING_SECONDS
    wave = np.sin(2 * np.pi * LOWEST_HZ / rise * (np.exp(rise * time) - 1)) * np.hanning(len(time))
    padded = np.zeros(int(GLIDE_SECONDS * RATE))
    padded[: len(wave)] = LOUDNESS * wave
    return padded.astype(np.float32)


def check(samples: Samples) -> Checked:
    """Judge a recording at 16 kHz in -1 … 1 that follows the plan; what is missing of it is silence."""
    whole = int(WHOLE_SECONDS * RATE)
    samples = np.pad(samples[:whole], (0, max(0, whole - len(samples))))
    figures = measure(samples)
    return Checked(judge(figures), figures)


def measure(samples: Samples) -> Figures:
    """The figures of a recording that follows the plan."""
    played, reading = int(QUIET_SECONDS * RATE), int(READING_BEGINS * RATE)
    before = samples[SETTLED:played]
    noise_db = max(STILLEST_DB, float(np.percentile(curves(Sound(before, RATE)).speech_db, 75)))
    read = curves(Sound(samples[reading:], RATE))
    return Figures(
        noise_db=noise_db,
        voice_db=_voice_db(read, noise_db),
        clipped=_clipped(samples[reading:]),
        back_db=_back_db(samples[played:reading]),
    )


def judge(figures: Figures) -> Verdict:
    """What the figures mean for a call."""
    voice = figures.voice_db
    if voice is None or voice < NOBODY_DB:
        return Verdict.NOISY if figures.noise_db > ROOM_DB else Verdict.SILENT
    if figures.clipped > CLIPPED_SHARE:
        return Verdict.CLIPPED
    if voice - figures.noise_db < NOISY_DB:
        return Verdict.NOISY
    if voice < QUIET_DB:
        return Verdict.QUIET
    if figures.back_db is not None and voice - (CUSTOMER_DB + figures.back_db) < ECHO_DB:
        return Verdict.ECHO
    return Verdict.FINE


def _voice_db(read: Curves, noise_db: float) -> float | None:
    """The level of the loud syllables without the noise under them; None where nobody reads."""
    voiced = frames_of(read).voiced
    if voiced.sum() * 0.01 < LEAST_VOICE_SECONDS:
        return None
    power = 10 ** (np.percentile(read.speech_db[voiced], 90) / 10) - 10 ** (noise_db / 10)
    return float(10 * np.log10(power)) if power > 0 else None


def _clipped(reading: Samples) -> float:
    """The share of the louder samples that lie flat at the top, whatever its height."""
    height = np.abs(reading)
    peak = float(height.max())
    if peak < LEAST_PEAK:
        return 0.0
    loud = height[height > peak / 10]
    return float((loud > FLAT * peak).mean())


def _back_db(after: Samples) -> float | None:
    """How much of the glide comes back, in dB below what was played; None where it is not heard.

    Whoever speaks too early is like it here and there, but not at the same delays each time.
    """
    played = glide()[: int(SOUNDING_SECONDS * RATE)].astype(np.float64)
    apart = int(GLIDE_SECONDS * RATE)
    one = apart + len(played)
    before, last = (_likeness(after[n * apart :][:one], played) for n in (GLIDES - 2, GLIDES - 1))
    usual = float(np.median(np.abs(last))) / MEDIAN_OF_CHANCE
    if np.abs(last).max() < max(STANDS_OUT * usual, FAINTEST):
        return None
    strong = np.abs(last) > STANDS_OUT / 2 * usual
    if np.corrcoef(before[strong], last[strong])[0, 1] < SAME:
        return None
    alone = _likeness(np.pad(played, len(played)), played)  # a perfect return
    return float(10 * np.log10(np.sum(last**2) / np.sum(alone**2)))  # with the noise: never too little


def _likeness(samples: Samples | NDArray[np.float64], played: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much ``samples`` hold of ``played`` at each delay; 1 where it comes back as it was."""
    size = len(samples) + len(played)
    spectrum = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(played, size))
    found = np.fft.irfft(spectrum, size)[: len(samples) - len(played) + 1]
    return np.asarray(found / np.sum(played**2))
