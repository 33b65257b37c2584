"""The moments of truth that came in a call, from a real call."""

from __future__ import annotations

import pytest

from coaching.moments import Lived, moments_of
from simulator.call import Call
from simulator.content.loading import library

LINES = [
    "您好，星联移动，我是客服小林，请问有什么可以帮您？",
    "五十九的套餐一下扣到一百五十九，换成我也得窝火。我这就给您一笔一笔对。",
    "先生，我们没有偷扣您的钱，都是系统自动计费的。",
    "规定就是这样。",
]


@pytest.fixture(scope="module")
def lived() -> dict[str, Lived]:
    scenario = library().scenario("telecom/data-overage")
    call = Call(scenario, library().persona(scenario.persona), seed=3)
    call.pick_up()
    for line in LINES:
        call.hear(line)
    transcript = call.transcript("c")
    found = moments_of(scenario, transcript)
    assert [one.agent for one in found] == sorted(one.agent for one in found)
    for one in found:
        assert transcript.turns[one.agent].speaker.value == "agent"
        assert transcript.turns[one.customer].speaker.value == "customer"
    return {one.moment.at: one for one in found}


def test_the_opening_is_answered_by_the_next_thing_the_agent_says(lived):
    assert (lived["opening"].customer, lived["opening"].agent) == (1, 2)
    assert lived["opening"].eased > 0


def test_an_opinion_that_was_denied_made_it_worse(lived):
    assert lived["stealing"].eased < 0


def test_the_end_is_the_last_thing_the_agent_said(lived):
    assert lived["closing"].agent == 2 * (len(LINES) - 1)


def test_a_moment_that_never_came_is_not_told(lived):
    assert "all-back" not in lived
