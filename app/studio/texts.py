"""Where the text of a scenario or persona comes from, and what names are allowed."""

from __future__ import annotations

import re
from pathlib import Path

from app.house import House
from app.storage.records import Name, Step
from simulator.content.loading import PERSONAS, SCENARIOS, Kind
from simulator.content.scenario import Industry
from simulator.errors import BadInput

LONGEST_ID = 60  # characters
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def named(kind: Kind, given: str) -> Name:
    """The name of an id. Raises BadInput (``content_id``) with what is valid."""
    parts = given.split("/")
    folders = [industry.value for industry in Industry]
    sound = len(given) <= LONGEST_ID and all(_ID.fullmatch(part) for part in parts)
    if kind == "scenario" and sound and len(parts) == 2 and parts[0] in folders:
        return Name(kind, given)
    if kind == "persona" and sound and len(parts) == 1:
        return Name(kind, given)
    rule = "short-name" if kind == "persona" else f"industry/short-name ({', '.join(folders)})"
    raise BadInput(
        f"'{given}' is no {kind} id; valid: {rule} in small letters, digits and hyphens",
        code=f"{kind}_id",
        given=given,
        valid=folders,
    )


def file_of(name: Name) -> Path:
    """Where the file of this name lies, or would lie, among those that ship."""
    return (SCENARIOS if name.kind == "scenario" else PERSONAS) / f"{name.id}.yaml"


def ships(house: House, name: Name) -> bool:
    """Whether a file of this name ships."""
    shipped = house.content.shipped
    return name.id in (shipped.scenarios if name.kind == "scenario" else shipped.personas)


def offered_text(house: House, name: Name) -> str | None:
    """The text as trainees have it, or would have it if it were not retired; None for a new name."""
    history = house.store.contents.history(name)
    back = next((entry for entry in history if entry.step in (Step.PUBLISHED, Step.SHIPPED)), None)
    if back is not None and back.step is Step.PUBLISHED:
        return house.store.contents.text(name, back.number)
    return file_of(name).read_text(encoding="utf-8") if ships(house, name) else None


def known(house: House, name: Name) -> bool:
    """Whether anything of this name exists: a file, a draft, a history."""
    contents = house.store.contents
    return ships(house, name) or contents.draft(name) is not None or bool(contents.history(name))
