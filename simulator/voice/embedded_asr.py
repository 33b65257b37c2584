"""Listens on this machine: whisper-base through faster-whisper. The only file that knows that package.

The model was made for windows of 30 s; it is given one that is just longer than what was said, which takes
a fraction of the time. A voice detector stands in front, because the model invents words for noise; what it
invents all the same is dropped behind it.
"""

from __future__ import annotations

import importlib
import math
import os
import re
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from simulator.transcript import is_chinese
from simulator.voice.homophones import corrected
from simulator.voice.models import Progress, missing, whisper_folder
from simulator.voice.sound import Heard, Samples, Sound
from simulator.voice.wav import resample

Model: TypeAlias = Any  # a faster_whisper.WhisperModel, or the detector; the package has no types

RATE = 16_000
WINDOW_SECONDS = 28.0
LONGEST_WINDOW_SECONDS = 30.0
SILENCE_SECONDS = 5.0  # after what was said within the window; with less, short words are written twice
BEAM = 2
LEAST_SPEECH_SECONDS = 0.2
LEAST_LOGPROB = -1.1
ECHO_LOGPROB = -0.5  # only the hints themselves, and not said clearly: an echo of the prompt
FASTEST_CPS = {True: 13.0, False: 32.0}  # characters a second of speech: Chinese, other languages
MOST_HINT_CHARACTERS = 120
FRAMES_A_SECOND = 50  # of what the model hears
ALIGNED_ROOM_SECONDS = 1.0  # after the sound whose words are aligned
MOST_ALIGNED_TOKENS = 400  # of the 448 that the model can hold
GIVES_WAY_SECONDS = 4.0  # somebody who was heard just now is in a call …
WAITS_SECONDS = 60.0  # … on which nobody waits longer than that
PROMPT = "以下是普通话的句子，这是一通客服电话。"
SHORT_PROMPT = "客服电话。嗯。好的。对。行。是的。不用。可以。"  # without it a lone 嗯 or 对 is not heard
SHORT_SECONDS = 1.6  # a piece below that is a word or two, and needs room around it
ROOM_SECONDS = 0.5
PHANTOMS = Path(__file__).parent / "data" / "phantoms.txt"
LOOP = re.compile(r"(.{1,15}?)\1{4,}")
GLUED = re.compile(  # an amount and a time that run together: 退80 24小时内, 退8024小时内
    r"(?<=\d)\s+(?=\d+(?:\.\d+)?(?:个?小时|分钟|个?工作日|天|元|块|[GM]))|(?<=[1-9]\d)(?=(?:24|48|72)小时)"
)
NOT_WORDS = re.compile(r"[\W_]+")


class EmbeddedListener:
    """SpeechToText by whisper-base. Loads its model with the first sound; safe to share between threads."""

    name = "embedded"

    def load(self, progress: Progress) -> None:
        """Have the model whole and in memory. Raises Unavailable."""
        whisper_folder(progress)
        whisper_model()

    def hear(self, sound: Sound, language: str, hints: Sequence[str] = ()) -> Heard:
        """What was said; empty for silence and noise. ``hints`` are words likely to occur.

        Raises Unavailable when the speech packages are not installed.
        """
        samples = resample(sound, RATE).samples
        heard = [self._hear_piece(piece, language, hints) for piece in self._pieces(samples)]
        text = joined([text for text, _ in heard if text], language)
        letters = sum(len(text) for text, _ in heard)
        confidence = sum(len(text) * share for text, share in heard) / letters if letters else 0.0
        return Heard(text, round(confidence, 3), self.name)

    def _pieces(self, samples: Samples) -> Iterator[Samples]:
        """Stretches with speech, each within the model's window, cut at pauses."""
        from_to: list[tuple[int, int]] = []
        for start, end in self._speech(samples):
            if from_to and end - from_to[-1][0] <= WINDOW_SECONDS * RATE:
                from_to[-1] = (from_to[-1][0], end)
            else:
                from_to.append((start, end))
        return (samples[start:end] for start, end in from_to)

    def _speech(self, samples: Samples) -> list[tuple[int, int]]:
        faster_whisper_vad = _module("faster_whisper.vad")
        options = faster_whisper_vad.VadOptions(
            threshold=0.5,
            min_speech_duration_ms=int(LEAST_SPEECH_SECONDS * 1000),
            min_silence_duration_ms=300,
            max_speech_duration_s=WINDOW_SECONDS,
            speech_pad_ms=200,
        )
        return [(s["start"], s["end"]) for s in faster_whisper_vad.get_speech_timestamps(samples, options)]

    def _hear_piece(self, samples: Samples, language: str, hints: Sequence[str]) -> tuple[str, float]:
        chinese = is_chinese(language)
        short = len(samples) < SHORT_SECONDS * RATE
        prompt = (SHORT_PROMPT if short else PROMPT) if chinese else None
        hotwords = " ".join(hints)[:MOST_HINT_CHARACTERS] or None
        roomy = np.pad(samples, int(ROOM_SECONDS * RATE)) if short else samples
        text, logprob = _written(roomy, "zh" if chinese else language.split("-")[0].lower(), prompt, hotwords)
        text = chinese_text(text) if chinese else text
        if logprob < LEAST_LOGPROB or is_echo(text, logprob, [prompt or "", *hints]):
            return "", 0.0
        if len(text) > FASTEST_CPS[chinese] * (len(samples) / RATE + 0.5):
            return "", 0.0  # nobody speaks that fast: invented
        text = without_phantoms(text)
        return corrected(text, hints) if chinese else text, math.exp(logprob)


_inference = threading.Lock()  # one at a time: two at once on a small machine would both be late
_loading = threading.Lock()
_heard_at = -math.inf  # when somebody was heard last


def _note_heard() -> None:
    global _heard_at
    _heard_at = time.monotonic()


def whisper_model() -> Model:
    """The faster-whisper model, loaded once a process."""
    with _loading:
        return _load_model()


@cache
def _load_model() -> Model:
    whisper = _module("faster_whisper")
    threads = min(4, os.cpu_count() or 1)
    return whisper.WhisperModel(
        str(whisper_folder()), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )


def _written(samples: Samples, language: str, prompt: str | None, hotwords: str | None) -> tuple[str, float]:
    """What the model writes for up to 28 s of speech, and its mean log probability a token."""
    model, package = whisper_model(), _module("faster_whisper.tokenizer")
    tokenizer = package.Tokenizer(
        model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language
    )
    seconds = min(LONGEST_WINDOW_SECONDS, len(samples) / RATE + SILENCE_SECONDS)
    window = int(seconds * RATE)
    before = tokenizer.encode(" " + prompt) if prompt else []
    tokens = model.get_prompt(tokenizer, before, without_timestamps=True, hotwords=hotwords)
    features = model.feature_extractor(np.pad(samples, (0, max(0, window - len(samples)))))
    _note_heard()
    with _inference:
        found = model.model.generate(
            model.encode(features[:, : int(seconds * 50) * 2]),
            [tokens],
            beam_size=BEAM,
            max_length=model.max_length,
            suppress_blank=True,
            suppress_tokens=[-1],
            return_scores=True,
        )[0]
    written = found.sequences_ids[0]
    return tokenizer.decode(written).strip(), found.scores[0] * len(written) / (len(written) + 1)


def letter_times(sound: Sound, text: str, language: str) -> list[tuple[float, float]] | None:
    """From when to when each letter of ``text``, which is said in ``sound``, is heard; in seconds.

    The model's attention is followed while it is made to write just this text. None where it cannot: more
    than half a minute, no words. Waits for a moment in which nobody is being heard. Raises Unavailable.
    """
    samples = resample(sound, RATE).samples
    model, package = whisper_model(), _module("faster_whisper.tokenizer")
    tokenizer = package.Tokenizer(
        model.hf_tokenizer,
        model.model.is_multilingual,
        task="transcribe",
        language="zh" if is_chinese(language) else language.split("-")[0].lower(),
    )
    tokens = tokenizer.encode(text if is_chinese(language) else f" {text}")
    if sound.seconds > WINDOW_SECONDS or not 0 < len(tokens) <= MOST_ALIGNED_TOKENS:
        return None
    window = int((sound.seconds + ALIGNED_ROOM_SECONDS) * RATE)
    features = model.feature_extractor(np.pad(samples, (0, max(0, window - len(samples)))))
    frames = int(window / RATE * FRAMES_A_SECOND)
    _give_way()
    with _inference:
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


def _give_way() -> None:
    """Wait while somebody is in a call: what is aligned can wait, who speaks cannot."""
    until = time.monotonic() + WAITS_SECONDS
    while time.monotonic() < min(until, _heard_at + GIVES_WAY_SECONDS):
        time.sleep(0.2)


def detector_session() -> Model:
    """The runtime session of the voice detector that comes with faster-whisper. Raises Unavailable."""
    return _module("faster_whisper.vad").get_vad_model().session


def joined(pieces: Sequence[str], language: str) -> str:
    """Pieces of one utterance as one text; Chinese ones meet at a comma where none is heard."""
    if not is_chinese(language):
        return " ".join(pieces)
    ended = [p if re.search(r"[，。！？、…,.!?]$", p) else p + "，" for p in pieces[:-1]]
    return "".join([*ended, *pieces[-1:]])


def is_echo(text: str, logprob: float, given: Sequence[str]) -> bool:
    """Whether the text is only what the recogniser was told beforehand, given back for lack of speech."""
    bare = NOT_WORDS.sub("", text)
    prompt, hints = NOT_WORDS.sub("", given[0]), NOT_WORDS.sub("", "".join(given[1:]))
    if prompt and len(bare) > 4 and bare in prompt:
        return True
    return bool(bare) and bare in hints and logprob < ECHO_LOGPROB


def without_phantoms(text: str) -> str:
    """The text without what is invented for silence, and with endless repetitions said once."""
    text = LOOP.sub(r"\1", text)
    kept = [c for c in re.findall(r"[^，。！？,!?]*[，。！？,!?]*", text) if c and not _phantom(c)]
    cleaned = "".join(kept).strip()
    return cleaned if NOT_WORDS.sub("", cleaned) else ""


def _phantom(clause: str) -> bool:
    low = clause.lower()
    return any(phantom in low for phantom in phantoms())


@cache
def phantoms() -> tuple[str, ...]:
    """The phrases of ``data/phantoms.txt``."""
    lines = PHANTOMS.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def chinese_text(text: str) -> str:
    """Simplified characters, Chinese punctuation, plain figures: what the model writes is mixed."""
    text = _to_simplified()(unicodedata.normalize("NFKC", text))
    text = GLUED.sub("，", re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "，", text))
    return re.sub(r"(?<=[\u4e00-\u9fffA-Za-z])[,?!;:]|(?<=\d)[,?!;:](?!\d)", lambda m: _FULL[m[0]], text)


_FULL = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}


@cache
def _to_simplified() -> Callable[[str], str]:
    convert: Callable[[str], str] = _module("opencc").OpenCC("t2s").convert
    return convert


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        pip_names = {"opencc": "opencc-python-reimplemented", "faster_whisper": "faster-whisper"}
        raise missing(pip_names.get((error.name or name).split(".")[0], error.name or name)) from error
