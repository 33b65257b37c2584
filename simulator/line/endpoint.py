"""How long a silence has to last until the agent's turn is over.

People hear it in the words and in the melody: a question or a finished sentence is answered at once, after
那个… one waits (Ferrer, Shriberg, Stolcke 2002). The rest is patience.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from simulator.transcript import is_chinese
from simulator.voice.curves import curves
from simulator.voice.detector import RATE
from simulator.voice.sound import Sound

WORDS = Path(__file__).with_name("words.yaml")
OVER, USUAL, GOES_ON = 0.4, 0.65, 1.5  # seconds of silence
LEVEL_TONE = 0.25  # more, where the voice stays up at the end, as it does in the middle of a sentence
TAIL = int(0.35 * RATE)
VOICED = 0.45
VOICED_FRAMES = 30  # of 10 ms
MOVES = 1.0  # semitones, from which a fall or a rise is one
END = re.compile(r"[\s。，、！？!?.,…—-]+$")


def patience(text: str, language: str, melody: float | None = None) -> float:
    """Seconds of silence after which a turn that ended with ``text`` is over.

    ``melody`` is how far the pitch moved at the end, in semitones; None where that is not known.
    """
    if not text.strip():
        return GOES_ON
    bare = END.sub("", text.strip().lower())
    goes_on, over = endings(is_chinese(language))
    if goes_on.search(bare):
        return GOES_ON
    if re.search(r"[?？]\W*$", text) or over.search(bare):
        return OVER
    return USUAL + (LEVEL_TONE if melody is not None and abs(melody) < MOVES else 0.0)


def melody(sound: Sound) -> float | None:
    """How far the pitch moves over the last voiced third of a second, in semitones; None without a voice."""
    found = curves(Sound(sound.samples[-4 * TAIL :], sound.rate))
    pitch = found.f0_hz[(found.strength > VOICED) & (found.f0_hz > 0)][-VOICED_FRAMES:]
    if len(pitch) < VOICED_FRAMES // 2:
        return None
    before, after = np.array_split(pitch, 2)  # medians: single frames may be an octave off
    return float(12 * np.log2(np.median(after) / np.median(before)))


@cache
def endings(chinese: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the ends of turns that go on, and of turns that are over, from ``words.yaml``."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["zh" if chinese else "en"]
    bound = "" if chinese else r"(?:^|\b)"
    made = [
        re.compile(rf"{bound}(?:{'|'.join(sorted(map(re.escape, words[kind]), key=len, reverse=True))})$")
        for kind in ("goes_on", "over")
    ]
    return made[0], made[1]
