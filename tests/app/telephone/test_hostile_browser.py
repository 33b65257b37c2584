"""A browser that says of the line what it likes: the call goes on, and its times stay those of its sound."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.app.telephone.phone import Phone
from tests.app.telephone.test_open_line import CALMS, opened

ASKS = "您方便说一下您的姓名和手机号吗？"

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=5),
    st.lists(st.integers(0, 3), max_size=2),
)
NUMBERS = st.one_of(st.integers(0, 4), ANYTHING)  # of lines and signs; the first few there are
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "at": ANYTHING,
        "playing": NUMBERS,
        "ended": NUMBERS,
        "stopped": NUMBERS,
        "played": ANYTHING,
        "sign": NUMBERS,
        "muted": ANYTHING.filter(lambda value: value is not True),
    },
)


@settings(max_examples=15, deadline=None, phases=[Phase.generate])  # a whole call each: too dear to shrink
@given(messages=st.lists(MESSAGES, max_size=12))
def test_whatever_a_browser_says_the_call_goes_on_with_times_in_order(messages):
    with TemporaryDirectory() as folder:
        phone = opened(Phone(Path(folder)))
        phone.says(CALMS, 3)
        while phone.line.playing is None:
            phone.waits(0.1)
        for message in messages:
            phone.line.told(message)
            phone.waits(0.04)
        before = len(phone.turns)
        phone.waits(15)
        phone.says(ASKS, 2)
        phone.answered(before + 2, 60)
        phone.desk.hang_up()
        turns = phone.house.store.call(phone.desk.call_id).transcript.turns
        times = [moment for turn in turns for moment in (turn.start, turn.end)]
        assert all(moment is not None and math.isfinite(moment) for moment in times)
        assert all(earlier <= later for earlier, later in pairwise(turn.start for turn in turns))
        assert max(times) < phone.now + 30
