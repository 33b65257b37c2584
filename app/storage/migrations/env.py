"""Alembic runs this file; the connection comes from ``app.storage.database``."""

from __future__ import annotations

from typing import Literal

from alembic import context
from sqlmodel import AutoString

from app.storage.tables import METADATA, Moment


def plain_type(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write our own column types as SQLAlchemy's, so that a migration never changes with our code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot alter a column in place
    render_item=plain_type,
)
context.run_migrations()
