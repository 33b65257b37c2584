"""Who talks how much, by time where it was measured, by words elsewhere."""

from __future__ import annotations

from coaching.guidance.balance import balance
from simulator.transcript import Speaker, Turn


def test_shares_are_of_time_where_it_was_measured_and_of_words_elsewhere():
    turns = [
        Turn(speaker=Speaker.AGENT, text="您好您好", start=0, end=6),
        Turn(speaker=Speaker.CUSTOMER, text="您好您好", start=6, end=8),
    ]
    timed = balance(turns, {})
    assert (timed.share, timed.measured) == (0.75, True)
    typed = balance([turn.model_copy(update={"start": None, "end": None}) for turn in turns], {})
    assert (typed.share, typed.measured) == (0.5, False)
    assert (typed.agent_rate, typed.customer_rate) == (None, None)
    assert balance([], {}).share is None


def test_a_line_that_is_still_being_spoken_does_not_change_the_measure():
    turns = [
        Turn(speaker=Speaker.AGENT, text="您好", start=0, end=3),
        Turn(speaker=Speaker.CUSTOMER, text="您好", start=3, end=4),
        Turn(speaker=Speaker.AGENT, text="请讲", start=4, end=5),
        Turn(speaker=Speaker.CUSTOMER, text="我的话费怎么一下子少了这么多呢"),
    ]
    assert balance(turns, {}).share == balance(turns[:3], {}).share == 0.8
