"""Four calls at once on the real server, with the real models: nothing is lost and everybody is answered."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.simultaneous import SAID, exchange, figures, lead, lost, spoken

pytestmark = pytest.mark.voice
CALLS, TURNS = 4, 1


def test_four_calls_at_once_lose_nothing_and_are_all_answered():
    with exchange() as server:
        phones = asyncio.run(lead(server, CALLS, spoken(SAID[:TURNS])))
        after = figures(server)
    assert lost(phones, after) == 0
    for phone, call in zip(phones, after["calls"], strict=True):
        assert call["turns"][:2] == ["agent", "customer"]
        assert call["problem"] is None
        assert phone.clips > 0
        assert len(phone.delays) >= TURNS, "heard, not only written"
