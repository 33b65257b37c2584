"""What a voice does: rate, pauses, pitch, loudness of one person's speech.

Syllables are counted without a text: voiced peaks of the intensity with a dip on both sides (after de Jong
& Wempe 2009), once in the band of the vowels and once by how many bands sound together. Measurable behaviour
only; no feeling is read from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np

from simulator.voice.curves import FRAMES_A_SECOND, Curve, Curves, Flags, curves
from simulator.voice.sound import Sound
from simulator.voice.speech import EDGE_SECONDS, VOICED_STRENGTH, runs, smoothed, speech_flags

PAUSE_SECONDS = 0.2
SYLLABLE_BELOW_PEAK_DB = 20.0
VOWEL_DIP_DB = 0.7
CHORD_DIP_DB = 1.4
SYLLABLE_APART = 6  # frames
OCTAVE = 12.0  # semitones; a voice that leaps further from its median is an error of the pitch measure


@dataclass(frozen=True)
class Frames:
    """Per frame of 10 ms: pitch in Hz, whether voiced, levels in dB below full scale, whether speech.

    ``vowel_db`` is the level in the band of the vowels, ``chord_db`` high where many bands sound at once.
    """

    f0_hz: Curve
    voiced: Flags
    level_db: Curve
    vowel_db: Curve
    chord_db: Curve
    speech: Flags

    def between(self, start: float, end: float) -> Frames:
        """The frames of a stretch in seconds."""
        first = max(0, round((start - EDGE_SECONDS) * FRAMES_A_SECOND))
        part = slice(first, max(first, round(end * FRAMES_A_SECOND)))
        return Frames(*(getattr(self, field.name)[part] for field in fields(Frames)))

    def only(self, speech: Flags) -> Frames:
        """The same frames with less of them taken for speech."""
        return replace(self, voiced=self.voiced & speech, speech=speech)


@dataclass(frozen=True)
class Acoustics:
    """Measures of one stretch of one person's speech.

    ``f0_sd_st`` and ``f0_range_st`` (5th to 95th percentile) are in semitones round the median; ``syllables``
    are counted nuclei (the mean of two counts); pauses are silences of at least 0.2 s between the first and
    the last speech; ``speech_seconds`` is the time between these without the pauses.
    """

    seconds: float
    speech_seconds: float
    voiced_seconds: float
    f0_median_hz: float
    f0_sd_st: float
    f0_range_st: float
    level_db: float
    pauses: int
    pause_seconds: float
    syllables: float

    @property
    def syllables_a_second(self) -> float:
        """Articulation rate: syllables by the time without pauses."""
        return self.syllables / self.speech_seconds if self.speech_seconds else 0.0

    @property
    def pause_share(self) -> float:
        """The pauses' share of the time from the first to the last speech, 0 … 1."""
        whole = self.speech_seconds + self.pause_seconds
        return self.pause_seconds / whole if whole else 0.0


def analyse(sound: Sound) -> Acoustics:
    """Measure one person's sound; all zeros when nobody speaks in it."""
    return summarise([frames(sound)])


def voiced_seconds(sound: Sound) -> float:
    """How long a voice is heard."""
    return float(frames(sound).voiced.sum() / FRAMES_A_SECOND)


def frames(sound: Sound) -> Frames:
    """Frame by frame what a sound holds."""
    return frames_of(curves(sound))


def frames_of(read: Curves) -> Frames:
    """The curves with the frames found in which somebody speaks."""
    speech = speech_flags(read)
    voiced = (read.strength > VOICED_STRENGTH) & speech
    f0 = _median_of_5(read.f0_hz)
    return Frames(f0, voiced, read.level_db, read.vowel_db, read.chord_db, speech)


def _median_of_5(curve: Curve) -> Curve:
    padded = np.pad(curve, 2, "edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1))


def summarise(pieces: Sequence[Frames]) -> Acoustics:
    """Frames of one person's speech as figures; the silences between the pieces are nobody's pauses."""
    found = _joined(pieces)
    seconds = len(found.speech) / FRAMES_A_SECOND
    if not found.voiced.any():
        return Acoustics(seconds, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0.0, 0)
    median, semitones = _pitch_course(found)
    low, high = np.percentile(semitones, [5, 95])
    pauses = [pause for piece in pieces for pause in pause_lengths(piece.speech)]
    return Acoustics(
        seconds=seconds,
        speech_seconds=sum(map(talked_seconds, pieces)),
        voiced_seconds=float(found.voiced.sum() / FRAMES_A_SECOND),
        f0_median_hz=median,
        f0_sd_st=float(np.std(semitones)),
        f0_range_st=float(high - low),
        level_db=float(10 * np.log10(np.mean(10 ** (found.level_db[found.speech] / 10)))),
        pauses=len(pauses),
        pause_seconds=sum(pauses),
        syllables=counted_syllables(found),
    )


def _joined(pieces: Sequence[Frames]) -> Frames:
    if len(pieces) == 1:
        return pieces[0]
    return Frames(*(np.concatenate([getattr(one, field.name) for one in pieces]) for field in fields(Frames)))


def _pitch_course(found: Frames) -> tuple[float, Curve]:
    """The median pitch in Hz, and per voiced frame the semitones from it, leaps of an octave left out."""
    pitch = found.f0_hz[found.voiced]
    median = float(np.median(pitch))
    semitones = 12 * np.log2(pitch / median)
    return median, semitones[np.abs(semitones) < OCTAVE]


def talked_seconds(found: Frames) -> float:
    """Seconds from the first to the last speech without the pauses."""
    spoken = np.flatnonzero(found.speech)
    if not len(spoken):
        return 0.0
    span = (spoken[-1] - spoken[0] + 1) / FRAMES_A_SECOND - EDGE_SECONDS
    return max(0.0, float(span) - sum(pause_lengths(found.speech)))


def pause_lengths(speech: Flags, least: float = PAUSE_SECONDS) -> list[float]:
    """Lengths in seconds of the silences inside the speech."""
    gaps = [
        (after[0] - before[1]) / FRAMES_A_SECOND + EDGE_SECONDS for before, after in pairwise(runs(speech))
    ]
    return [gap for gap in gaps if gap >= least - 1e-9]


def counted_syllables(found: Frames) -> float:
    """The number of syllable nuclei: the mean of two readings, whose errors are not the same."""
    if not found.speech.any():
        return 0.0
    loud = _nuclei(found, smoothed(found.vowel_db, 7), VOWEL_DIP_DB)
    full = _nuclei(found, smoothed(found.chord_db, 5), CHORD_DIP_DB)
    return (len(loud) + len(full)) / 2


def _nuclei(found: Frames, level: Curve, dip: float) -> list[int]:
    """The frames of the voiced peaks of a level with a dip between them."""
    floor = float(np.percentile(level[found.speech], 95)) - SYLLABLE_BELOW_PEAK_DB
    near_voice = np.convolve(found.voiced, np.ones(5), "same") > 0
    rising = np.diff(level, prepend=level[0] - 1) >= 0
    falling = np.diff(level, append=level[-1] - 1) < 0
    peaks = np.flatnonzero(rising & falling & near_voice & found.speech & (level > floor))
    return _apart(peaks.tolist(), level, dip)


def _apart(peaks: list[int], level: Curve, dip: float) -> list[int]:
    """Of peaks without a dip between them, or too near each other, the higher one."""
    kept: list[int] = []
    for peak in peaks:
        while kept and not _distinct(kept[-1], peak, level, dip):
            if level[peak] <= level[kept[-1]]:
                break
            kept.pop()
        else:
            kept.append(peak)
    return kept


def _distinct(one: int, other: int, level: Curve, dip: float) -> bool:
    valley = level[one : other + 1].min()
    return bool(min(level[one], level[other]) - valley >= dip and other - one >= SYLLABLE_APART)
