"""What a row of calls says: changes beyond chance, honest where there are few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.progress import LEAST, Done, Trend, change, records, running
from grading.result import Verdict

shares = st.floats(0, 1)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def call(n: int, scenario: str = "a", total: float = 50, **points: tuple[float, float]) -> Done:
    return Done(
        id=f"c{n}",
        scenario=scenario,
        title=scenario.upper(),
        when=NOON + timedelta(days=n),
        scorecard="inbound@1",
        total=total,
        passed=total >= 80,
        peak_end=None,
        verdicts=dict.fromkeys(points, Verdict.MET),
        points=points,
    )


@given(st.lists(shares, max_size=LEAST - 1))
def test_a_few_calls_say_nothing_of_a_change(values):
    found = change(values)
    assert found.trend is Trend.UNKNOWN
    assert found.before is None


def test_a_clear_gain_and_a_clear_loss_are_told():
    rising = [0.2, 0.25, 0.2, 0.3, 0.7, 0.75, 0.8, 0.75]
    assert change(rising).trend is Trend.GREW
    assert change(rising[::-1]).trend is Trend.FELL


def test_ups_and_downs_are_no_change():
    assert change([0.9, 0.1, 0.8, 0.2, 0.95, 0.3, 0.7, 0.4]).trend is Trend.STEADY


def test_a_difference_that_nobody_would_notice_is_none():
    assert change([0.70] * 8 + [0.72] * 8).trend is Trend.STEADY


@given(st.lists(shares, min_size=LEAST, max_size=40))
def test_turned_round_a_gain_is_a_loss(values):
    opposite = {Trend.GREW: Trend.FELL, Trend.FELL: Trend.GREW, Trend.STEADY: Trend.STEADY}
    assert change(values[::-1]).trend is opposite[change(values).trend]


@given(st.lists(st.none() | shares, max_size=30))
def test_calls_without_a_value_change_nothing(values):
    assert change(values) == change([value for value in values if value is not None])


@given(st.lists(st.none() | shares, max_size=30))
def test_a_running_mean_lies_between_what_it_is_of(values):
    means = running(values)
    assert len(means) == len(values)
    for end, mean in enumerate(means, start=1):
        seen = [value for value in values[max(0, end - 5) : end] if value is not None]
        assert mean is None or min(seen) - 1e-9 <= mean <= max(seen) + 1e-9


def test_a_share_counts_only_the_items_that_were_judged():
    one = call(1, opening=(2, 4), recap=(5, 5))
    assert one.share(["opening", "recap", "voice"]) == pytest.approx(7 / 9)
    assert one.share(["voice"]) is None


def test_best_and_latest_by_scenario_the_last_one_first():
    found = records([call(1, "a", 70), call(2, "b", 40), call(3, "a", 60)])
    assert [(r.scenario, r.best, r.latest, r.times, r.call) for r in found] == [
        ("a", 70, 60, 2, "c3"),
        ("b", 40, 40, 1, "c2"),
    ]
