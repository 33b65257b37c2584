"""Which field of a scenario names which items of it: what may stand there, what a new id changes."""

from __future__ import annotations

from pydantic import BaseModel

REFERENCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Fact", "after"): ("facts",),
    ("Resolution", "after"): ("facts",),
    ("Question", "about"): ("knowledge",),
    ("Moment", "at"): ("objections", "questions", "facts"),
}
"""(model, field) → the lists whose ids it may name."""

SLOTS = "facts"
"""The list whose ids may stand in braces in what is said: {bill}."""


def refers(owner: type[BaseModel] | None, field: str) -> tuple[str, ...]:
    """The lists whose ids a field may name; empty where it names none."""
    return REFERENCES.get((owner.__name__, field), ()) if owner else ()
