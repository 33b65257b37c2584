"""Other people in a room: voices of which no word can be made out."""

from __future__ import annotations

import numpy as np

from simulator.voice.surroundings.noise import (
    RATE,
    SECONDS,
    Random,
    Wave,
    add,
    drifting,
    edged,
    in_a_room,
    resonant,
    unit,
    voice,
)

MOUTHS = (  # the resonances of three vowels: Hz, width, dB
    ((320, 120, 0), (2100, 250, -14), (2900, 300, -20)),
    ((650, 150, 0), (1150, 200, -6), (2500, 300, -20)),
    ((450, 130, 0), (800, 180, -8), (2400, 300, -24)),
)


HALF = SECONDS / 2  # nobody follows what is said, so nobody hears it twice


def murmur(random: Random, people: int) -> Wave:
    """So many people who talk some steps away, now this one, now that one; mean power 1."""
    talk = np.sum([_talker(random) for _ in range(people)], axis=0)
    return unit(in_a_room(np.tile(talk, 2), random, 0.5, 0.75))


def _talker(random: Random) -> Wave:
    """One person: phrases of syllables whose mouth and pitch move, with pauses in between."""
    usual = random.choice([random.uniform(95, 140), random.uniform(170, 240)])
    buzz = voice(usual * drifting(random, 0.35, 0.85, 1.25, HALF))
    spoken = [np.square(drifting(random, 0.21, 0, 1, HALF)) * resonant(buzz, *peaks) for peaks in MOUTHS]
    return unit(np.sum(spoken, axis=0)) * _phrases(random)


def _phrases(random: Random) -> Wave:
    """How loud somebody speaks: syllables of a fifth of a second in phrases of two or three seconds."""
    loudness = np.zeros(round(HALF * RATE))
    at = random.uniform(0, 3)
    while at < HALF - 2:
        until = at + random.uniform(1.0, 3.2)
        while at < until:
            seconds = random.uniform(0.13, 0.26)
            size = round(seconds * RATE)
            add(loudness, edged(np.full(size, random.uniform(0.4, 1.0)), seconds / 2.2), at)
            at += seconds * 0.92
        at += random.uniform(0.5, 3.0)
    return loudness
