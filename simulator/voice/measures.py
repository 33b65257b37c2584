"""Timing and voice measures of a whole call: who talked how much, over whom, how fast, how loud.

Times come from the turns where they are known, else from the speech on the two channels (left agent,
right customer). Voice measures come from the channels or from the turns' own recordings. A measure that
cannot be had is None, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from simulator.errors import AudioError
from simulator.transcript import Speaker, Transcript, Turn
from simulator.voice.acoustics import FRAMES_A_SECOND, Acoustics, analyse, frames, runs
from simulator.voice.sound import Samples, Sound
from simulator.voice.spoken_zh import spoken
from simulator.voice.wav import concatenated, decode, decode_channels

DEAD_AIR_SECONDS = 5.0
INTERRUPTION_SECONDS = 1.0
BRIDGED_SECONDS = 0.8  # a shorter silence inside one side's speech is a pause, not an end
LEAST_SECONDS = 0.15  # a shorter burst on a channel is a click or a breath
SPILL_SECONDS = 0.03  # a frame of 40 ms is speech already when its end touches some
BROKEN_OFF = re.compile(r"(?:—|…|\.\.\.|-)\s*$")
SIDES = (Speaker.AGENT, Speaker.CUSTOMER)

Figure = float | int | None
Measures = dict[str, Figure | dict[str, Figure]]
Talk = Mapping[Speaker, Sequence[tuple[float, float]]]
"""Per side the stretches of speech as (start, end) in seconds."""


@dataclass(frozen=True)
class Timing:
    """What the two sides' stretches of speech amount to; seconds, counts and shares."""

    talk_s: Mapping[Speaker, float]
    overtalk_s: float
    interruptions: int
    dead_air_s: float
    dead_airs: int
    silence_s: float
    longest_silence_s: float

    @property
    def talk_share_agent(self) -> float | None:
        """The agent's share of all talking, 0 … 1; None when nobody talked."""
        total = sum(self.talk_s.values())
        return self.talk_s[Speaker.AGENT] / total if total else None


def measure_wav(data: bytes) -> Measures:
    """A recording: two channels are a call (left agent, right customer), one channel is one person.

    Raises AudioError.
    """
    samples, rate = decode_channels(data)
    if samples.shape[1] == 1:
        return _voice_figures(analyse(Sound(samples[:, 0], rate)))
    sounds = _channels(samples, rate)
    talk = {side: activity(sound) for side, sound in sounds.items()}
    voices = {side: analyse(sound) for side, sound in sounds.items()}
    rates = {side: _rate(float(voice.syllables), voice.speech_seconds) for side, voice in voices.items()}
    return _call_figures(timing(talk), rates, voices)


def measure_call(transcript: Transcript, folder: Path | None = None) -> Measures:
    """A call on file; its recordings are looked for in ``folder``. Raises AudioError for a bad one."""
    sounds = _recordings(transcript, folder)
    voices = {side: analyse(sound) for side, sound in sounds.items()}
    talk = talk_of_turns(transcript.turns)
    if not any(talk.values()):
        talk = {side: activity(sound) for side, sound in sounds.items()} if transcript.audio else {}
    seconds = timing(talk, interrupted=_broken_off(transcript.turns)) if talk else None
    rates = {side: _spoken_rate(transcript.turns, side, voices.get(side)) for side in SIDES}
    return _call_figures(seconds, rates, voices)


def timing(talk: Talk, interrupted: int = 0) -> Timing:
    """The timing measures of two sides' talk. ``interrupted`` adds turns known to be broken off.

    The agent interrupts by starting while the customer speaks and talking on for at least a second: a
    short 嗯 is none. Silence counts between the first and the last speech; dead air from 5 s on.
    """
    gaps = _gaps([*talk.get(Speaker.AGENT, ()), *talk.get(Speaker.CUSTOMER, ())])
    dead = [gap for gap in gaps if gap >= DEAD_AIR_SECONDS]
    agent, customer = talk.get(Speaker.AGENT, ()), talk.get(Speaker.CUSTOMER, ())
    return Timing(
        talk_s={side: sum(end - start for start, end in talk.get(side, ())) for side in SIDES},
        overtalk_s=sum(_overlap(a, c) for a in agent for c in customer),
        interruptions=interrupted + sum(1 for a in agent if any(_cuts_in(a, c) for c in customer)),
        dead_air_s=sum(dead),
        dead_airs=len(dead),
        silence_s=sum(gaps),
        longest_silence_s=max(gaps, default=0.0),
    )


def talk_of_turns(turns: Sequence[Turn]) -> dict[Speaker, list[tuple[float, float]]]:
    """The stretches that turns with times cover."""
    talk: dict[Speaker, list[tuple[float, float]]] = {side: [] for side in SIDES}
    for turn in turns:
        if turn.start is not None and turn.end is not None and turn.end > turn.start:
            talk[turn.speaker].append((turn.start, turn.end))
    return talk


def activity(sound: Sound) -> list[tuple[float, float]]:
    """Where somebody speaks on one channel; short pauses are bridged, clicks are left out."""
    curves = frames(sound)
    if not curves.voiced.any():
        return []
    joined: list[tuple[float, float]] = []
    for first, last in runs(curves.speech):
        start, end = first / FRAMES_A_SECOND + SPILL_SECONDS, last / FRAMES_A_SECOND
        if joined and start - joined[-1][1] < BRIDGED_SECONDS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if end - start >= LEAST_SECONDS]


@lru_cache(maxsize=4096)
def syllables(text: str) -> int:
    """Spoken units of a text: a Chinese character each (figures as spoken), vowel groups of Latin words."""
    said = spoken(text)
    latin = re.findall(r"[A-Za-z']+", said)
    groups = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiou])e$", "", w.lower())))) for w in latin
    )
    return groups + len(re.findall(r"[\u4e00-\u9fff]", said))


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def _cuts_in(agent: tuple[float, float], customer: tuple[float, float]) -> bool:
    return customer[0] < agent[0] and _overlap(agent, customer) >= INTERRUPTION_SECONDS


def _gaps(stretches: Sequence[tuple[float, float]]) -> list[float]:
    """The silences between stretches, whoever speaks."""
    gaps, latest = [], None
    for start, end in sorted(stretches):
        if latest is not None and start > latest:
            gaps.append(start - latest)
        latest = end if latest is None else max(latest, end)
    return gaps


def _broken_off(turns: Sequence[Turn]) -> int:
    """Customer turns that end in the middle (— or …) without an overlap that counts already."""
    found = 0
    for before, after in pairwise(turns):
        handed = before.speaker is Speaker.CUSTOMER and after.speaker is Speaker.AGENT
        if handed and BROKEN_OFF.search(before.text) and not _overlapping(before, after):
            found += 1
    return found


def _overlapping(before: Turn, after: Turn) -> bool:
    if before.end is None or after.start is None:
        return False
    return before.end - after.start >= INTERRUPTION_SECONDS


def _recordings(transcript: Transcript, folder: Path | None) -> dict[Speaker, Sound]:
    """Each side's sound: a channel of the call's recording, or its turns' recordings one after the other."""
    if folder is None:
        return {}
    if transcript.audio:
        samples, rate = decode_channels(_read(folder / transcript.audio))
        if samples.shape[1] < 2:
            raise AudioError(f"{transcript.audio}: a call needs two channels", code="not_stereo")
        return _channels(samples, rate)
    sounds = {}
    for side in SIDES:
        named = [turn.audio for turn in transcript.turns if turn.audio and turn.speaker is side]
        whole = concatenated([decode(_read(folder / name)) for name in named])
        if whole is not None:
            sounds[side] = whole
    return sounds


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AudioError(f"{path}: {error.strerror}", code="no_recording", path=str(path)) from error


def _channels(samples: Samples, rate: int) -> dict[Speaker, Sound]:
    return {side: Sound(samples[:, index], rate) for index, side in enumerate(SIDES)}


def _spoken_rate(turns: Sequence[Turn], side: Speaker, voice: Acoustics | None) -> float | None:
    """Spoken units a minute over the time in which that side's voice is heard, else over its turns."""
    own = [turn for turn in turns if turn.speaker is side]
    if voice is not None and voice.speech_seconds:
        return _rate(sum(syllables(turn.text) for turn in own), voice.speech_seconds)
    timed = [t for t in own if t.start is not None and t.end is not None and t.end > t.start]
    seconds = sum((turn.end or 0.0) - (turn.start or 0.0) for turn in timed)
    return _rate(sum(syllables(turn.text) for turn in timed), seconds)


def _rate(units: float, seconds: float) -> float | None:
    return 60 * units / seconds if seconds > 0 else None


def _voice_figures(voice: Acoustics) -> Measures:
    rate = _rate(float(voice.syllables), voice.speech_seconds)
    return {
        "seconds": _short(voice.seconds, 2),
        "voiced_s": _short(voice.voiced_seconds, 2),
        "rate_cpm": _short(rate, 0),
        **{name: _short(getattr(voice, name), places) for name, places in VOICE_FIGURES.items()},
    }


def _call_figures(
    seconds: Timing | None, rates: Mapping[Speaker, float | None], voices: Mapping[Speaker, Acoustics]
) -> Measures:
    names = ("overtalk_s", "interruptions", "dead_air_s", "dead_airs", "silence_s", "longest_silence_s")
    figures: Measures = {"talk_share_agent": _short(seconds.talk_share_agent if seconds else None, 3)}
    figures |= {name: _short(getattr(seconds, name), 2) if seconds else None for name in names}
    figures |= {f"{side}_rate_cpm": _short(rates.get(side), 0) for side in SIDES}
    for name, places in VOICE_FIGURES.items():
        figures[name] = {
            str(side): _short(getattr(voices[side], name), places) if side in voices else None
            for side in SIDES
        }
    return figures


VOICE_FIGURES = {"pauses": 0, "f0_median_hz": 1, "f0_sd_st": 2, "level_db": 1}  # and their decimals


def _short(value: float | None, places: int) -> Figure:
    if value is None:
        return None
    return round(value) if places == 0 or isinstance(value, int) else round(value, places)
