"""An item on which grader and people agree too little is advice; few ratings prove nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from grading.agreement import agreement
from grading.floor import Floor, under, without
from grading.result import Verdict
from tests.grading.verdicts import CARD, ITEMS, anything, result

MET, PARTIAL, MISSED = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED
AGREED = [(MET, MET), (MISSED, MISSED)]
MIXED = [(MET, MISSED), (MISSED, MET)]
pairs = st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict)), max_size=60)
cards = st.dictionaries(st.sampled_from("abcd"), pairs.map(agreement))
floors = st.builds(Floor, kappa=st.floats(0, 1), ratings=st.integers(1, 60))


def test_only_an_item_rated_often_enough_can_be_under_the_floor():
    floor = Floor(kappa=0.6, ratings=20)
    found = {
        "good": agreement(AGREED * 10),
        "bad": agreement(MIXED * 10),
        "few": agreement(MIXED * 9),
    }
    assert under(floor, found) == {"bad"}


def test_an_item_on_which_all_always_say_the_same_is_not_under_it():
    """κ is undefined there, and nobody ever disagreed."""
    assert under(Floor(kappa=1), {"a": agreement([(MET, MET)] * 40)}) == frozenset()


def test_a_kappa_that_is_shown_like_the_floor_is_not_under_it():
    found = agreement([(MET, MET)] * 34 + [(MISSED, MISSED)] * 20 + [(MET, MISSED)] * 7 + [(MISSED, MET)] * 5)
    shown = round(found.kappa, 2)
    assert under(Floor(kappa=shown, ratings=1), {"a": found}) == frozenset()
    assert under(Floor(kappa=shown + 0.01, ratings=1), {"a": found}) == {"a"}


@given(cards, floors, st.floats(0, 1), st.integers(0, 60))
def test_a_higher_floor_spares_nobody_and_more_ratings_asked_for_condemn_nobody(found, floor, by, more):
    higher = Floor(kappa=min(1.0, floor.kappa + by), ratings=floor.ratings)
    later = Floor(kappa=floor.kappa, ratings=floor.ratings + more)
    assert under(floor, found) <= under(higher, found)
    assert under(later, found) <= under(floor, found)


@pytest.mark.parametrize("wrong", [{"kappa": 1.2}, {"kappa": -0.1}, {"ratings": 0}])
def test_a_floor_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        Floor(**wrong)


@given(anything, st.sets(st.sampled_from(ITEMS)))
def test_a_certificate_leaves_advice_out_of_both_sides_of_the_sum(verdicts, advice):
    found = without(result(verdicts), advice, CARD)
    same = result(verdicts | dict.fromkeys(advice, Verdict.NA))
    assert (found.total, found.passed, found.critical) == (same.total, same.passed, same.critical)
    assert not advice & {item.id for item in found.items}


def test_a_critical_error_on_an_item_under_the_floor_fails_nobody_for_good():
    failed = result(dict.fromkeys(ITEMS, MET) | {"conduct.courtesy": MISSED})
    assert not failed.passed
    assert without(failed, {"conduct.courtesy"}, CARD).passed
