"""A voice that never pauses is cut where it is quietest, and nothing of it is lost or kept for ever."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from simulator.line.ear import LONGEST, Ear, Taken
from simulator.voice.detector import FRAME, RATE
from simulator.voice.sound import Samples
from tests.app.telephone.phone import Loud, voice

SECONDS = 80
DIP = (21.0, 21.15)  # the gap between two words
MOST_KEPT = LONGEST + 3 * RATE


def endless() -> Samples:
    samples = voice(SECONDS)
    samples[int(DIP[0] * RATE) : int(DIP[1] * RATE)] *= 0.2
    return samples[: len(samples) // FRAME * FRAME]


def heard(samples: Samples, late: float = 0.0) -> tuple[Ear, list[Taken], int]:
    """What was taken whenever the ear paused, ``late`` seconds afterwards, and how much was kept at most."""
    ear, parts, most, paused = Ear(Loud()), [], 0, 0
    for at in range(0, len(samples), FRAME):
        ear.hear(samples[at : at + FRAME])
        most = max(most, sum(map(len, ear._kept)))
        paused = paused + FRAME if ear.pausing else 0
        if paused > late * RATE:
            parts.append(ear.take())
            paused = 0
    return ear, parts, most


def test_a_voice_without_a_pause_is_cut_at_its_quietest_place():
    _, parts, _ = heard(endless())
    assert parts[0].cut
    assert DIP[0] < parts[0].spoken.end / RATE < DIP[1]


def test_nothing_is_lost_or_heard_twice_at_a_cut():
    samples = np.concatenate([endless(), np.zeros(RATE, np.float32)])
    _, parts, _ = heard(samples)
    assert len(parts) >= 3
    assert not parts[-1].cut
    whole = np.concatenate([part.samples for part in parts])
    assert np.array_equal(whole[: SECONDS * RATE], samples[: SECONDS * RATE])
    assert sum(part.spoken.voiced for part in parts) == parts[-1].spoken.end - parts[0].spoken.start
    for part, rest in pairwise(parts):
        assert rest.spoken.start == part.spoken.end == rest.first


def test_who_takes_it_late_loses_nothing_either():
    samples = endless()
    _, parts, _ = heard(samples, late=3.0)
    whole = np.concatenate([part.samples for part in parts])
    assert np.array_equal(whole, samples[: len(whole)])


def test_the_part_that_is_heard_ends_at_the_cut():
    ear, samples = Ear(Loud()), endless()
    for at in range(0, len(samples), FRAME):
        ear.hear(samples[at : at + FRAME])
        if ear.pausing:
            break
    sound = ear.sound()
    assert len(sound.samples) == ear.spoken.end
    assert np.array_equal(sound.samples, samples[: ear.spoken.end])


def test_little_is_kept_of_an_endless_voice():
    _, _, most = heard(endless())
    assert most < MOST_KEPT


def test_a_voice_that_pauses_is_never_cut():
    samples = voice(30)
    samples[15 * RATE : 15 * RATE + int(0.3 * RATE)] = 0
    ear = Ear(Loud())
    for at in range(0, len(samples), FRAME):
        ear.hear(samples[at : at + FRAME])
    assert ear.spoken.end - ear.spoken.start > 29 * RATE
    assert ear.speaking
