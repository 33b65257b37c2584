"""A person's verdict goes before the grader's, in every figure, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.grader import grade
from grading.overrides import Override, graded, in_force, overridden
from grading.profile import DIMENSIONS, profile
from grading.result import Result, Verdict
from tests.grading.labelled import labelled
from tests.grading.verdicts import CARD, ITEMS, anything, by_people, result

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
MET, PARTIAL, MISSED, NA = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NA
changes = st.dictionaries(st.sampled_from(ITEMS), by_people)


def overrides(verdicts):
    return {
        item: Override(item, Verdict.MISSED, verdict, "听过录音", "张老师", NOON)
        for item, verdict in verdicts.items()
    }


@given(anything, changes)
def test_the_figures_are_those_of_a_call_graded_with_that_verdict(verdicts, changed):
    found = overridden(result(verdicts), overrides(changed), CARD)
    as_graded = result(verdicts | changed)
    assert (found.total, found.passed, found.critical) == (
        as_graded.total,
        as_graded.passed,
        as_graded.critical,
    )
    assert [(i.id, i.verdict, i.earned) for i in found.items] == [
        (i.id, i.verdict, i.earned) for i in as_graded.items
    ]
    assert profile(DIMENSIONS, found.items) == profile(DIMENSIONS, as_graded.items)


@given(anything, changes)
def test_overriding_twice_is_overriding_once(verdicts, changed):
    once = overridden(result(verdicts), overrides(changed), CARD)
    assert overridden(once, overrides(changed), CARD) == once


@given(anything, changes, changes)
def test_withdrawing_restores_the_grader(verdicts, first, second):
    before = result(verdicts)
    changed = overridden(overridden(before, overrides(first), CARD), overrides(second), CARD)
    assert overridden(changed, {}, CARD) == before
    assert [graded(item) for item in changed.items] == list(before.items)


@given(anything, changes)
def test_a_result_with_overrides_survives_its_json(verdicts, changed):
    found = overridden(result(verdicts), overrides(changed), CARD)
    assert Result.model_validate(found.as_json()) == found


def test_without_overrides_the_real_grader_is_repeated_to_the_byte():
    for call in labelled("whole_zh")[:5]:
        found = grade(call.transcript, CARD)
        assert overridden(found, {}, CARD).to_json() == found.to_json()
        assert "override" not in found.to_json()


def test_a_total_by_hand():
    """Half of four points lost, and six that did not count before."""
    before = result(dict.fromkeys(ITEMS, MET) | {"matching.voice": NA})
    assert before.total == 100
    after = overridden(before, overrides({"greeting.opening": PARTIAL, "matching.voice": MISSED}), CARD)
    points = sum(item.points for item in CARD.items)
    assert after.total == round(100 * (points - 2 - 6) / points, 1)


def test_a_critical_error_found_by_a_person_caps_the_total_and_one_denied_frees_it():
    good = result(dict.fromkeys(ITEMS, MET))
    bad = overridden(good, overrides({"conduct.courtesy": MISSED}), CARD)
    assert (bad.total, bad.passed, bad.critical) == (59, False, ("conduct.courtesy",))
    again = overridden(
        result(dict.fromkeys(ITEMS, MET) | {"conduct.courtesy": MISSED}),
        overrides({"conduct.courtesy": MET}),
        CARD,
    )
    assert (again.total, again.passed, again.critical) == (100, True, ())


def test_the_mark_says_who_why_and_what_the_grader_had_said():
    item = overridden(result(dict.fromkeys(ITEMS, MISSED)), overrides({"yes_but.handling": MET}), CARD).item(
        "yes_but.handling"
    )
    assert item.override is not None
    assert (item.override.graded, item.override.by, item.override.why) == (MISSED, "张老师", "听过录音")
    assert item.why == "grader", "the grader's own words stay"


def test_an_item_that_the_scorecard_no_longer_has_changes_nothing():
    before = result(dict.fromkeys(ITEMS, MET))
    assert overridden(before, overrides({"no.such": MISSED}), CARD) == before


@pytest.mark.parametrize(
    ("verdicts", "holds"), [([MET], MET), ([MET, PARTIAL], PARTIAL), ([MET, None], None), ([None, NA], NA)]
)
def test_the_latest_entry_of_the_history_holds(verdicts, holds):
    history = [
        Override("a", MISSED, verdict, "x", "张老师", NOON + timedelta(minutes=n))
        for n, verdict in enumerate(verdicts)
    ]
    found = in_force([*history, Override("b", MET, NA, "y", "李老师", NOON)])
    assert found.keys() == ({"a", "b"} if holds else {"b"})
    assert holds is None or found["a"].verdict is holds
