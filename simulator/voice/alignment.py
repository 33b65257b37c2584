"""When each word of a turn is heard.

The words are known; what is looked for is their place. Where the embedded recogniser is installed it aligns
them with the sound (``letter_times``). Else they are spread over the speech that can be heard,
with the text's stops in its pauses; without any sound, over the turn alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from simulator.errors import Unavailable
from simulator.transcript import Word, is_chinese
from simulator.voice import g2p_zh
from simulator.voice.curves import FRAMES_A_SECOND
from simulator.voice.recorded import read_person
from simulator.voice.sound import Sound
from simulator.voice.speech import bridged, runs
from simulator.voice.spoken_zh import spoken
from simulator.voice.wav import encode

HAN = "\u4e00-\u9fff"
WORD = re.compile(rf"[{HAN}]+|(?:(?![{HAN}])[^\W_])+(?:['’.,:-](?:(?![{HAN}])[^\W_])+)*")
VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
STOP = re.compile(r"[，。！？；：、…—,.!?;:]")
LEAST_PAUSE = 0.12  # seconds without speech that a stop in the text may stand for
NEAR = 0.8  # seconds within which a stop is looked for in a pause
STOP_WEIGHT = 1.5  # of a stop, in syllables, where no pause can be heard

Span = tuple[int, int]
Seconds = tuple[float, float]
LetterTimes = Callable[[Sound, str, str], Sequence[Seconds] | None]
"""From a sound, its text and language to when each letter is heard; None where that cannot be told."""


class Heard(NamedTuple):
    """A word by its letters ``first`` … ``last`` (one past) in the text, heard from ``start`` to ``end``."""

    first: int
    last: int
    start: float
    end: float


def word_spans(text: str, language: str) -> list[Span]:
    """Where the words stand in a text: what is lit up in one go. Punctuation belongs to none."""
    found: list[Span] = []
    for match in WORD.finditer(text):
        if is_chinese(language) and re.match(f"[{HAN}]", match[0]):
            borders = accumulate((len(word) for word in _segmented()(match[0])), initial=match.start())
            found.extend(pairwise(borders))
        else:
            found.append(match.span())
    return found


def aligned(sound: Sound, text: str, language: str, letters: LetterTimes | None = None) -> list[Heard]:
    """The words of ``text`` in ``sound``, in seconds from its beginning."""
    times = letters(sound, text, language) if letters is not None else None
    talk = _talk(sound)
    if times is None:
        return _spread(text, language, talk, [(a[1], b[0]) for a, b in pairwise(talk)])
    silences = list(pairwise([0.0, *(edge for piece in talk for edge in piece), sound.seconds]))[::2]
    return [
        _out_of_silence(Heard(first, last, times[first][0], times[last - 1][1]), silences)
        for first, last in word_spans(text, language)
    ]


def _out_of_silence(word: Heard, silences: Sequence[Seconds]) -> Heard:
    """The recogniser gives a pause to the word after it: of a word that reaches over one its larger part."""
    for start, end in silences:
        if word.start < end and start < word.end:
            if start - word.start > word.end - end:
                word = word._replace(end=max(word.start, start))
            else:
                word = word._replace(start=min(end, word.end), end=word.end)
    return word


def spread(text: str, language: str, start: float, end: float) -> list[Heard]:
    """The words of ``text`` over a stretch of time of which no more is known."""
    return _spread(text, language, [(start, end)], [])


def as_words(text: str, heard: Sequence[Heard], origin: float) -> tuple[Word, ...]:
    """For the call on file; ``origin``: when the sound began, in seconds from pick-up."""
    return tuple(
        Word(
            text=text[one.first : one.last],
            start=round(max(0.0, origin + one.start), 2),
            end=round(max(0.0, origin + one.end), 2),
        )
        for one in heard
    )


def placed(text: str, words: Sequence[Word]) -> list[Heard] | None:
    """Where these words stand in the text; None when they are not its words, as after a correction."""
    found, at = [], 0
    for word in words:
        first = text.find(word.text, at)
        if first < 0 or WORD.search(text, at, first):
            return None
        at = first + len(word.text)
        found.append(Heard(first, at, word.start, word.end))
    return None if not found or WORD.search(text, at) else found


# -- spreading


def _talk(sound: Sound) -> list[Seconds]:
    """From when to when there is speech; all of it where none can be told from noise."""
    frames = read_person(encode(sound))
    bursts = bridged(runs(frames.speech), LEAST_PAUSE * FRAMES_A_SECOND)
    talk = [(first / FRAMES_A_SECOND, min(last / FRAMES_A_SECOND, sound.seconds)) for first, last in bursts]
    return talk or [(0.0, sound.seconds)]


def _spread(text: str, language: str, talk: Sequence[Seconds], pauses: Sequence[Seconds]) -> list[Heard]:
    """Words by their syllables over the time of talk; a stop near a pause stands in it."""
    spans = word_spans(text, language)
    if not spans:
        return []
    weights = [_syllables(text[first:last], language) for first, last in spans]
    pieces = _between_stops(weights, [_stops(text, a[1], b[0]) for a, b in pairwise(spans)])
    words = iter(spans)
    found: list[Heard] = []
    for piece, (start, end) in zip(pieces, _times(pieces, talk, pauses), strict=True):
        found.extend(_filled(words, piece, start, end))
    return found


def _times(
    pieces: Sequence[Sequence[float]], talk: Sequence[Seconds], pauses: Sequence[Seconds]
) -> Iterator[Seconds]:
    """From when to when each piece between two stops is said."""
    stop = 0.0 if pauses else STOP_WEIGHT  # where nothing is known of pauses, a stop takes its time
    whole = sum(map(sum, pieces)) + stop * (len(pieces) - 1)
    clock, said, begins = _Clock(talk), 0.0, talk[0][0]
    for piece in pieces[:-1]:
        said += sum(piece)
        ends = clock.at(said / whole)
        pause = _nearest([p for p in pauses if p[0] >= begins], ends)
        said += stop
        yield begins, max(begins, pause[0] if pause else ends)
        begins = max(begins, pause[1] if pause else clock.at(said / whole))
    yield begins, max(begins, talk[-1][1])


def _filled(words: Iterator[Span], weights: Sequence[float], start: float, end: float) -> Iterator[Heard]:
    whole, before = sum(weights), 0.0
    for weight in weights:
        first, last = next(words)
        a, b = (start + (end - start) * part / whole for part in (before, before + weight))
        before += weight
        yield Heard(first, last, a, b)


def _between_stops(weights: Sequence[float], gaps: Sequence[bool]) -> list[list[float]]:
    pieces = [[weights[0]]]
    for stop, weight in zip(gaps, weights[1:], strict=True):
        if stop:
            pieces.append([weight])
        else:
            pieces[-1].append(weight)
    return pieces


def _stops(text: str, first: int, last: int) -> bool:
    return STOP.search(text, first, last) is not None


def _nearest(pauses: Sequence[Seconds], time: float) -> Seconds | None:
    near = [pause for pause in pauses if pause[0] - NEAR <= time <= pause[1] + NEAR]
    return min(near, key=lambda pause: abs((pause[0] + pause[1]) / 2 - time), default=None)


class _Clock:
    """From a share of the talk to the time at which so much has been said."""

    def __init__(self, talk: Sequence[Seconds]) -> None:
        self._talk = talk
        self._before = list(accumulate((end - start for start, end in talk), initial=0.0))

    def at(self, share: float) -> float:
        said = share * self._before[-1]
        place = min(len(self._talk) - 1, max(0, bisect_right(self._before, said) - 1))
        return self._talk[place][0] + said - self._before[place]


def _syllables(word: str, language: str) -> float:
    """How long a word takes, about, in syllables."""
    if is_chinese(language):
        said = spoken(word)
        return float(max(1, sum(1 for c in said if c.isalnum())))
    if word.isdigit():
        return 2.0 * len(word)
    return 0.5 + max(1, len(VOWELS.findall(word)))


@cache
def _segmented() -> Callable[[str], list[str]]:
    """Chinese words; a light install has no dictionary, and shows its characters."""
    try:
        g2p_zh.words("好")
    except Unavailable:
        return list
    return g2p_zh.words
