"""What to practise next follows from what was missed."""

from __future__ import annotations

import pytest

from coaching.next_step import LATELY, Practised, most_missed, next_step, recommend
from grading.result import Grader, ItemResult, Result, Verdict
from simulator.content.loading import library
from simulator.content.scenario import Scenario


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return list(library().scenarios.values())


def result(*items: tuple[str, Verdict, int]) -> Result:
    earned = {Verdict.MET: 1.0, Verdict.PARTIAL: 0.5}
    return Result(
        call_id="c",
        scorecard="inbound@1",
        total=0,
        passed=False,
        critical=(),
        items=tuple(
            ItemResult(
                id=name, verdict=verdict, points=points, earned=earned.get(verdict, 0) * points, why=""
            )
            for name, verdict, points in items
        ),
        grader=Grader(version="1"),
    )


def test_the_next_step_is_where_most_points_were_lost() -> None:
    step = next_step(
        result(
            ("a", Verdict.MISSED, 3), ("b", Verdict.PARTIAL, 12), ("c", Verdict.NA, 20), ("d", Verdict.MET, 9)
        )
    )
    assert step is not None
    assert step.id == "b"


def test_a_flawless_call_has_no_next_step() -> None:
    assert next_step(result(("a", Verdict.MET, 3), ("b", Verdict.UNSCORED, 6))) is None


def test_a_beginner_starts_with_an_easy_call(scenarios: list[Scenario]) -> None:
    found = recommend([], scenarios)
    assert found is not None
    assert found.skill is None
    assert found.scenario.difficulty == min(scenario.difficulty for scenario in scenarios)


def test_a_habit_is_trained_in_another_scenario_than_last_time(scenarios: list[Scenario]) -> None:
    fitting = [scenario for scenario in scenarios if "yes_but.handling" in scenario.skills]
    last = fitting[0]
    found = recommend([Practised(last.id, {"yes_but.handling": Verdict.MISSED})], scenarios)
    assert found is not None
    assert found.skill == "yes_but.handling"
    assert "yes_but.handling" in found.scenario.skills
    assert found.scenario.id != last.id


def test_one_partial_is_no_habit() -> None:
    assert most_missed([Practised("a", {"x": Verdict.PARTIAL})]) == ()


def test_what_was_missed_long_ago_is_forgiven() -> None:
    lately = [Practised("a", {"x": Verdict.MET})] * LATELY
    assert most_missed([*lately, Practised("a", {"x": Verdict.MISSED})]) == ()


def test_without_scenarios_nothing_is_recommended() -> None:
    assert recommend([Practised("a")], []) is None
