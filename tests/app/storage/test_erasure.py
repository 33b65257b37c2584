"""What is deleted is gone: rows, files, free pages, logs; what stays is whole."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy import create_engine, text

from app.storage import Store
from app.storage.database import migrate, parse_url
from simulator.errors import BadInput
from simulator.transcript import Speaker, Turn, Word
from tests.app.storage.calls import RESULT, finished

SECRET = "我的身份证号是四四零一零二"
SOUND = b"RIFF....WAVE" + bytes(range(256)) * 40


def traces(folder: Path, *things: str | bytes) -> set[str | bytes]:
    """Which of these words or bytes stand in any file below a folder, however JSON writes them."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {thing for thing in things for form in _forms(thing) if any(form in data for data in files)}


def _forms(thing: str | bytes) -> Iterator[bytes]:
    if isinstance(thing, bytes):
        yield thing
    else:
        yield thing.encode()
        yield json.dumps(thing)[1:-1].encode()


def kept(store: Store, said: str, sound: bytes = SOUND) -> str:
    """A finished call in which this was said, noted, corrected, graded, and its words timed."""
    call_id = finished(store, None)
    turn = Turn(speaker=Speaker.AGENT, text=said, start=0.0, end=2.0)
    store.turns.add(call_id, 0, turn, sound)
    store.note(call_id, f"记：{said}")
    store.turns.keep_words(call_id, 0, said, [Word(text=said, start=0.1, end=1.9)])
    store.turns.correct(call_id, 0, f"{said}。")
    store.verdicts.save(call_id, RESULT | {"items": [{"evidence": said}]})
    return call_id


@pytest.fixture
def own(tmp_path) -> Iterator[Store]:
    store = Store(f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}", tmp_path / "media")
    yield store
    store.close()


def test_what_the_customer_murmured_goes_with_the_recording(own, tmp_path):
    call_id = kept(own, SECRET)
    murmur = b"RIFF" + bytes(range(200))
    own.turns.keep_murmur(call_id, 2.5, murmur)
    own.turns.keep_murmur(call_id, 10.25, SOUND)
    assert own.turns.murmurs(call_id) == [(2.5, murmur), (10.25, SOUND)]
    own.erasure.recording(call_id)
    assert own.turns.murmurs(call_id) == []
    assert not traces(tmp_path, murmur)
    own.erasure.call(call_id)
    with pytest.raises(BadInput):
        own.turns.keep_murmur(call_id, 1.0, murmur)


def test_of_a_deleted_call_neither_words_nor_sound_are_left(own, tmp_path):
    call_id = kept(own, SECRET)
    assert traces(tmp_path, SECRET, SOUND) == {SECRET, SOUND}
    own.erasure.call(call_id)
    assert traces(tmp_path, SECRET, SOUND, call_id) == set()


def test_among_many_calls_exactly_the_deleted_ones_are_gone(own, tmp_path):
    """Rows move between pages as a table grows and shrinks; nothing may stay behind where they were."""
    dice = random.Random(5)
    said = [f"甲{n:04d}乙" + "话" * dice.choice((3, 60, 900, 4000)) for n in range(60)]
    calls = {words: kept(own, words, words.encode() * 3) for words in said}
    gone = dice.sample(said, 40)
    for words in gone:
        own.erasure.call(calls[words])
    marks = {words: words[:6] for words in said}
    assert traces(tmp_path, *marks.values()) == {marks[words] for words in said if words not in gone}


def test_a_reader_who_is_not_done_does_not_keep_deleted_words_alive(own, tmp_path):
    call_id = kept(own, SECRET)
    reads = threading.Event()

    def read() -> None:
        with own._database.reading() as session:
            session.execute(text("SELECT * FROM turn")).first()  # holds a snapshot
            reads.set()
            time.sleep(1)

    reader = threading.Thread(target=read)
    reader.start()
    assert reads.wait(10)
    own.erasure.call(call_id)
    reader.join()
    assert traces(tmp_path, SECRET) == set()


def test_words_that_a_migration_has_moved_are_deleted_too(tmp_path):
    """A table that a migration rebuilds leaves its old pages behind, with all that stood in them."""
    url = f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}"
    store = Store(url, tmp_path / "media")
    call_id = kept(store, SECRET)
    store.close()
    _rebuild(url, "turn")
    store = Store(url, tmp_path / "media")
    store.erasure.call(call_id)
    assert traces(tmp_path, SECRET) == set()
    store.close()


def _rebuild(url: str, table: str) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from app.storage import database

    engine = database._engine(parse_url(url), migrating=True)
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection, opts={"as_sql": False}))
        with operations.batch_alter_table(table, recreate="always"):
            pass
    engine.dispose()
    migrate(parse_url(url))


def test_a_deleted_recording_leaves_what_was_said_and_the_grade(store, media):
    call_id = kept(store, SECRET)
    before = store.call(call_id)
    assert before.transcript.turns[0].words == ()  # corrected since: they were those of another text
    store.erasure.recording(call_id)
    after = store.call(call_id)
    assert after.transcript.turns[0].text == before.transcript.turns[0].text
    assert after.transcript.turns[0].audio is None
    assert after.result == before.result
    assert store.turns.audio(call_id, 0) is None
    assert traces(media, SOUND) == set()


def test_word_times_go_with_the_sound_that_told_them(store):
    call_id = finished(store, None)
    turn = Turn(speaker=Speaker.AGENT, text="您好", start=0.0, end=2.0)
    store.turns.add(call_id, 0, turn, SOUND)
    words = (Word(text="您好", start=0.25, end=0.5),)
    assert store.turns.keep_words(call_id, 0, "您好", words)
    assert store.call(call_id).transcript.turns[0].words == words
    store.erasure.recording(call_id)
    assert store.call(call_id).transcript.turns[0].words == ()
    assert not store.turns.keep_words(call_id, 0, "您好", words), "found out too late"
    assert store.call(call_id).transcript.turns[0].words == ()


def test_word_times_of_another_text_or_a_deleted_call_are_not_kept(store):
    call_id = finished(store, None)
    store.turns.add(call_id, 0, Turn(speaker=Speaker.AGENT, text="您好"), SOUND)
    assert not store.turns.keep_words(call_id, 0, "您早", [Word(text="您早", start=0, end=1)])
    store.erasure.call(call_id)
    with pytest.raises(BadInput, match="no call"):
        store.turns.keep_words(call_id, 0, "您好", [])


def test_deleting_what_has_no_recording_changes_nothing(store):
    call_id = finished(store, 80)
    before = store.call(call_id)
    store.erasure.recording(call_id)
    assert store.call(call_id) == before


def test_postgresql_keeps_no_deleted_words_in_its_tables(postgres, media):
    url = postgres()
    store = Store(url, media)
    stays, goes = kept(store, "这一句留着"), kept(store, SECRET)
    store.erasure.call(goes)
    assert _in_tables(url, SECRET) == set()
    assert _in_tables(url, "这一句留着") == {"这一句留着"}
    assert store.call(stays).notes == "记：这一句留着"
    store.close()


def _in_tables(url: str, words: str) -> set[str | bytes]:
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))  # from memory to the files
        data, database = connection.execute(
            text(
                "SELECT current_setting('data_directory'), oid FROM pg_database "
                "WHERE datname = current_database()"
            )
        ).one()
    engine.dispose()
    return traces(Path(unquote(data)) / "base" / str(database), words)
