"""The clock of a call runs only while people speak."""

from __future__ import annotations

import pytest

from app.call_clock import CallClock


def test_the_system_charges_nobody_for_its_own_time():
    now = [100.0]
    clock = CallClock(tick=lambda: now[0])
    now[0] = 103.0
    arrived = clock.now
    now[0] = 111.0  # eight seconds of recognising
    clock.set(arrived)
    assert clock.now == pytest.approx(3.0)
