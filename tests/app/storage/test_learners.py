"""Everybody is entered once, and a guest who gives a name keeps what they did."""

from __future__ import annotations

import pytest

from simulator.errors import BadInput
from tests.app.storage.calls import finished


def test_a_learner_is_entered_once(store):
    assert store.learners.named("小李") == store.learners.named(" 小李 ")
    assert store.learners.named("小王") != store.learners.named("小李")
    assert sorted(store.learners.names().values()) == ["小李", "小王"]


def test_a_guest_who_gives_a_name_keeps_their_calls(store):
    guest = store.learners.named("访客 1234")
    earlier, call_id = finished(store, 90), finished(store, 60, guest)
    store.learners.hand_over(guest, store.learners.named("小李"))
    assert {call.id for call in store.history.calls(store.learners.named("小李"))} == {earlier, call_id}
    assert sorted(store.learners.names().values()) == ["小李"]


def test_handing_over_to_oneself_changes_nothing(store):
    call_id = finished(store, 60)
    store.learners.hand_over(store.learners.named("小李"), store.learners.named("小李"))
    assert [call.id for call in store.history.calls(store.learners.named("小李"))] == [call_id]


def test_a_learner_needs_a_name(store):
    for name in ("", "  ", "很" * 201):
        with pytest.raises(BadInput, match="name"):
            store.learners.named(name)
