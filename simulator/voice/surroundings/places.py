"""Places from which people call: a street, an office, a shop."""

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
    drifting,
    edged,
    in_a_room,
    tones,
    unit,
)
from simulator.voice.surroundings.people import murmur


def street(random: Random) -> Wave:
    """Traffic that comes and goes, cars that pass near by, a horn now and then."""
    far = coloured(random, (30, 0), (120, 0), (500, -7), (1000, -9), (2000, -18), (5000, -34), (8000, -45))
    loop = far * drifting(random, 3.0, 0.7, 1.15)
    for at in _now_and_then(random, every=4.2):
        add(loop, _passing_car(random), at)
    horns = np.zeros(SIZE)
    for at in _now_and_then(random, every=10.0):
        horn = _horn(random)
        add(horns, horn, at)
        if random.random() < 0.4:  # and once more
            add(horns, horn, at + len(horn) / RATE + 0.12)
    return unit(loop + in_a_room(horns, random, 0.9, 0.7))


def office(random: Random) -> Wave:
    """An air conditioner, colleagues on the phone, keys, a telephone that rings far off."""
    air = coloured(random, (50, 0), (200, -4), (800, -14), (2500, -26), (8000, -44))
    desk = np.zeros(SIZE)
    for at in _now_and_then(random, every=2.6):
        _typing(desk, random, at)
    for at in _now_and_then(random, every=16.0):
        for again in (0.0, 2.0):
            add(desk, 0.5 * _ringing(), at + again)
    return unit(0.45 * air + 0.9 * murmur(random, 4) + in_a_room(desk, random, 0.4, 0.4))


def shop(random: Random) -> Wave:
    """Customers, the beep of a scanner, bags that rustle, a bell at the door."""
    hall = coloured(random, (50, 0), (250, -6), (1000, -14), (3000, -26), (8000, -44))
    counter = np.zeros(SIZE)
    for at in _now_and_then(random, every=4.0):
        for item in range(int(random.integers(1, 4))):
            add(counter, tones(0.09, [(2350, 0.9)]), at + 1.1 * item + random.uniform(0, 0.3))
    for at in _now_and_then(random, every=5.0):
        add(counter, _rustling(random), at)
    for at in _now_and_then(random, every=14.0):
        add(counter, tones(1.0, [(1320, 0.8), (2640, 0.2)], 4), at)
        add(counter, tones(1.2, [(1047, 0.8), (2094, 0.2)], 4), at + 0.45)
    return unit(0.35 * hall + murmur(random, 5) + in_a_room(counter, random, 0.6, 0.5))


def _now_and_then(random: Random, every: float) -> Wave:
    """Moments of a loop, on average ``every`` so many seconds, neither regular nor in heaps."""
    count = max(1, round(SECONDS / every))
    return (np.arange(count) + random.uniform(0.1, 0.9, count)) * (SECONDS / count)


def _passing_car(random: Random) -> Wave:
    """Tyres and an engine that come nearer and go away, faster than they came."""
    seconds = random.uniform(2.2, 4.5)
    size = round(seconds * RATE)
    tyres = coloured(random, (100, -4), (600, 0), (1100, 0), (2200, -8), (5000, -24), (8000, -34), size=size)
    time = clock(seconds) / seconds - 0.55
    nearness = 1 / (1 + (time / 0.14) ** 2)
    return edged(random.uniform(0.7, 1.5) * tyres * nearness, 0.3)


def _horn(random: Random) -> Wave:
    """Two tones a third apart with many harmonics, at some distance."""
    low = random.uniform(340, 430)
    partials = [(hz * n, 0.8 / n) for hz in (low, 1.25 * low) for n in range(1, 7)]
    return random.uniform(0.7, 1.3) * tones(random.uniform(0.18, 0.6), partials)


def _typing(desk: Wave, random: Random, at: float) -> None:
    """Some keys, one after the other: each goes down and, softer, up."""
    for _ in range(int(random.integers(4, 14))):
        for later, loud in ((0.0, 1.0), (0.07, 0.45)):
            size = round(0.02 * RATE)
            click = coloured(random, (500, -15), (1600, 0), (3500, 0), (7500, -12), size=size)
            fading = np.exp(-np.arange(size) / (0.0035 * RATE))
            add(desk, loud * random.uniform(0.9, 2.0) * click * fading, at + later)
        at += random.uniform(0.09, 0.24)


def _ringing() -> Wave:
    """A desk telephone: two tones that alternate twenty times a second."""
    time = clock(1.0)
    hz = np.where((20 * time).astype(int) % 2, 1250, 1010)
    return edged(np.sin(2 * np.pi * hz * time), 0.02)


def _rustling(random: Random) -> Wave:
    """A bag: a second of crackling."""
    size = round(random.uniform(0.5, 1.1) * RATE)
    paper = coloured(random, (800, -20), (2500, 0), (6000, -2), (8000, -10), size=size)
    crackle = np.repeat(random.random(size // 160 + 1) ** 3, 160)[:size]
    return edged(0.7 * paper * crackle, 0.1)
