"""Opens the database that a URL names and brings its tables up to date."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError

from simulator.errors import BadInput, Unavailable

log = logging.getLogger(__name__)
WAIT = 10  # seconds that a writer waits for another one
MIGRATION_LOCK = 0x6475696C  # any number, the same in every process
REWRITTEN_BYTES = 64 << 20  # of a table with its indexes: a second or so, in which nobody can write
STALLS_SECONDS = 2  # calls wait at most that long for a table that cannot be had for rewriting
WORDY = ("turn", "note", "hint", "result", "rated_item", "verdict_override")  # tables that quote people
READING = "duilian_reading"  # execution option: this connection will not write


def parse_url(text: str) -> URL:
    """``sqlite:///path`` or ``postgresql://…``, with the driver filled in. Raises BadInput."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise _bad_url(text) from error
    kind = url.drivername.split("+")[0]
    if kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database:
        raise _bad_url(url.render_as_string(hide_password=True))
    return url.set(drivername="sqlite")


def _bad_url(shown: str) -> BadInput:
    valid = "sqlite:///PATH, postgresql://USER:PASSWORD@HOST/NAME"
    return BadInput(
        f"DATABASE_URL '{shown}' cannot be used; valid: {valid}",
        code="setting",
        name="DATABASE_URL",
        valid=valid,
    )


def exists(text: str) -> bool:
    """Whether there is a database at this address; of a server's it is taken for granted. Raises BadInput."""
    url = parse_url(text)
    return url.drivername != "sqlite" or Path(str(url.database)).is_file()


def open_engine(url: URL) -> Engine:
    """A pool of connections, with tables at the newest revision."""
    if url.drivername == "sqlite":
        Path(str(url.database)).resolve().parent.mkdir(parents=True, exist_ok=True)
    migrate(url)
    return _engine(url, pool_pre_ping=url.drivername != "sqlite")


def migrate(url: URL, revision: str = "head") -> None:
    """Run the missing migrations; several processes may start at once.

    Raises Unavailable when the database is already ahead of this version.
    """
    engine = _engine(url, poolclass=NullPool, migrating=True)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        try:
            command.upgrade(alembic_config(connection), revision)
        except CommandError as error:  # a revision that this version has never heard of
            raise Unavailable(
                f"the database is from a newer version: {error}", code="newer_database"
            ) from error


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings, for commands on this connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def forget(engine: Engine, *, rewrite: bool = True) -> None:
    """See to it that words deleted just now do not stay in files for a while longer.

    SQLite: its write-ahead log is emptied. PostgreSQL: tables up to ``REWRITTEN_BYTES`` are written anew,
    larger ones only cleared for new rows; its log and backups are beyond reach from here. Without
    ``rewrite`` no table is: nothing that was deleted is worth it.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            log.warning("somebody reads on: deleted words stay in the log until the next deletion or start")
        return
    if not rewrite:
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{STALLS_SECONDS}s'")
        for table in WORDY:
            _rewrite(connection, table)
        connection.exec_driver_sql("RESET lock_timeout")  # the connection goes back to the pool


def _rewrite(connection: Connection, table: str) -> None:
    size = connection.exec_driver_sql(f"SELECT pg_total_relation_size('{table}')").scalar_one()
    if size <= REWRITTEN_BYTES:
        try:
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
            return
        except DatabaseError as error:  # a long transaction holds it, or it is not ours
            log.info("%s is not written anew: %s", table, error)
    connection.exec_driver_sql(f'VACUUM (ANALYZE) "{table}"')


def _engine(url: URL, *, migrating: bool = False, **options: object) -> Engine:
    if url.drivername == "sqlite":
        options["connect_args"] = {"timeout": WAIT}
    engine = create_engine(url, **options)
    if url.drivername == "sqlite":
        event.listen(engine, "connect", _set_up_migration if migrating else _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: SQLiteConnection, _: object) -> None:
    _set_up_migration(connection, _)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: safe, and fast enough for every turn


def _set_up_migration(connection: SQLiteConnection, _: object) -> None:
    """Without foreign keys: changing a table on SQLite rebuilds it, which would delete what points to it."""
    connection.isolation_level = None  # the driver's own BEGIN comes too late
    connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, by a migration too


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: one that upgrades half-way would fail instead of waiting."""
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
