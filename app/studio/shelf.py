"""Everything that a trainer can open: what ships, what was published or retired, what is being written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.house import House
from app.storage.records import ContentDraft, Name, Step
from simulator.content.loading import Kind, Library
from simulator.content.placing import nodes


class State(StrEnum):
    """What trainees have of it."""

    SHIPPED = "shipped"  # the file that ships
    PUBLISHED = "published"  # a trainer's text
    RETIRED = "retired"  # nothing
    LEFT_OUT = "left_out"  # nothing of the trainer's text: it does not pass the check any more
    NEW = "new"  # nothing yet


@dataclass(frozen=True)
class Item:
    """One line of the shelf."""

    name: Name
    title: str
    state: State
    draft: ContentDraft | None


def shelf(house: House, kind: Kind) -> list[Item]:
    """All of a kind: drafts first, the latest on top, then by id."""
    merged, shipped = house.content.refresh(), house.content.shipped
    drafts = {draft.name: draft for draft in house.store.contents.drafts() if draft.name.kind == kind}
    ids = {*_of(shipped, kind), *(n.id for n in (*merged.live, *drafts) if n.kind == kind)}
    order = {name: place for place, name in enumerate(drafts)}
    names = sorted((Name(kind, one) for one in ids), key=lambda name: (order.get(name, len(order)), name))
    return [
        Item(name, _title(house, name, drafts.get(name)), state_of(house, name), drafts.get(name))
        for name in names
    ]


def state_of(house: House, name: Name) -> State:
    """What trainees have of this name now."""
    merged = house.content.now()
    if name in merged.left_out:
        return State.LEFT_OUT
    step = merged.live[name].step if name in merged.live else None
    if step is Step.RETIRED:
        return State.RETIRED
    if step is Step.PUBLISHED:
        return State.PUBLISHED
    return State.SHIPPED if name.id in _of(house.content.shipped, name.kind) else State.NEW


def _title(house: House, name: Name, draft: ContentDraft | None) -> str:
    if draft is not None:
        return title_in(draft.text, name)
    for library in (house.content.now().library, house.content.shipped):
        titles = _of(library, name.kind)
        if name.id in titles:
            return titles[name.id]
    return name.id


def title_in(text: str, name: Name) -> str:
    """The title that a text gives itself, however broken the rest of it; else the id."""
    key = "title" if name.kind == "scenario" else "name"
    given = next((node.value for node in nodes(text) if node.path == (key,)), "")
    return given or name.id


def _of(library: Library, kind: Kind) -> dict[str, str]:
    if kind == "scenario":
        return {one.id: one.title for one in library.scenarios.values()}
    return {one.id: one.name for one in library.personas.values()}
