"""Listens on this machine: whisper-base, or a stronger model that somebody put there.

The model was made for windows of 30 s; it is given one that is just longer than what was said, which takes
a fraction of the time. A voice detector stands in front, because the model invents words for noise; what it
invents all the same is dropped behind it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from simulator.transcript import is_chinese
from simulator.voice.figures_zh import in_figures
from simulator.voice.homophones import corrected
from simulator.voice.models import Progress, package
from simulator.voice.sound import Heard, Samples, Sound
from simulator.voice.wav import resample
from simulator.voice.whisper import EMBEDDED, in_turn, tokenizer_of, whisper_model

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
PROMPT = "以下是普通话的句子，这是一通客服电话。"
SHORT_PROMPT = "客服电话。嗯。好的。对。行。是的。不用。可以。"  # without it a lone 嗯 or 对 is not heard
SHORT_SECONDS = 1.6  # a piece below that is a word or two, and needs room around it
ROOM_SECONDS = 0.5
PHANTOMS = Path(__file__).parent / "data" / "phantoms.txt"
LOOP = re.compile(r"(.{1,15}?)\1{4,}")
GLUED = re.compile(  # an amount and a time that run together: 退80 24小时内, 退8024小时内
    r"(?<=\d)\s+(?=\d+(?:\.\d+)?(?:个?小时|分钟|个?工作日|天|元|块|[GM]))|(?<=[1-9]\d)(?=(?:24|48|72)小时)"
)
UNCLOSED = re.compile(r"\((?![^()]*\))")  # the model writes one where somebody paused
NOT_WORDS = re.compile(r"[\W_]+")


class EmbeddedListener:
    """SpeechToText by whisper-base, or by the model of that name in ``own_whispers``.

    Loads its model with the first sound; safe to share between threads.
    """

    def __init__(self, name: str = EMBEDDED) -> None:
        self.name = name

    def load(self, progress: Progress) -> None:
        """Have the model whole and in memory. Raises Unavailable."""
        whisper_model(self.name, progress)

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
        faster_whisper_vad = package("faster_whisper.vad")
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
        hotwords = told(hints) or None
        roomy = np.pad(samples, int(ROOM_SECONDS * RATE)) if short else samples
        spoken = "zh" if chinese else language.split("-")[0].lower()
        text, logprob = self._written(roomy, spoken, prompt, hotwords)
        text = chinese_text(text) if chinese else text
        if logprob < LEAST_LOGPROB or is_echo(text, logprob, [prompt or "", hotwords or ""]):
            return "", 0.0
        if len(text) > FASTEST_CPS[chinese] * (len(samples) / RATE + 0.5):
            return "", 0.0  # nobody speaks that fast: invented
        text = without_phantoms(text)
        return as_meant(text, language, hints), math.exp(logprob)

    def _written(
        self, samples: Samples, language: str, prompt: str | None, hotwords: str | None
    ) -> tuple[str, float]:
        """What the model writes for up to 28 s of speech, and its mean log probability a token."""
        model = whisper_model(self.name)
        tokenizer = tokenizer_of(model, language)
        seconds = min(LONGEST_WINDOW_SECONDS, len(samples) / RATE + SILENCE_SECONDS)
        window = int(seconds * RATE)
        before = tokenizer.encode(" " + prompt) if prompt else []
        tokens = model.get_prompt(tokenizer, before, without_timestamps=True, hotwords=hotwords)
        features = model.feature_extractor(np.pad(samples, (0, max(0, window - len(samples)))))
        with in_turn():
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


def joined(pieces: Sequence[str], language: str) -> str:
    """Pieces of one utterance as one text; Chinese ones meet at a comma where none is heard."""
    if not is_chinese(language):
        return " ".join(pieces)
    ended = [p if re.search(r"[，。！？、…,.!?]$", p) else p + "，" for p in pieces[:-1]]
    return "".join([*ended, *pieces[-1:]])


def told(hints: Sequence[str]) -> str:
    """Of the hints what a model is told beforehand; more of it would be written down as if it were said."""
    return " ".join(hints)[:MOST_HINT_CHARACTERS]


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


def as_meant(text: str, language: str, hints: Sequence[str]) -> str:
    """The text with misheard words mended and numbers as figures, where it is Chinese; others stay."""
    return in_figures(corrected(text, hints)) if is_chinese(language) else text


def chinese_text(text: str) -> str:
    """Simplified characters, Chinese punctuation, plain figures: what the model writes is mixed."""
    text = _to_simplified()(unicodedata.normalize("NFKC", text))
    text = UNCLOSED.sub("，", text).removeprefix("，")
    text = GLUED.sub("，", re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "，", text))
    return re.sub(r"(?<=[\u4e00-\u9fffA-Za-z])[,?!;:]|(?<=\d)[,?!;:](?!\d)", lambda m: _FULL[m[0]], text)


_FULL = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}


@cache
def _to_simplified() -> Callable[[str], str]:
    convert: Callable[[str], str] = package("opencc").OpenCC("t2s").convert
    return convert
