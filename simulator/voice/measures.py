"""Timing and voice measures of a whole call: who talked how much, over whom, how fast, how loud.

Times come from the turns where they are known, else from the speech on the two channels (left agent,
right customer). Voice measures come from the channels or from the turns' own recordings. A measure that
cannot be had is None, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from simulator.errors import AudioError
from simulator.transcript import Speaker, Transcript, Turn
from simulator.voice.acoustics import Frames, summarise, talked_seconds
from simulator.voice.recorded import read_person, read_recording, read_sides, stretches
from simulator.voice.spoken_zh import spoken
from simulator.voice.talk import SIDES, Placed, Stretch, Timing, stretches_of, timing

LEAST_SECONDS = 0.3  # of speech, below which a rate says nothing


@dataclass(frozen=True)
class Voice:
    """How one side, or one turn, sounds. None where it could not be measured.

    ``rate``: Chinese characters or syllables a minute, pauses left out; ``rate_from`` says whether they are
    those of the ``text`` or were counted in the ``signal``. ``pause_share``: silence inside the turn, 0 … 1.
    """

    rate: float | None = None
    rate_from: str | None = None
    level_db: float | None = None
    f0_median_hz: float | None = None
    f0_sd_st: float | None = None
    f0_range_st: float | None = None
    pauses: int | None = None
    pause_s: float | None = None
    pause_share: float | None = None
    speech_s: float | None = None


@dataclass(frozen=True)
class Part:
    """One turn as it was measured: its words, its sound and its place among the others, where known."""

    speaker: Speaker
    text: str = ""
    frames: Frames | None = None
    placed: Placed | None = None
    turn: int | None = None

    @property
    def talked(self) -> float:
        """Seconds of talk without pauses; without a recording, of the whole turn."""
        if self.frames is not None:
            return talked_seconds(self.frames)
        return self.placed.stretch.seconds if self.placed else 0.0

    @property
    def voice(self) -> Voice:
        """How it sounds."""
        return voice_of([self])


@dataclass(frozen=True)
class Measured:
    """A call, or one person alone, measured. ``timing`` is None where no times are known."""

    parts: Sequence[Part]
    timing: Timing | None
    voices: Mapping[Speaker, Voice]
    alone: Speaker | None = None


def measure_recording(data: bytes, speaker: Speaker, name: str = "the recording") -> Measured:
    """A recording: two channels are a call (left agent, right customer), one channel is one person.

    ``speaker`` says who that one is. Raises AudioError.
    """
    found = read_recording(data, name)
    sides = {speaker: found} if isinstance(found, Frames) else found
    times = timing(stretches(sides))
    measured = _measured(_parts(times, sides), times)
    return replace(measured, alone=speaker) if len(sides) == 1 else measured


def measure_call(transcript: Transcript, folder: Path | None = None) -> Measured:
    """A call on file; its recordings are looked for in ``folder``. Raises AudioError for a bad one."""
    turns = transcript.turns
    sides = _channels(transcript, folder)
    timed = stretches_of(turns)
    if sides and not timed:
        times = timing(stretches(sides))
        return _measured(_parts(times, sides), times, turns)
    times = timing(timed)
    placed = {one.stretch.turn: one for one in times.placed}
    parts = [
        Part(
            turn.speaker, turn.text, _sound(turn, placed.get(index), sides, folder), placed.get(index), index
        )
        for index, turn in enumerate(turns)
    ]
    return _measured(parts, times if timed else None)


def is_recorded(transcript: Transcript, folder: Path) -> bool:
    """Whether any recording that the call names lies in ``folder``."""
    names = {transcript.audio, *(turn.audio for turn in transcript.turns)} - {None, ""}
    return any((folder / str(name)).is_file() for name in names)


def turn_voices(transcript: Transcript, folder: Path) -> dict[int, Voice]:
    """Each recorded turn's voice by its place. Raises AudioError for a bad recording."""
    parts = measure_call(transcript, folder).parts
    return {part.turn: part.voice for part in parts if part.turn is not None and part.frames is not None}


def turn_voice(data: bytes, turn: Turn) -> Voice:
    """The voice of one turn's own recording. Raises AudioError."""
    return voice_of([Part(turn.speaker, turn.text, read_person(data))])


def voice_of(parts: Sequence[Part], said: str = "") -> Voice:
    """How one side sounds in these parts. ``said`` is its text where it is not known part by part."""
    heard = [part.frames for part in parts if part.frames is not None]
    found = summarise(heard) if heard else None
    if found is None or not found.speech_seconds:
        return Voice(*_rate_of_text([part for part in parts if part.frames is None]))
    rate = _rate_of_text(parts)
    if rate == NO_RATE:
        units, source = (float(syllables(said)), "text") if said else (found.syllables, "signal")
        rate = _rate(units, source, found.speech_seconds)
    return Voice(
        *rate,
        level_db=found.level_db,
        f0_median_hz=found.f0_median_hz,
        f0_sd_st=found.f0_sd_st,
        f0_range_st=found.f0_range_st,
        pauses=found.pauses,
        pause_s=found.pause_seconds,
        pause_share=found.pause_share,
        speech_s=found.speech_seconds,
    )


@lru_cache(maxsize=4096)
def syllables(text: str) -> int:
    """Spoken units of a text: a Chinese character each (figures as spoken), vowel groups of Latin words."""
    said = spoken(text)
    latin = re.findall(r"[A-Za-z']+", said)
    groups = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiou])e$", "", w.lower())))) for w in latin
    )
    return groups + len(re.findall(r"[\u4e00-\u9fff]", said))


Rate = tuple[float | None, str | None]
NO_RATE: Rate = (None, None)


def _rate_of_text(parts: Iterable[Part]) -> Rate:
    worded = [(units, part.talked) for part in parts if (units := syllables(part.text)) and part.talked]
    return _rate(sum(units for units, _ in worded), "text", sum(seconds for _, seconds in worded))


def _rate(units: float, source: str, seconds: float) -> Rate:
    return (60 * units / seconds, source) if units and seconds >= LEAST_SECONDS else NO_RATE


def _measured(parts: Sequence[Part], times: Timing | None, turns: Sequence[Turn] = ()) -> Measured:
    said = {side: " ".join(turn.text for turn in turns if turn.speaker is side).strip() for side in SIDES}
    voices = {side: voice_of([part for part in parts if part.speaker is side], said[side]) for side in SIDES}
    return Measured(parts, times, voices)


def _parts(times: Timing, sides: Mapping[Speaker, Frames]) -> list[Part]:
    """The stretches of talk that were found on the channels."""
    return [Part(one.stretch.speaker, "", _cut(sides, one.stretch), one) for one in times.placed]


def _cut(sides: Mapping[Speaker, Frames], one: Stretch) -> Frames:
    return sides[one.speaker].between(one.start, one.end)


def _channels(transcript: Transcript, folder: Path | None) -> dict[Speaker, Frames]:
    if folder is None or not transcript.audio:
        return {}
    return read_sides(_read(folder / transcript.audio), transcript.audio)


def _sound(
    turn: Turn, placed: Placed | None, sides: Mapping[Speaker, Frames], folder: Path | None
) -> Frames | None:
    """A turn's stretch of the call's recording, else its own."""
    if sides and placed is not None:
        return _cut(sides, placed.stretch)
    if turn.audio and folder is not None:
        return read_person(_read(folder / turn.audio), turn.audio)
    return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AudioError(f"{path}: {error.strerror}", code="no_recording", path=str(path)) from error
