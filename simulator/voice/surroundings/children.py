"""A child in the room of the caller, who plays or cries."""

from __future__ import annotations

import numpy as np

from simulator.voice.surroundings.noise import (
    RATE,
    SECONDS,
    SIZE,
    Random,
    Wave,
    add,
    clock,
    coloured,
    curve,
    edged,
    in_a_room,
    resonant,
    unit,
    voice,
)

OPEN = ((1050, 220, 0), (1750, 280, -5), (3300, 450, -14))  # a small mouth says a
CRY = ((1150, 300, 0), (2400, 500, -6), (3400, 600, -14))
NARROW = ((500, 150, 0), (2700, 350, -10), (3500, 450, -16))


def crying(random: Random) -> Wave:
    """Bouts of wailing, each breath a second long, with gasps and a rest in between."""
    loop = np.zeros(SIZE)
    at = random.uniform(0, 1)
    while at < SECONDS - 3:
        until = min(at + random.uniform(4, 8), SECONDS - 1.5)
        while at < until:
            wail = _wail(random, random.uniform(0.7, 1.25))
            add(loop, wail, at)
            at += len(wail) / RATE + 0.05
            add(loop, _gasp(random), at)
            at += random.uniform(0.2, 0.35)
        at += random.uniform(1.0, 2.5)
    return _at_home(unit(in_a_room(loop, random, 0.4, 0.45)), random)


def playing(random: Random) -> Wave:
    """Calls, laughter and the clatter of building bricks, in a quiet flat."""
    loop = np.zeros(SIZE)
    at = random.uniform(0, 1)
    while at < SECONDS - 1.5:
        event = random.choice(np.array(["call", "laugh", "bricks", "bricks", "babble"]))
        made = {"call": _call, "laugh": _laugh, "bricks": _bricks, "babble": _babble}[str(event)](random)
        add(loop, made, at)
        at += len(made) / RATE + random.uniform(0.3, 1.8)
    return _at_home(unit(in_a_room(loop, random, 0.45, 0.5)), random)


def _at_home(child: Wave, random: Random) -> Wave:
    """The child in a flat that is never quite still."""
    return unit(child + 0.06 * coloured(random, (60, 0), (300, -8), (2000, -24), (8000, -40)))


def _wail(random: Random, seconds: float) -> Wave:
    """One breath of crying: the pitch leaps up, trembles and falls, the voice breaks a little."""
    high = random.uniform(430, 540)
    pitch = curve(seconds, (0, 0.75 * high), (0.15, high), (0.6, 0.95 * high), (1, 0.65 * high))
    time = clock(seconds)
    trembling = 1 + 0.035 * np.sin(2 * np.pi * random.uniform(6, 9) * time + random.uniform(0, 6))
    rough = 1 + 0.25 * random.normal(size=len(time)) * curve(seconds, (0, 0.2), (0.5, 0.6), (1, 1))
    wave = resonant(voice(pitch * trembling) * rough, *CRY)
    return unit(wave) * curve(seconds, (0, 0), (0.12, 1), (0.7, 0.9), (1, 0)) * random.uniform(0.7, 1)


def _gasp(random: Random) -> Wave:
    """Breathing in between two wails."""
    size = round(0.16 * RATE)
    breath = coloured(random, (400, -12), (1500, 0), (3500, -3), (7000, -15), size=size)
    return edged(0.12 * breath, 0.07)


def _call(random: Random) -> Wave:
    """妈—妈: two syllables, the second one higher and longer."""
    base = random.uniform(300, 380)
    first = _syllable(0.22, base, base * 1.05, 0.8)
    second = _syllable(random.uniform(0.35, 0.6), base * 1.35, base * 1.1, 1.0)
    return np.concatenate([first, np.zeros(round(0.03 * RATE)), second])


def _babble(random: Random) -> Wave:
    """Talking to a toy: quick short syllables, softly."""
    said = []
    for _ in range(int(random.integers(4, 9))):
        base = random.uniform(270, 400)
        said.append(_syllable(random.uniform(0.1, 0.2), base, base * random.uniform(0.85, 1.2), 0.5))
        said.append(np.zeros(round(random.uniform(0.02, 0.08) * RATE)))
    return np.concatenate(said)


def _laugh(random: Random) -> Wave:
    """Ha-ha-ha: short bursts that fall in pitch."""
    base, count = random.uniform(420, 520), int(random.integers(4, 8))
    each = [_syllable(0.11, base * 0.96**n * 1.1, base * 0.96**n * 0.9, 0.9 - 0.07 * n) for n in range(count)]
    gap = np.zeros(round(0.07 * RATE))
    return np.concatenate([part for burst in each for part in (burst, gap)])


def _bricks(random: Random) -> Wave:
    """Building bricks that fall on each other: short knocks of plastic or wood."""
    knocks = np.zeros(round(1.2 * RATE))
    for _ in range(int(random.integers(2, 7))):
        size = round(0.05 * RATE)
        hit = random.normal(size=size) * np.exp(-np.arange(size) / (0.006 * RATE))
        hit = unit(resonant(hit, (random.uniform(700, 2400), 250, 0), (3200, 900, -12)))
        first = int(random.integers(0, len(knocks) - size))
        knocks[first : first + size] += (
            hit * np.exp(-np.arange(size) / (0.012 * RATE)) * random.uniform(0.4, 1)
        )
    return knocks


def _syllable(seconds: float, begins: float, ends: float, loud: float) -> Wave:
    mouth = OPEN if begins > 330 else NARROW
    wave = unit(resonant(voice(curve(seconds, (0, begins), (0.4, 1.06 * begins), (1, ends))), *mouth))
    return loud * wave * curve(seconds, (0, 0), (0.15, 1), (0.7, 0.8), (1, 0))
