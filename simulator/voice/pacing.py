"""What every voice's clauses have in common: the same loudness, and pauses as the mood has them.

Voices differ in how loud they are and in the silence they leave; some take no wish for either. So here each
clause is trimmed, its silences are stretched or shortened, its level is set, and the pause after it added.
"""

from __future__ import annotations

import numpy as np

from simulator.content.persona import Prosody
from simulator.voice.curves import Flags
from simulator.voice.sound import Samples, Sound
from simulator.voice.speech import runs

SPEECH_DB = -20.0  # dB below full scale while somebody speaks at volume 1, mean power
PAUSES = {"。": 0.32, ".": 0.32, "！": 0.28, "!": 0.28, "？": 0.32, "?": 0.32, "…": 0.5, "；": 0.3, ";": 0.3}
COMMA_SECONDS = 0.16
HOP_SECONDS = 0.01
SILENT_DB = 40.0  # so far below the loud moments nobody speaks
SPEAKING_DB = 20.0  # likewise: nearer to them somebody does
EDGE = 3  # steps of silence that stay before and after what is said: a soft consonant begins in them
INNER = 12  # steps: a silence shorter than that is a consonant, no pause


def paced(sound: Sound, clause: str, prosody: Prosody) -> Sound:
    """The clause as it is to be heard, with the pause after it."""
    steps = _steps(sound)
    if not len(steps) or steps.max() <= 0:
        return sound
    level = 10 * np.log10(steps + 1e-12)
    silent = level < np.percentile(level[level > level.max() - SPEAKING_DB], 90) - SILENT_DB
    said = _with_pauses(sound, silent, prosody.pauses)
    gain = 10 ** ((SPEECH_DB - speech_db(sound)) / 20) * prosody.volume
    after = PAUSES.get(clause[-1], COMMA_SECONDS) * prosody.pauses / prosody.rate
    tail = np.zeros(round(after * sound.rate), np.float32)
    return Sound(np.concatenate([limited(said * np.float32(gain)), tail]), sound.rate)


def speech_db(sound: Sound) -> float:
    """The mean level in dB below full scale of what is said, silences left out; -120 for silence."""
    steps = _steps(sound)
    if not len(steps) or steps.max() <= 0:
        return -120.0
    loudest = np.sort(steps)[-max(1, len(steps) // 20)]
    return float(10 * np.log10(steps[steps > loudest * 10 ** (-SPEAKING_DB / 10)].mean()))


def limited(samples: Samples, knee: float = 0.7) -> Samples:
    """Bend what is louder than the knee so that nothing clips; what is softer stays untouched."""
    size = np.abs(samples)
    if size.max(initial=0.0) <= knee:
        return samples
    bent = knee + (1 - knee) * np.tanh((size - knee) / (1 - knee))
    return np.where(size > knee, np.sign(samples) * bent, samples).astype(np.float32)


def _steps(sound: Sound) -> Samples:
    """The mean power of each hundredth of a second."""
    size = round(HOP_SECONDS * sound.rate)
    whole = sound.samples[: len(sound.samples) // size * size].reshape(-1, size)
    return np.asarray(np.einsum("ij,ij->i", whole, whole) / size)


def _with_pauses(sound: Sound, silent: Flags, factor: float) -> Samples:
    """The samples from the first to the last sound, the silences between them so many times as long."""
    size = round(HOP_SECONDS * sound.rate)
    spoken = np.flatnonzero(~silent)
    first, last = max(0, spoken[0] - EDGE), min(len(silent), spoken[-1] + 1 + EDGE)
    pieces, place = [], first
    for begin, end in runs(silent):
        if begin <= first or end >= last or end - begin < INNER:
            continue
        kept = max(2 * EDGE, round((end - begin) * factor))
        pieces.append(sound.samples[place * size : (begin + min(kept, end - begin) // 2) * size])
        pieces.append(np.zeros(max(0, kept - (end - begin)) * size, np.float32))
        place = end - (min(kept, end - begin) - min(kept, end - begin) // 2)
    return np.concatenate([*pieces, sound.samples[place * size : last * size]])
