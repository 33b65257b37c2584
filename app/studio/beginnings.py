"""A new text: from a template, from one that exists or from a call on file, under a name of its own."""

from __future__ import annotations

import re
from pathlib import Path

from app.calls_on_file import calls_in
from app.house import House
from app.storage.records import ContentDraft, Name
from app.studio.texts import known, offered_text
from simulator.content.loading import Kind
from simulator.drafting import draft
from simulator.errors import BadInput

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("zh", "en")


def template(kind: Kind, language: str) -> str:
    """The commented skeleton in ``zh`` or ``en``; its blanks are told as problems until they are filled."""
    return (TEMPLATES / f"{kind}.{language}.yaml").read_text(encoding="utf-8")


def begin(house: House, name: Name, text: str, by: int) -> ContentDraft:
    """Start a draft of a new name with this text. Raises BadInput (``content_exists``) for a known one."""
    if known(house, name):
        raise BadInput(f"there is a {name.kind} '{name.id}' already", code="content_exists", id=name.id)
    return house.store.contents.put(name, renamed(text, name), None, by)


def copied(house: House, source: Name) -> str:
    """The text to begin a copy with: the draft, else what is offered. Raises BadInput (``content_gone``)."""
    draft = house.store.contents.draft(source)
    text = draft.text if draft else offered_text(house, source)
    if text is None:
        raise BadInput(f"there is no {source.kind} '{source.id}'", code="content_gone", id=source.id)
    return text


def drafted(house: House, file: str, data: bytes, scenario_id: str) -> str:
    """A scenario drafted from the first call in a file. Raises BadInput for a file or a call of no use."""
    for _, call in calls_in(file, data):
        return draft(call, house.library(), scenario_id)
    raise BadInput(f"{file}: holds no call", code="no_call", file=file)


def renamed(text: str, name: Name) -> str:
    """The text with this id, and for a scenario the industry that the id says; every other line stays."""
    text = _line(text, "id", name.id)
    return _line(text, "industry", name.id.split("/")[0]) if name.kind == "scenario" else text


def _line(text: str, key: str, value: str) -> str:
    """The top-level ``key`` set to ``value``, with the comment behind it."""
    return re.sub(rf"(?m)^{key}:[ \t]*[^#\n]*?([ \t]*(#.*)?)$", rf"{key}: {value}\1", text, count=1)
