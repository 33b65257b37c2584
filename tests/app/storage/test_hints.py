"""What the coach showed is stored with the call, on SQLite and PostgreSQL, and goes with it."""

from __future__ import annotations

import pytest
from alembic.command import downgrade
from sqlalchemy import create_engine, text

from app.storage import Store
from app.storage.database import alembic_config, migrate, parse_url
from simulator.errors import BadInput
from tests.app.storage.calls import AGENT, begin, finished
from tests.app.storage.samples import scenario

HINT = {"rule": "restate-first", "turn": 3, "title": {"zh": "先复述", "en": "say it back"}, "followed": []}


def test_a_call_without_the_coach_has_neither_hints_nor_the_mark(store):
    call_id = finished(store, 62.0)
    assert store.hints.of(call_id) == []
    assert store.call(call_id).assisted is False


def test_hints_come_back_in_the_order_of_the_call(store):
    call_id, other = begin(store), begin(store)
    later = HINT | {"turn": 7}
    store.hints.add(call_id, 7, later)
    store.hints.add(call_id, 3, HINT)
    store.hints.add(other, 1, HINT)
    assert store.hints.of(call_id) == [HINT, later]


def test_the_first_hint_at_a_turn_stands(store):
    call_id = begin(store)
    store.hints.add(call_id, 3, HINT)
    store.hints.add(call_id, 3, HINT | {"rule": "other"})
    assert store.hints.of(call_id) == [HINT]


def test_the_mark_is_kept(store):
    call_id = begin(store)
    for _ in range(2):
        store.hints.assist(call_id)
    assert store.call(call_id).assisted is True
    assert store.history.calls(store.learners.named("小李"))[0].assisted is True


@pytest.mark.parametrize(
    "use", [lambda store: store.hints.assist("c-0"), lambda store: store.hints.add("c-0", 1, HINT)]
)
def test_an_unknown_call_is_named(store, use):
    with pytest.raises(BadInput, match="no call c-0"):
        use(store)


def test_deleting_a_call_deletes_its_hints_really(store, url):
    call_id, kept = begin(store), begin(store)
    for each in (call_id, kept):
        store.hints.add(each, 3, HINT)
    store.erasure.call(call_id)
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        assert list(connection.execute(text("SELECT call_id FROM hint"))) == [(kept,)]
    engine.dispose()


def test_deleted_hints_are_overwritten_in_the_file(tmp_path, media):
    store = Store(f"sqlite:///{tmp_path / 'own' / 'x.db'}", media)
    call_id = begin(store)
    store.hints.add(call_id, 3, HINT | {"say": "these very words"})
    store.erasure.call(call_id)
    held = [file.read_bytes() for file in (tmp_path / "own").iterdir()]
    assert held
    assert not any(b"these very words" in data for data in held)
    store.close()


def test_the_best_with_the_coach_stands_apart(store):
    me = store.learners.named("小李")
    finished(store, 62.0, me)
    finished(store, 95.0, me, assisted=True)
    finished(store, 70.0, me, scenario=scenario(id="bank/fee"), assisted=True)
    best = store.history.best(me)
    assert (best["telecom/data-overage"].total, best["telecom/data-overage"].assisted) == (62.0, 95.0)
    assert (best["bank/fee"].total, best["bank/fee"].assisted) == (None, 70.0)
    assert best["telecom/data-overage"].times == 2


def test_graded_calls_say_whether_the_coach_was_there(store):
    me = store.learners.named("小李")
    finished(store, 62.0, me)
    finished(store, 95.0, me, assisted=True)
    assert [call.assisted for call in store.history.graded(me)] == [False, True]


def test_calls_held_before_there_was_a_coach_count_as_unaided(url, media):
    """A database of the version before: its calls come through the migration without hints."""
    store = Store(url, media)
    call_id = finished(store, 62.0)
    store.turns.add(call_id, 0, AGENT)
    store.close()
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        downgrade(alembic_config(connection), "0003")
    engine.dispose()
    migrate(parse_url(url))
    store = Store(url, media)
    assert store.hints.of(call_id) == []
    assert store.call(call_id).assisted is False
    assert store.history.best(store.learners.named("小李"))["telecom/data-overage"][:2] == (62.0, 1)
    store.close()


def test_the_turns_that_were_recorded_are_known(store):
    call_id = begin(store)
    store.turns.add(call_id, 0, AGENT, b"RIFF")
    store.turns.add(call_id, 1, AGENT)
    assert store.turns.recorded(call_id) == {0}
