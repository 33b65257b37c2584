"""Drafts and versions of content: nothing is overwritten unseen, the history only grows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.storage import Store
from app.storage.records import ContentDraft, Name, Step
from app.storage.tables import LearnerRow
from simulator.errors import BadInput

NAME = Name("scenario", "telecom/mine")
OTHER = Name("persona", "night-owl")


@pytest.fixture
def wang(store: Store) -> int:
    return store.learners.named("王老师")


@pytest.fixture
def li(store: Store) -> int:
    return store.learners.named("李老师")


def begun(store: Store, by: int, text: str = "title: 流量\n") -> ContentDraft:
    return store.contents.put(NAME, text, None, by)


def steps(store: Store, name: Name = NAME) -> list[tuple[int, Step, str]]:
    return [(entry.number, entry.step, entry.by) for entry in store.contents.history(name)]


def test_a_draft_is_kept_as_it_reads_now(store, wang):
    first = begun(store, wang)
    second = store.contents.put(NAME, "title: 宽带 🙂 # 说明\n", first.stamp, wang)
    assert store.contents.draft(NAME) == second
    assert second.text == "title: 宽带 🙂 # 说明\n"
    assert second.stamp != first.stamp
    assert second.editor == "王老师"
    assert store.contents.draft(OTHER) is None


def test_two_trainers_never_overwrite_each_other_and_nothing_is_lost(store, wang, li):
    seen = begun(store, wang)
    theirs = store.contents.put(NAME, "theirs", seen.stamp, li)
    with pytest.raises(BadInput, match="李老师 has changed") as caught:
        store.contents.put(NAME, "mine", seen.stamp, wang)
    assert caught.value.code == "draft_changed"
    assert caught.value.facts["number"] == 1
    assert store.contents.draft(NAME) == theirs
    assert store.contents.text(NAME, 1) == "mine"
    assert steps(store) == [(1, Step.ASIDE, "王老师")]
    with pytest.raises(BadInput):
        store.contents.put(NAME, "mine", seen.stamp, wang)
    assert steps(store) == [(1, Step.ASIDE, "王老师")], "put aside once, however often it is sent"
    mine = store.contents.put(NAME, "mine", theirs.stamp, wang)
    assert store.contents.draft(NAME) == mine


def test_two_who_begin_at_once_see_each_other(store, wang, li):
    begun(store, wang, "his")
    with pytest.raises(BadInput) as caught:
        begun(store, li, "hers")
    assert caught.value.code == "draft_changed"
    assert store.contents.text(NAME, 1) == "hers"


def test_the_same_text_is_no_conflict(store, wang, li):
    seen = begun(store, wang)
    store.contents.put(NAME, "same", seen.stamp, li)
    assert store.contents.put(NAME, "same", seen.stamp, wang).text == "same"
    assert steps(store) == []


def test_writing_on_after_another_has_published_keeps_the_text(store, wang, li):
    seen = begun(store, wang, "a")
    store.contents.publish(NAME, seen.stamp, li)
    with pytest.raises(BadInput) as caught:
        store.contents.put(NAME, "b", seen.stamp, wang)
    assert caught.value.code == "draft_gone"
    assert store.contents.text(NAME, 2) == "b"


@pytest.mark.parametrize("act", ["save", "publish", "discard"])
def test_nobody_acts_on_a_state_that_they_have_not_seen(store, wang, li, act):
    seen = begun(store, wang)
    theirs = store.contents.put(NAME, "theirs", seen.stamp, li)
    with pytest.raises(BadInput) as caught:
        getattr(store.contents, act)(NAME, seen.stamp, wang)
    assert caught.value.code == "draft_changed"
    assert store.contents.draft(NAME) == theirs
    assert steps(store) == []


def test_the_history_counts_for_each_name_and_tells_who_what_and_why(store, wang, li):
    draft = begun(store, wang)
    store.contents.save(NAME, draft.stamp, wang, "  第一稿 ")
    again = store.contents.put(NAME, "title: 改\n", draft.stamp, li)
    store.contents.publish(NAME, again.stamp, li, "上线", {"passed": False, "confirmed": True})
    store.contents.enter(NAME, Step.RETIRED, wang, note="过时")
    store.contents.enter(OTHER, Step.SAVED, wang, "x")
    last, published, first = store.contents.history(NAME)
    assert (first.number, first.step, first.note, first.by) == (1, Step.SAVED, "第一稿", "王老师")
    assert published.gates == {"passed": False, "confirmed": True}
    assert (last.number, last.step, last.note) == (3, Step.RETIRED, "过时")
    assert store.contents.text(NAME, 1) == "title: 流量\n"
    assert steps(store, OTHER) == [(1, Step.SAVED, "王老师")]
    for number in (3, 9):
        with pytest.raises(BadInput) as caught:
            store.contents.text(NAME, number)
        assert caught.value.code == "unknown_version"


def test_what_is_published_is_a_draft_no_more(store, wang):
    store.contents.publish(NAME, begun(store, wang).stamp, wang)
    assert store.contents.draft(NAME) is None
    assert store.contents.drafts() == []


def test_a_draft_given_up_stays_in_the_history(store, wang):
    store.contents.discard(NAME, begun(store, wang, "half a thought").stamp, wang)
    assert store.contents.draft(NAME) is None
    assert store.contents.text(NAME, 1) == "half a thought"
    same = store.contents.put(NAME, "half a thought", None, wang)
    store.contents.discard(NAME, same.stamp, wang)
    assert steps(store) == [(1, Step.ASIDE, "王老师")], "it stands there already"


def test_what_is_offered_is_the_latest_step_that_counts(store, wang):
    assert store.contents.live() == []
    before = store.contents.live_stamp()
    draft = begun(store, wang, "one")
    assert store.contents.live_stamp() == before, "a draft changes nothing for trainees"
    one = store.contents.publish(NAME, draft.stamp, wang)
    published = store.contents.live_stamp()
    assert published != before
    store.contents.put(NAME, "two", None, wang)
    store.contents.enter(NAME, Step.SAVED, wang, "three")
    assert store.contents.live() == [one]
    assert store.contents.live_stamp() == published
    assert store.contents.texts([one.row]) == {one.row: "one"}
    retired = store.contents.enter(NAME, Step.RETIRED, wang)
    store.contents.enter(OTHER, Step.PUBLISHED, wang, "b")
    found = {entry.name: entry.step for entry in store.contents.live()}
    assert found == {NAME: Step.RETIRED, OTHER: Step.PUBLISHED}
    assert store.contents.live_stamp() != published
    assert store.contents.texts([retired.row]) == {}


def test_many_at_once_each_get_a_number_of_their_own(store, wang):
    def enter(count: int) -> int:
        return store.contents.enter(NAME, Step.SAVED, wang, f"text {count}").number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(enter, range(12)))
    assert sorted(numbers) == list(range(1, 13))


def test_of_many_who_save_one_draft_at_once_one_wins_and_the_others_are_put_aside(store, wang):
    seen = begun(store, wang)

    def put(count: int) -> bool:
        try:
            store.contents.put(NAME, f"text {count}", seen.stamp, wang)
        except BadInput:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(put, range(6)))
    assert won.count(True) == 1
    draft = store.contents.draft(NAME)
    assert draft is not None
    kept = {draft.text, *(store.contents.text(NAME, number) for number, _, _ in steps(store))}
    assert kept == {f"text {count}" for count in range(6)}


def test_a_person_who_is_forgotten_leaves_their_work_without_a_name(store, wang, li):
    store.contents.publish(NAME, begun(store, wang).stamp, wang)
    begun(store, wang, "more")
    with store._database.writing() as session:
        session.delete(session.get(LearnerRow, wang))
    assert steps(store) == [(1, Step.PUBLISHED, "")]
    draft = store.contents.draft(NAME)
    assert draft is not None
    assert draft.editor == ""
    assert store.contents.put(NAME, "on", draft.stamp, li).editor == "李老师"


def test_a_guest_who_gives_a_name_takes_their_texts_along(store, wang):
    guest = store.learners.named("新同事 1234")
    begun(store, guest)
    store.contents.enter(NAME, Step.SAVED, guest, "x")
    store.learners.hand_over(guest, wang)
    assert store.contents.drafts()[0].editor == "王老师"
    assert steps(store) == [(1, Step.SAVED, "王老师")]


def test_what_no_database_takes_is_left_out(store, wang):
    assert begun(store, wang, "a\0b\ud800c").text == "abc"
    assert store.contents.enter(NAME, Step.SAVED, wang, "x\0", "n\0").note == "n"
