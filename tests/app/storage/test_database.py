"""Opening, migrating, sharing and filling up the database."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from app.storage import Store
from app.storage.database import alembic_config, migrate, parse_url
from app.storage.tables import METADATA
from simulator.errors import BadInput, Unavailable
from simulator.transcript import EndReason
from tests.app.storage.calls import AGENT, WAV, begin, finished
from tests.app.storage.samples import persona, scenario

ROOT = Path(__file__).parents[3]


def test_the_migrations_make_exactly_the_tables_of_the_code(store, url):
    with create_engine(parse_url(url)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_can_be_taken_back_and_run_again(url):
    migrate(parse_url(url))
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        downgrade(alembic_config(connection), "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    migrate(parse_url(url))
    assert "turn" in inspect(engine).get_table_names()
    engine.dispose()


def test_migrating_twice_keeps_what_is_there(store, url, media):
    call_id = begin(store)
    migrate(parse_url(url))
    assert store.call(call_id).id == call_id


def test_several_processes_may_start_on_an_empty_database_at_once(url, media):
    code = f"from pathlib import Path; from app.storage import Store; Store({url!r}, Path({str(media)!r}))"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)
    ]
    failures = [process.communicate(timeout=60)[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], failures
    assert Store(url, media).learners.names() == {}


def test_what_was_said_outlives_a_server_that_is_killed(url, media):
    code = f"""
import os
from pathlib import Path
from app.storage import Store
from tests.app.storage.calls import AGENT, WAV, begin
store = Store({url!r}, Path({str(media)!r}))
call_id = begin(store)
store.answer(call_id, 2)
for index in range(3):
    store.turns.add(call_id, index, AGENT, WAV)
os._exit(9)
"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, check=False)
    assert killed.returncode == 9
    store = Store(url, media)
    call = store.open_call(store.learners.named("小李"))
    assert call is not None
    assert call.transcript.turns == tuple(
        AGENT.model_copy(update={"audio": f"{call.id}/{index}.wav"}) for index in range(3)
    )
    assert store.turns.audio(call.id, 2) == WAV
    store.close()


def test_threads_write_and_read_at_the_same_time(store):
    learner = store.learners.named("小李")

    def hold_a_call(number: int) -> str:
        call_id = begin(store, learner)
        for index in range(20):
            store.turns.add(call_id, index, AGENT.model_copy(update={"text": f"{number}-{index}"}))
            store.open_call(learner)
        return call_id

    with ThreadPoolExecutor(4) as pool:
        calls = list(pool.map(hold_a_call, range(4)))
    for number, call_id in enumerate(calls):
        said = [turn.text for turn in store.call(call_id).transcript.turns]
        assert said == [f"{number}-{index}" for index in range(20)]


def test_threads_that_write_the_same_turn_or_learner_keep_one(store):
    call_id = begin(store)
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda _: store.turns.add(call_id, 0, AGENT, WAV), range(8)))
        assert len(set(pool.map(lambda _: store.learners.named("同名"), range(8)))) == 1
    assert len(store.call(call_id).transcript.turns) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_costs_the_audio_but_never_the_words(store, media, monkeypatch):
    call_id = begin(store)
    (media / call_id).mkdir(parents=True)
    monkeypatch.setattr("app.files.secrets.token_hex", lambda _: "draft")
    (media / call_id / ".0.wav.draft.part").symlink_to("/dev/full")
    assert store.turns.add(call_id, 0, AGENT, WAV) is False
    assert store.call(call_id).transcript.turns == (AGENT,)
    assert store.turns.audio(call_id, 0) is None
    assert store.turns.add(call_id, 0, AGENT, WAV) is True  # there is room again
    assert store.turns.audio(call_id, 0) == WAV


def test_a_media_folder_that_cannot_be_made_costs_the_audio_only(url, tmp_path):
    (tmp_path / "media").write_text("a file is in the way")
    store = Store(url, tmp_path / "media")
    call_id = begin(store)
    assert store.turns.add(call_id, 0, AGENT, WAV) is False
    assert store.call(call_id).transcript.turns == (AGENT,)
    store.close()


def test_a_full_database_says_so_and_takes_more_when_there_is_room(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'small.db'}", tmp_path)
    call_id = begin(store)
    with store._database.writer.connect() as connection:  # the pool hands this connection out again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    long = AGENT.model_copy(update={"text": "喂" * 20_000})
    with pytest.raises(Unavailable, match="full") as caught:
        store.turns.add(call_id, 0, long)
    assert caught.value.code == "storage"
    with store._database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert store.turns.add(call_id, 0, long)
    assert store.call(call_id).transcript.turns == (long,)


def test_deleted_words_are_gone_from_the_files_of_sqlite(tmp_path):
    store = Store(f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}", tmp_path / "media")
    call_id = finished(store, None)
    store.turns.add(call_id, 0, AGENT.model_copy(update={"text": "身份证号 440102"}))
    assert words_in(tmp_path, "身份证号")
    store.erasure.call(call_id)
    assert not words_in(tmp_path, "身份证号")
    store.close()


def words_in(folder: Path, words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in folder.iterdir() if file.is_file())


@pytest.mark.parametrize("url", ["mysql://localhost/x", "no url", "sqlite://", "sqlite:///", ""])
def test_a_database_url_that_cannot_be_used_is_refused_by_name(url, tmp_path):
    with pytest.raises(BadInput, match=r"DATABASE_URL.*postgresql://"):
        Store(url, tmp_path)


def test_a_password_in_a_refused_url_is_not_shown(tmp_path):
    with pytest.raises(BadInput) as caught:
        Store("mysql://me:geheim@localhost/x", tmp_path)
    assert "geheim" not in str(caught.value)


def test_a_database_that_does_not_answer_is_unavailable(tmp_path):
    with pytest.raises(Unavailable, match="database"):
        Store("postgresql://nobody@127.0.0.1:1/none", tmp_path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_postgresql_is_taken(scheme):
    assert parse_url(f"{scheme}://me@db/duilian").drivername == "postgresql+psycopg"


def test_the_tables_can_be_loaded_again_as_streamlit_does(store):
    import importlib

    import app.storage.tables as tables

    before = tables.METADATA
    try:
        assert importlib.reload(tables).METADATA is not before
        assert store.learners.named("小李")
    finally:
        for name in (
            "tables",
            "transactions",
            "reading",
            "to_rate",
            "verdicts",
            "ratings",
            "preferences",
            "contents",
            "store",
        ):
            importlib.reload(importlib.import_module(f"app.storage.{name}"))


def test_a_call_from_an_incompatible_version_is_named_and_still_listed(store):
    learner = store.learners.named("小李")
    broken = scenario().model_copy(update={"difficulty": 9})
    call_id = store.begin_call(learner=learner, scenario=broken, persona=persona(), seed=0, language="zh-CN")
    store.end_call(call_id, EndReason.SATISFIED)
    with pytest.raises(BadInput, match=f"{call_id}.*scenario") as caught:
        store.call(call_id)
    assert caught.value.code == "old_call"
    assert [call.id for call in store.history.calls(learner)] == [call_id]


def test_a_database_from_a_newer_version_is_left_alone(store, url, media):
    with create_engine(parse_url(url)).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable, match="newer") as caught:
        Store(url, media)
    assert caught.value.code == "newer_database"


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path):
    path = tmp_path / "duilian.db"
    path.write_text("a shopping list, " * 100)
    with pytest.raises(Unavailable, match="not a database"):
        Store(f"sqlite:///{path}", tmp_path)
    assert path.read_text().startswith("a shopping list")
