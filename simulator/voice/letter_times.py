"""When each letter of a known text is heard in its sound, as the recogniser's attention tells."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from simulator.transcript import is_chinese
from simulator.voice.sound import Sound
from simulator.voice.wav import resample
from simulator.voice.whisper import tokenizer_of, when_idle, whisper_model

RATE = 16_000
FRAMES_A_SECOND = 50  # of what the model hears
LONGEST_SECONDS = 28.0
ROOM_SECONDS = 1.0  # after the sound
MOST_TOKENS = 400  # of the 448 that the model can hold


def letter_times(sound: Sound, text: str, language: str) -> list[tuple[float, float]] | None:
    """From when to when each letter of ``text``, which is said in ``sound``, is heard; in seconds.

    The model's attention is followed while it is made to write just this text. None where it cannot: more
    than half a minute, no words. Waits for a moment in which nobody is being heard. Raises Unavailable.
    """
    samples = resample(sound, RATE).samples
    model = whisper_model()
    tokenizer = tokenizer_of(model, "zh" if is_chinese(language) else language.split("-")[0].lower())
    tokens = tokenizer.encode(text if is_chinese(language) else f" {text}")
    if sound.seconds > LONGEST_SECONDS or not 0 < len(tokens) <= MOST_TOKENS:
        return None
    window = int((sound.seconds + ROOM_SECONDS) * RATE)
    features = model.feature_extractor(np.pad(samples, (0, max(0, window - len(samples)))))
    frames = int(window / RATE * FRAMES_A_SECOND)
    with when_idle():
        found = model.model.align(
            model.encode(features[:, : frames * 2]), tokenizer.sot_sequence, [tokens], frames * 2
        )[0]
    units, parts = tokenizer.split_tokens_on_unicode([*tokens, tokenizer.eot])
    begins = _first_frames(found.alignments, len(tokens) + 1)
    return _by_letter(text, units, [len(part) for part in parts], begins, sound.seconds)


def _first_frames(path: Sequence[tuple[int, int]], tokens: int) -> list[float]:
    """When each token begins, in seconds; ``path`` are pairs of token and frame."""
    begins = [math.inf] * tokens
    for token, frame in path:
        if token < tokens:
            begins[token] = min(begins[token], frame / FRAMES_A_SECOND)
    for token in reversed(range(tokens - 1)):
        begins[token] = min(begins[token], begins[token + 1])
    return begins


def _by_letter(
    text: str, units: Sequence[str], sizes: Sequence[int], begins: Sequence[float], seconds: float
) -> list[tuple[float, float]] | None:
    """The units' times, given to the letters of the text in order; None when they are not its letters.

    A blank takes no time: what is heard there is the word after it.
    """
    times: list[tuple[float, float]] = []
    token, blanks, start = 0, 0, min(seconds, begins[0])
    for unit, size in zip(units[:-1], sizes[:-1], strict=True):
        token += size
        letters = unit.lstrip()
        blanks += len(unit) - len(letters)
        if not letters:
            continue
        end = min(seconds, begins[token])
        times.extend([(start, start)] * blanks)
        step = (end - start) / len(letters)
        times.extend((start + place * step, start + (place + 1) * step) for place in range(len(letters)))
        blanks, start = 0, end
    said = times[len(times) - len(text) :]  # a blank may have been set before the text
    return said if len(said) == len(text) else None
