"""Keeps learners, calls, turns, recordings and results; the only package that knows the database."""

from app.storage.records import Best, CallSummary, StoredCall
from app.storage.store import Store

__all__ = ["Best", "CallSummary", "Store", "StoredCall"]
