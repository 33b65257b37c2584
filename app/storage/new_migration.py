"""``python -m app.storage.new_migration "what changes"``: drafts a migration from the tables' code.

Read the draft and correct it: a renamed column looks like one dropped and one added. A test fails as long
as the migrations and the tables differ.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import NullPool, create_engine

from app.storage.database import alembic_config, migrate, parse_url


def new_migration(what: str) -> None:
    """Write ``migrations/versions/NNNN_what.py``."""
    folder = Path(__file__).parent / "migrations" / "versions"
    number = f"{len(list(folder.glob('[0-9]*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as scratch:
        url = parse_url(f"sqlite:///{(Path(scratch) / 'empty.db').as_posix()}")
        migrate(url)
        with create_engine(url, poolclass=NullPool).connect() as connection:
            command.revision(alembic_config(connection), what, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    new_migration(" ".join(sys.argv[1:]) or "change")
