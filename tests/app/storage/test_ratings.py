"""Ratings: kept as they are made, closed for good when saved, superseded by a later one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.storage import Store
from app.storage.records import Wanted
from simulator.errors import BadInput
from tests.app.storage.calls import begin
from tests.app.storage.graded import (
    MET,
    MISSED,
    NA,
    PARTIAL,
    graded,
    graded_call,
    rated,
    spoken_call,
)
from tests.app.storage.samples import scenario
from tests.app.storage.test_database import words_in
from tests.grading.verdicts import ITEMS

ITEM = "greeting.opening"


def test_a_rating_begun_is_found_again_as_far_as_it_went(url, media):
    first = Store(url, media)
    call_id, teacher = graded_call(first), first.learners.named("张老师")
    begun = first.ratings.begin(call_id, teacher, "inbound@1")
    first.ratings.put(begun.id, ITEM, PARTIAL, "只问了好")
    first.ratings.put(begun.id, "closing.thanks", None, "再听一遍")
    again = Store(url, media)  # the first was never closed: a crash, not a goodbye
    found = again.ratings.begin(call_id, teacher, "inbound@1")
    assert (found.id, found.saved_at, found.rater, found.blind) == (begun.id, None, "张老师", True)
    assert found.items[ITEM] == (PARTIAL, "只问了好")
    assert found.items["closing.thanks"] == (None, "再听一遍")
    first.close()
    again.close()


def test_a_mind_may_change_until_the_rating_is_saved(store):
    call_id, teacher = graded_call(store), store.learners.named("张老师")
    rating = store.ratings.begin(call_id, teacher, "inbound@1").id
    store.ratings.put(rating, ITEM, PARTIAL)
    store.ratings.put(rating, ITEM, MET)
    store.ratings.save(rating, [ITEM])
    saved = store.ratings.of(call_id, teacher)[0]
    assert saved.items[ITEM].verdict is MET
    for change in (
        lambda: store.ratings.put(rating, ITEM, MISSED),
        lambda: store.ratings.save(rating, [ITEM]),
        lambda: store.ratings.discard(rating),
        lambda: store.ratings.reveal(rating),
    ):
        with pytest.raises(BadInput) as caught:
            change()
        assert caught.value.code == "rating_saved"
    assert store.ratings.of(call_id, teacher) == [saved]


def test_a_rating_with_gaps_cannot_be_saved_and_says_how_many(store):
    rating = store.ratings.begin(graded_call(store), store.learners.named("张老师"), "inbound@1").id
    store.ratings.put(rating, ITEM, MET)
    store.ratings.put(rating, "closing.thanks", None, "?")
    with pytest.raises(BadInput, match=r"closing\.thanks") as caught:
        store.ratings.save(rating, ITEMS)
    assert caught.value.facts["count"] == len(ITEMS) - 1


def test_a_second_rating_supersedes_the_first_which_stays_as_history(store):
    call_id, teacher = graded_call(store), store.learners.named("张老师")
    first, second = rated(store, call_id, greeting__opening=MISSED), rated(store, call_id)
    latest, earlier = store.ratings.of(call_id, teacher)
    assert (latest.id, latest.superseded_at) == (second, None)
    assert (earlier.id, earlier.superseded_at) == (first, latest.saved_at)
    assert earlier.items[ITEM].verdict is MISSED
    counted = store.ratings.counted("inbound@1")
    assert [call.pairs[ITEM] for call in counted] == [(MET, MET)]
    assert counted[0].blind is False, "whoever has saved a rating has seen the grader's verdicts"


def test_a_second_rating_that_is_given_up_leaves_the_first_in_force(store):
    call_id, teacher = graded_call(store), store.learners.named("张老师")
    first = rated(store, call_id)
    store.ratings.discard(store.ratings.begin(call_id, teacher, "inbound@1").id)
    assert [rating.id for rating in store.ratings.of(call_id, teacher)] == [first]
    assert len(store.ratings.counted("inbound@1")) == 1


def test_nobody_is_blind_to_their_own_call_or_after_asking_for_the_verdicts(store):
    call_id = graded_call(store, "小李")
    assert not store.ratings.begin(call_id, store.learners.named("小李"), "inbound@1").blind
    curious = store.learners.named("张老师")
    store.ratings.reveal(store.ratings.begin(call_id, curious, "inbound@1").id)
    assert not store.ratings.begin(call_id, curious, "inbound@1").blind
    assert store.ratings.begin(call_id, store.learners.named("李老师"), "inbound@1").blind


def test_pairs_are_counted_person_first_over_all_ratings(store):
    first, second = graded_call(store, greeting__opening=PARTIAL), graded_call(store)
    rated(store, first, "张老师")
    rated(store, first, "李老师", greeting__opening=PARTIAL)
    rated(store, second, "张老师", greeting__opening=NA)
    assert store.ratings.tally("inbound@1")[ITEM] == {(MET, PARTIAL): 1, (PARTIAL, PARTIAL): 1, (NA, MET): 1}
    assert [call.call for call in store.ratings.counted("inbound@1")] == [first, first, second]
    assert store.ratings.scorecards() == ["inbound@1"]
    assert store.ratings.tally("chat@1") == {}
    assert store.ratings.counted("chat@1") == []


def test_a_rating_is_compared_with_the_grader_not_with_an_override(store):
    call_id = graded_call(store)
    store.verdicts.override(call_id, ITEM, MISSED, "没问好", store.learners.named("李老师"))
    rated(store, call_id, greeting__opening=MISSED)
    assert store.ratings.tally("inbound@1")[ITEM] == {(MISSED, MET): 1}


def test_a_new_grading_is_what_ratings_are_compared_with_from_then_on(store):
    call_id = graded_call(store)
    rated(store, call_id)
    store.verdicts.save(call_id, graded(greeting__opening=MISSED).as_json())
    assert store.ratings.tally("inbound@1")[ITEM] == {(MET, MISSED): 1}


def test_what_was_not_judged_or_not_graded_is_no_pair(store):
    from grading.result import Verdict

    rated(store, graded_call(store, greeting__opening=Verdict.UNSCORED))
    ungraded = spoken_call(store)
    rated(store, ungraded)
    assert ITEM not in store.ratings.tally("inbound@1")
    store.verdicts.save(ungraded, graded().as_json())
    assert store.ratings.tally("inbound@1")[ITEM] == {(MET, MET): 1}


def listed(store: Store, teacher: int, *words: str, **wanted: object) -> list[str]:
    return [call.id for call in store.ratings.to_rate(teacher, Wanted(words, **wanted), 50)]


def test_the_list_shows_finished_calls_unrated_ones_first(store):
    teacher = store.learners.named("张老师")
    done, fresh, begun = graded_call(store), graded_call(store), graded_call(store)
    begin(store)  # still going on
    store.end_call(begin(store), store.call(done).ended)  # nobody said a word
    rated(store, done, "张老师")
    rated(store, fresh, "李老师")
    store.ratings.put(store.ratings.begin(begun, teacher, "inbound@1").id, ITEM, MET)
    found = store.ratings.to_rate(teacher, Wanted(), 50)
    assert [(call.id, call.begun, call.rated, call.others) for call in found] == [
        (begun, True, False, 0),
        (fresh, False, False, 1),
        (done, False, True, 0),
    ]
    assert (found[0].learner, found[0].title) == ("小李", scenario().title)
    assert listed(store, teacher)[:2] == [call.id for call in store.ratings.to_rate(teacher, Wanted(), 2)]


def test_a_call_only_looked_at_is_not_begun(store):
    teacher = store.learners.named("张老师")
    store.ratings.begin(graded_call(store), teacher, "inbound@1")
    assert [call.begun for call in store.ratings.to_rate(teacher, Wanted(), 50)] == [False]


def test_calls_are_found_by_learner_scenario_and_day(store):
    teacher = store.learners.named("张老师")
    one = spoken_call(store, "小李")
    two = spoken_call(store, "Wang 50%", scenario=scenario(id="broadband/outage", title="宽带断了三天"))
    assert listed(store, teacher, "小李") == [one]
    assert listed(store, teacher, "断了") == [two]
    assert listed(store, teacher, "OUTAGE", "wang") == [two]
    assert listed(store, teacher, "0%") == [two], "a wildcard of the database is a character like others"
    assert listed(store, teacher, "没有") == []
    now = datetime.now(UTC)
    assert listed(store, teacher, day=(now - timedelta(hours=1), now + timedelta(hours=1))) == [two, one]
    assert listed(store, teacher, day=(now - timedelta(days=2), now - timedelta(days=1))) == []


def test_a_deleted_call_takes_its_ratings_along(tmp_path):
    store = Store(f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}", tmp_path / "media")
    call_id, teacher = graded_call(store), store.learners.named("张老师")
    rating = store.ratings.begin(call_id, teacher, "inbound@1")
    store.ratings.put(rating.id, ITEM, MET, "身份证号 440102 没核对")
    store.ratings.save(rating.id, [ITEM])
    assert words_in(tmp_path, "身份证号 440102")
    store.erasure.call(call_id)
    assert not words_in(tmp_path, "身份证号 440102")
    assert store.ratings.tally("inbound@1") == {}
    assert listed(store, teacher) == []
    store.close()


def test_on_every_database_nothing_of_a_deleted_calls_ratings_is_left(store):
    call_id = graded_call(store)
    rating = rated(store, call_id)
    store.verdicts.override(call_id, ITEM, MISSED, "没问好", store.learners.named("张老师"))
    store.erasure.call(call_id)
    assert store.ratings.counted("inbound@1") == []
    with pytest.raises(BadInput, match="no rating"):
        store.ratings.put(rating, ITEM, MET)


def test_a_guest_who_gives_a_name_keeps_their_ratings_and_overrides(store):
    call_id, guest = graded_call(store), store.learners.named("访客 1234")
    rated(store, call_id, "访客 1234")
    store.verdicts.override(call_id, ITEM, MISSED, "没问好", guest)
    store.learners.hand_over(guest, store.learners.named("张老师"))
    assert len(store.ratings.of(call_id, store.learners.named("张老师"))) == 1
    assert store.verdicts.history(call_id)[0].by == "张老师"
